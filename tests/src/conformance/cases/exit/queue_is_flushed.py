from multiprocessing import Process, Queue


def work(queue):
    for number in range(50):
        queue.put("y" * 100)


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=work, args=(queue,))
    process.start()
    process.join(0.3)
    print(sum(len(queue.get()) for _ in range(50)))
    process.join()
