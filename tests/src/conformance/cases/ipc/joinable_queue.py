from multiprocessing import JoinableQueue, Process, Queue


def work(tasks, results):
    while True:
        results.put(tasks.get() + 1)
        tasks.task_done()


if __name__ == "__main__":
    tasks, results = JoinableQueue(), Queue()
    for _ in range(2):
        Process(target=work, args=(tasks, results), daemon=True).start()
    for n in range(6):
        tasks.put(n)
    tasks.join()
    print(sorted(results.get() for _ in range(6)))
