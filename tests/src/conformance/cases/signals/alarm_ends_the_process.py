import os
import signal

pid = os.fork()
if pid == 0:
    signal.alarm(1)
    while True:
        signal.pause()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
