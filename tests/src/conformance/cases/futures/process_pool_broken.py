import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        try:
            pool.submit(os._exit, 3).result()
        except BrokenProcessPool as error:
            print(error)
        try:
            pool.submit(pow, 2, 2)
        except BrokenProcessPool as error:
            print(error)
