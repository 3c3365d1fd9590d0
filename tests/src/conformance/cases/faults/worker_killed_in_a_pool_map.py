import os
import signal
from multiprocessing import Pool


def work(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        first = pool.map_async(work, range(5), chunksize=1)
        first.wait(1)
        print("lost:", not first.ready())
        print(pool.map(work, [1, 2]))
