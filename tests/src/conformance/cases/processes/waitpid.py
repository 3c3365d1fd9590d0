import os
from multiprocessing import Process

if __name__ == "__main__":
    try:
        os.wait()
    except ChildProcessError as error:
        print(error)
    process = Process(target=os._exit, args=(7,))
    process.start()
    pid, status = os.waitpid(process.pid, 0)
    print(pid == process.pid, os.waitstatus_to_exitcode(status))
