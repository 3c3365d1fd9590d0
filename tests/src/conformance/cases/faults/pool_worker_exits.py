import os
from multiprocessing import Pool


if __name__ == "__main__":
    with Pool(1) as pool:
        lost = pool.apply_async(os._exit, (3,))
        lost.wait(0.5)
        print(lost.ready(), pool.apply_async(pow, (2, 5)).get(timeout=20))
