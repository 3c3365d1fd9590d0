# Two processes that count in a shared Array, each update under its lock.
import multiprocessing
import time

UPDATES = 5_000
REPETITIONS = 5


def count(array, ready, go):
    ready.release()
    go.acquire()
    for number in range(UPDATES):
        with array.get_lock():
            array[number % 8] += 1


def measure():
    array = multiprocessing.Array("q", 8)
    ready, go = multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
    workers = [multiprocessing.Process(target=count, args=(array, ready, go)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        ready.acquire()
    begin = time.perf_counter()
    for worker in workers:
        go.release()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin
    assert sum(array) == 2 * UPDATES
    return 2 * UPDATES / seconds


def median(values):
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    print("array_updates", median([measure() for _ in range(REPETITIONS)]), "/s")
