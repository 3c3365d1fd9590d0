# Floating-point arithmetic.
import time


def inside(x, y):
    a = b = 0.0
    for i in range(100):
        a, b = a * a - b * b + x, 2.0 * a * b + y
        if a * a + b * b > 4.0:
            return i
    return 100


def kernel():
    total = 0
    for row in range(60):
        for column in range(80):
            total += inside(column / 30.0 - 2.0, row / 30.0 - 1.0)
    assert total > 0


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
