import os


def family(level):
    me = os.getpid()
    pid = os.fork() if level else None
    if pid == 0:
        print(level, os.getppid() == me, os.getpid() != me, flush=True)
        status = family(level - 1)
        os._exit(status + 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if pid else 0


print(family(3))
