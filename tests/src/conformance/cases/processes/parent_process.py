import os
from multiprocessing import Process, parent_process


def child(pid):
    parent = parent_process()
    print(parent.pid == pid == os.getppid(), parent.is_alive(), parent.name)


if __name__ == "__main__":
    process = Process(target=child, args=(os.getpid(),))
    process.start()
    process.join()
