# The loop of a hundred tutorials: trial division.
import time


def is_prime(n):
    if n < 2:
        return False
    for i in range(2, int(n**0.5) + 1):
        if n % i == 0:
            return False
    return True


def kernel():
    assert sum(1 for n in range(25_000) if is_prime(n)) == 2762


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
