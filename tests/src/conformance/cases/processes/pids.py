import os
from multiprocessing import Pipe, Process


def report(end):
    end.send((os.getpid(), os.getppid()))


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=report, args=(there,))
    process.start()
    pid, parent = here.recv()
    process.join()
    print(pid == process.pid, parent == os.getpid(), pid != parent)
