import functools
import os

print = functools.partial(print, flush=True)


def attempt(function, *args):
    try:
        print(function(*args))
    except OSError as error:
        print(type(error).__name__, error)


attempt(os.wait)
attempt(os.waitpid, -1, 0)
attempt(os.waitpid, os.getpid(), 0)
attempt(os.waitpid, 999999, os.WNOHANG)
pid = os.fork()
if pid == 0:
    attempt(os.waitpid, os.getppid(), 0)
    os._exit(0)
os.waitpid(pid, 0)
attempt(os.waitpid, pid, 0)
attempt(os.kill, pid, 0)
attempt(os.wait)
