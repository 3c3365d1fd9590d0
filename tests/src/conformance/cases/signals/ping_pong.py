import os
import signal
import time

turns = 20
count = 0


def handler(number, frame):
    global count
    count += 1


signal.signal(signal.SIGUSR1, handler)
parent = os.getpid()
pid = os.fork()
other = pid or parent
if pid:
    time.sleep(0.2)
    os.kill(other, signal.SIGUSR1)
seen = 0
while seen < turns:
    while count == seen:
        pass
    seen = count
    if pid == 0 or seen < turns:
        os.kill(other, signal.SIGUSR1)
if pid == 0:
    os._exit(count)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), count)
