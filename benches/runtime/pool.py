# 1,000 small tasks for a pool of two processes.
import multiprocessing
import time

TASKS = 1_000
REPETITIONS = 5


def square(number):
    return number * number


def measure(pool, chunksize):
    begin = time.perf_counter()
    results = pool.map(square, range(TASKS), chunksize)
    seconds = time.perf_counter() - begin
    assert results[-1] == (TASKS - 1) ** 2
    return TASKS / seconds


def median(values):
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        measure(pool, None)
        print("pool_map", median([measure(pool, None) for _ in range(REPETITIONS)]), "/s")
        print("pool_map_single", median([measure(pool, 1) for _ in range(REPETITIONS)]), "/s")
