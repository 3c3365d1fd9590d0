from multiprocessing import Process, Queue


def work(queue):
    for number in range(300):
        queue.put(number)


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=work, args=(queue,))
    process.start()
    print([queue.get() for _ in range(300)] == list(range(300)))
    process.join()
