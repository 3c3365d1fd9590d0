# A thread that does nothing: until start() returns, and until it has been joined.
import threading
import time

REPETITIONS = 500


def nothing():
    pass


def measure():
    thread = threading.Thread(target=nothing)
    begin = time.perf_counter()
    thread.start()
    started = time.perf_counter()
    thread.join()
    return started - begin, time.perf_counter() - begin


def median(values):
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    measure()
    starts, lives = zip(*[measure() for _ in range(REPETITIONS)])
    print("thread_start", median(starts) * 1e6, "us")
    print("thread_start_join", median(lives) * 1e6, "us")
