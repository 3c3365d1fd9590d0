#: stdin one
#: stdin two
import os
import sys
from multiprocessing import Process


def empty():
    print("multiprocessing", repr(sys.stdin.readline()))
    sys.stdout.flush()
    if os.fork() == 0:
        print("its fork", repr(sys.stdin.readline()))
        sys.stdout.flush()
        os._exit(0)
    os.wait()


if __name__ == "__main__":
    child = Process(target=empty)
    child.start()
    child.join()
    sys.stdout.flush()
    if os.fork() == 0:
        print("os.fork", repr(sys.stdin.read()))
        sys.stdout.flush()
        os._exit(0)
    os.wait()
    print("what is left", repr(sys.stdin.read()))
