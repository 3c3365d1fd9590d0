# Items of a list, read and stored.
import time


def kernel():
    size = 400_000
    prime = [True] * (size + 1)
    prime[0] = prime[1] = False
    i = 2
    while i * i <= size:
        if prime[i]:
            for multiple in range(i * i, size + 1, i):
                prime[multiple] = False
        i += 1
    count = 0
    for flag in prime:
        if flag:
            count += 1
    assert count == 33860


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
