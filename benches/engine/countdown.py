# A loop that only counts.
import time


def kernel():
    n = 2_000_000
    while n > 0:
        n -= 1


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
