# Big integers.
import math
import time


def kernel():
    assert math.factorial(100_000) % 100_003 > 0


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
