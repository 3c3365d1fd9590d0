import os
import sys
import time

if len(sys.argv) == 1:
    pid = os.fork()
    if pid == 0:
        time.sleep(0.2)
        os._exit(6)
    os.execv(sys.executable, [sys.executable, __file__, str(pid)])
pid, status = os.wait()
print(pid == int(sys.argv[1]), os.WEXITSTATUS(status))
