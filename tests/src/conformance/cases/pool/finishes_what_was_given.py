import time
from multiprocessing import Pool


def work(number):
    time.sleep(0.02)
    return number


if __name__ == "__main__":
    pool = Pool(2)
    results = [pool.apply_async(work, (number,)) for number in range(6)]
    pool.close()
    pool.join()
    print([result.get() for result in results])
