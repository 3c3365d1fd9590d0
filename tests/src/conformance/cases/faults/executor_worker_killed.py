import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        futures = [executor.submit(work, number) for number in range(4)]
        for future in futures[2:]:
            try:
                future.result()
            except BrokenProcessPool as error:
                print(type(error).__name__)
        try:
            executor.submit(work, 1)
        except BrokenProcessPool as error:
            print("broken", type(error).__name__)
