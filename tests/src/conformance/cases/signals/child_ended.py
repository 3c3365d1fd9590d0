import os
import signal
import time

ended = []


def reap(number, frame):
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        ended.append((pids.index(pid), os.waitstatus_to_exitcode(status)))


signal.signal(signal.SIGCHLD, reap)
pids = []
for number in range(3):
    pid = os.fork()
    if pid == 0:
        time.sleep(0.15 * (number + 1))
        os._exit(number)
    pids.append(pid)
while len(ended) < 3:
    signal.pause()
print(ended)
