# CPU-bound work in processes; each reports when it was at work, so that overlap can be seen.
import os
import time
from multiprocessing import Process, Queue

WORKERS = 2
COUNT = 24_000_000


def count_down(number, reports):
    begin = time.time()
    left = COUNT
    while left > 0:
        left -= 1
    reports.put((number, os.getpid(), begin, time.time()))


if __name__ == "__main__":
    reports = Queue()
    workers = [Process(target=count_down, args=(number, reports)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    seen = sorted(reports.get() for _ in workers)
    for worker in workers:
        worker.join()
    print("workers", [number for number, _, _, _ in seen])
    print("different processes", len({pid for _, pid, _, _ in seen} | {os.getpid()}) == WORKERS + 1)
    latest_begin = max(begin for _, _, begin, _ in seen)
    earliest_end = min(end for _, _, _, end in seen)
    print("overlapped", latest_begin < earliest_end)
    print("exit codes", [worker.exitcode for worker in workers])
