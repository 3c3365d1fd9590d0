from multiprocessing import Process, Queue


class Worker(Process):
    def __init__(self, queue):
        super().__init__()
        self.queue = queue

    def run(self):
        self.queue.put(self.name)


if __name__ == "__main__":
    queue = Queue()
    workers = [Worker(queue) for _ in range(3)]
    for worker in workers:
        worker.start()
    print(sorted(queue.get() for _ in workers))
    for worker in workers:
        worker.join()
