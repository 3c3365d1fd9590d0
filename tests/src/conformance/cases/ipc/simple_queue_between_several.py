from multiprocessing import Process, SimpleQueue


def work(tasks, results):
    while (task := tasks.get()) is not None:
        results.put(task * task)


if __name__ == "__main__":
    tasks, results = SimpleQueue(), SimpleQueue()
    processes = [Process(target=work, args=(tasks, results)) for _ in range(3)]
    for process in processes:
        process.start()
    for number in range(9):
        tasks.put(number)
    for _ in processes:
        tasks.put(None)
    print(sorted(results.get() for _ in range(9)), results.empty())
    for process in processes:
        process.join()
