# A process that does nothing: until start() returns, and until it has been joined.
import multiprocessing
import time

REPETITIONS = 60


def nothing():
    pass


def measure():
    process = multiprocessing.Process(target=nothing)
    begin = time.perf_counter()
    process.start()
    started = time.perf_counter()
    process.join()
    return started - begin, time.perf_counter() - begin


def median(values):
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    measure()
    starts, lives = zip(*[measure() for _ in range(REPETITIONS)])
    print("process_start", median(starts) * 1e6, "us")
    print("process_start_join", median(lives) * 1e6, "us")
