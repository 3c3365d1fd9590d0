import time
from multiprocessing import Pool

if __name__ == "__main__":
    pool = Pool(2)
    result = pool.apply_async(time.sleep, (60,))
    time.sleep(0.05)
    pool.terminate()
    pool.join()
    print(result.ready())
