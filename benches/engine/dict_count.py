# Words counted in a dict.
import time

WORDS = ["word%d" % (i * i % 997) for i in range(20_000)]


def kernel():
    counts = {}
    for _ in range(10):
        for word in WORDS:
            counts[word] = counts.get(word, 0) + 1
    lengths = {}
    for _ in range(10):
        for word in WORDS:
            if word in lengths:
                lengths[word] += len(word)
            else:
                lengths[word] = len(word)
    assert sum(counts.values()) == 200_000


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
