import os
import sys

for code in ("print('one')", "import sys; sys.exit(3)", "import os; os._exit(4)"):
    pid = os.fork()
    if pid == 0:
        os.execvp("python3", ["python3", "-c", code])
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
