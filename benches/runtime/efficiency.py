# A loop that only counts, by one worker and by two at once: the time of the one divided by that of the two.
import multiprocessing
import threading
import time

REPETITIONS = 5


def countdown(n):
    while n > 0:
        n -= 1


def calibrate():
    n = 100_000
    while True:
        begin = time.perf_counter()
        countdown(n)
        seconds = time.perf_counter() - begin
        if seconds > 0.05:
            return int(n * 0.4 / seconds)
        n *= 2


def seconds(worker, count, n):
    workers = [worker(target=countdown, args=(n,)) for _ in range(count)]
    begin = time.perf_counter()
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    return time.perf_counter() - begin


def efficiency(worker, n):
    # The best of each: what else the computer does slows down two workers more than one.
    one = min(seconds(worker, 1, n) for _ in range(REPETITIONS))
    two = min(seconds(worker, 2, n) for _ in range(REPETITIONS))
    return one / two


if __name__ == "__main__":
    n = calibrate()
    print("efficiency_processes", efficiency(multiprocessing.Process, n), "of 1")
    print("efficiency_threads", efficiency(threading.Thread, n), "of 1")
