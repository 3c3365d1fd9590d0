from multiprocessing import Process, Queue


def work(tasks, results):
    while (n := tasks.get()) is not None:
        results.put((n, n * n))


if __name__ == "__main__":
    tasks, results = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for n in range(10):
        tasks.put(n)
    for _ in workers:
        tasks.put(None)
    print(sorted(results.get() for _ in range(10)))
    for worker in workers:
        worker.join()
