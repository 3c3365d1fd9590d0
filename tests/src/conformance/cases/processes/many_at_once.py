from multiprocessing import Process, Queue


def work(number, queue):
    queue.put(number)


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(number, queue)) for number in range(12)]
    for process in processes:
        process.start()
    print(sorted(queue.get() for _ in processes))
    for process in processes:
        process.join()
    print([process.exitcode for process in processes])
