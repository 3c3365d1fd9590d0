import os
import time

pids = {}
for number in range(4):
    pid = os.fork()
    if pid == 0:
        time.sleep(0.2)
        os._exit(number)
    pids[pid] = number
print(os.waitpid(-1, os.WNOHANG), os.waitpid(next(iter(pids)), os.WNOHANG))
ended = [os.wait() for _ in pids]
print(sorted((pids[pid], os.WEXITSTATUS(status)) for pid, status in ended))
