import os
from multiprocessing import Pipe, Process, connection, parent_process


def grandchild(end):
    parent = parent_process()
    end.send((parent.join(0.01), parent.is_alive()))
    end.send(connection.wait([parent.sentinel], timeout=0))
    parent.join()
    ready = connection.wait([end, parent.sentinel])
    end.send((ready == [parent.sentinel], parent.is_alive()))


def middle(end, gate):
    Process(target=grandchild, args=(end,)).start()
    gate.recv()
    os._exit(0)


if __name__ == "__main__":
    ours, theirs = Pipe()
    gate, theirs_too = Pipe()
    process = Process(target=middle, args=(theirs, theirs_too))
    process.start()
    print(*ours.recv())
    print(ours.recv())
    gate.send("end")
    process.join()
    print(ours.recv())
