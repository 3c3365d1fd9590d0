import os
import signal
import time
from multiprocessing import Process

if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGKILL):
        process = Process(target=time.sleep, args=(60,))
        process.start()
        os.kill(process.pid, number)
        process.join()
        print(process.exitcode == -number)
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError as error:
        print(error)
