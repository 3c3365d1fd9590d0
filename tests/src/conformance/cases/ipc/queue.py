from multiprocessing import Process, Queue


def produce(queue, base):
    for i in range(5):
        queue.put(base + i)


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=produce, args=(queue, base)) for base in (0, 100)]
    for process in processes:
        process.start()
    items = [queue.get() for _ in range(10)]
    for process in processes:
        process.join()
    print([item for item in items if item < 100], [item for item in items if item >= 100], queue.empty())
