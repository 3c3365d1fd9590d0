# The same CPU-bound work in two processes, one after the other and both at once: the ratio of the two times, round by round.
import statistics
import time
from multiprocessing import Process

ROUNDS = 5
COUNT = 100_000_000


def count_down():
    left = COUNT
    while left > 0:
        left -= 1


def measure(at_once):
    begin = time.perf_counter()
    workers = [Process(target=count_down) for _ in range(2)]
    for worker in workers:
        worker.start()
        if not at_once:
            worker.join()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    rounds = [(measure(False), measure(True)) for _ in range(ROUNDS)]
    for in_sequence, at_once in rounds:
        print(f"in sequence {in_sequence:.3f} s, at once {at_once:.3f} s, ratio {at_once / in_sequence:.2f}")
    ratios = [at_once / in_sequence for in_sequence, at_once in rounds]
    print(f"median {statistics.median(ratios):.2f}")
    print(f"best {min(ratios):.2f}")
