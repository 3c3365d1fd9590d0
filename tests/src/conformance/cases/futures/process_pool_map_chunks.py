import os
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return number * number


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(list(pool.map(work, range(10), chunksize=3)))
        print(sum(pool.map(work, range(100), chunksize=25)))
        try:
            pool.map(work, [1], chunksize=0)
        except ValueError as error:
            print(error)
