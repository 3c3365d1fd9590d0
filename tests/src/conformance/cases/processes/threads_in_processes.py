import threading
from multiprocessing import Process, Queue


def work(queue, base):
    def put(i):
        queue.put(base + i)

    threads = [threading.Thread(target=put, args=(i,)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(queue, base)) for base in (0, 10, 20)]
    for process in processes:
        process.start()
    print(sorted(queue.get() for _ in range(9)))
    for process in processes:
        process.join()
