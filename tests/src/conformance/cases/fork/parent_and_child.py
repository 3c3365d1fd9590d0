import os

pid = os.fork()
if pid == 0:
    print("child", os.getpid() != 0, flush=True)
    os._exit(3)
ended, status = os.waitpid(pid, 0)
print("parent", ended == pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))
