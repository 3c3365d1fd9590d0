import time
from multiprocessing import Process, Queue


def consume(tasks, results):
    total = count = 0
    while (item := tasks.get()) is not None:
        total += item
        count += 1
        if count % 500 == 0:
            time.sleep(0.01)
    results.put((count, total))


if __name__ == "__main__":
    tasks, results = Queue(8), Queue()
    consumers = [Process(target=consume, args=(tasks, results)) for _ in range(3)]
    for consumer in consumers:
        consumer.start()
    for number in range(10_000):
        tasks.put(number)
    for _ in consumers:
        tasks.put(None)
    found = [results.get() for _ in consumers]
    for consumer in consumers:
        consumer.join()
    print(sum(count for count, _ in found), sum(total for _, total in found), [c.exitcode for c in consumers])
