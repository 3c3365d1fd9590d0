import functools
import os
import signal
import sys
import time

print = functools.partial(print, flush=True)


def start(action):
    pid = os.fork()
    if pid == 0:
        action()
        os._exit(99)
    return pid


def kill_itself(number):
    os.kill(os.getpid(), number)
    time.sleep(10)


for action in (lambda: os._exit(0), lambda: os._exit(7), lambda: sys.exit(5), lambda: os._exit(300),
               lambda: kill_itself(signal.SIGTERM), lambda: kill_itself(signal.SIGKILL), os.abort):
    pid = start(action)
    ended, status = os.waitpid(pid, 0)
    shown = [os.WIFEXITED(status), os.WIFSIGNALED(status), os.WIFSTOPPED(status), os.waitstatus_to_exitcode(status)]
    shown.append(os.WEXITSTATUS(status) if os.WIFEXITED(status) else os.WTERMSIG(status))
    print(ended == pid, *shown)
