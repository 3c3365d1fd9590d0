from multiprocessing import Process, Queue


def work(queue):
    for number in range(300):
        queue.put("x" * 2000)


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=work, args=(queue,))
    process.start()
    print(sum(len(queue.get()) for _ in range(300)))
    process.join()
    print(process.exitcode)
