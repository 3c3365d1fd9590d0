import os
import time
from multiprocessing import Pipe, Process, parent_process


def grandchild(sender):
    parent = parent_process()
    sender.send((os.getpid(), parent.is_alive()))
    while parent.is_alive():
        time.sleep(0.02)
    parent.join()
    sender.send(("orphan", parent.is_alive(), os.getppid() != parent.pid))


def child(sender):
    Process(target=grandchild, args=(sender,)).start()
    time.sleep(30)


if __name__ == "__main__":
    receiver, sender = Pipe(False)
    process = Process(target=child, args=(sender,))
    process.start()
    sender.close()
    pid, alive = receiver.recv()
    process.kill()
    process.join()
    print(alive, process.exitcode)
    print(receiver.recv())
    try:
        receiver.recv()
    except EOFError:
        print("the orphan ended")
