from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool


def recurse(n):
    return recurse(n + 1)


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(recurse, (0,))
        except RecursionError as error:
            print(error)
        print(pool.apply(abs, (-2,)))
    with ProcessPoolExecutor(1) as pool:
        print(repr(pool.submit(recurse, 0).exception()))
