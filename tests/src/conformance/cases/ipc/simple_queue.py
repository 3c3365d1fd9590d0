from multiprocessing import Process, SimpleQueue


def produce(queue):
    for i in range(3):
        queue.put({"i": i})


if __name__ == "__main__":
    queue = SimpleQueue()
    process = Process(target=produce, args=(queue,))
    process.start()
    print([queue.get() for _ in range(3)], queue.empty())
    process.join()
