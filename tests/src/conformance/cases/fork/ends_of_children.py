#: stderr ZeroDivisionError: division by zero
#: stderr in divide
import atexit
import os
import sys

first = os.getpid()
atexit.register(lambda: print("atexit", "parent" if os.getpid() == first else "child", flush=True))


def divide():
    return 1 / 0


for end in (lambda: sys.exit(4), divide, lambda: os._exit(6), lambda: None):
    pid = os.fork()
    if pid == 0:
        end()
        break
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
