import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def die():
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(time.sleep, 5), pool.submit(die)]
        for future in futures:
            try:
                future.result()
            except BrokenProcessPool as error:
                print("broken")
