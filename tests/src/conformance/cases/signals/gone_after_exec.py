import os
import signal
import sys

signal.signal(signal.SIGUSR1, lambda number, frame: print("never"))
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
pid = os.fork()
if pid == 0:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGUSR2); print('ignored', flush=True); os.kill(os.getpid(), signal.SIGUSR1)"
    os.execv(sys.executable, [sys.executable, "-c", code])
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
