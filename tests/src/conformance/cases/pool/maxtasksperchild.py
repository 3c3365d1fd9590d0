import os
from multiprocessing import Pool


def work(_):
    return os.getpid()


if __name__ == "__main__":
    with Pool(1, maxtasksperchild=2) as pool:
        pids = [pool.apply(work, (number,)) for number in range(6)]
    print(len(set(pids)))
