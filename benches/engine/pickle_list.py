# A big list through pickle and back.
import pickle
import time

DATA = [(i, i * 0.5, "name%d" % (i % 100), [i, i + 1]) for i in range(40_000)]


def kernel():
    assert len(pickle.loads(pickle.dumps(DATA))) == 40_000


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
