#: stderr a message
#: stderr ZeroDivisionError: division by zero
import os
import sys
from multiprocessing import Process


def divide():
    1 / 0


def end(code):
    os._exit(code)


if __name__ == "__main__":
    codes = []
    for target, args in [(int, ()), (sys.exit, (3,)), (sys.exit, ("a message",)), (divide, ()), (end, (7,)), (sys.exit, ())]:
        process = Process(target=target, args=args)
        process.start()
        process.join()
        codes.append(process.exitcode)
    print(codes)
