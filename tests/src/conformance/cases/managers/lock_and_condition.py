from multiprocessing import Manager, Process


def work(lock, table):
    for _ in range(10):
        with lock:
            table["n"] = table["n"] + 1


if __name__ == "__main__":
    with Manager() as manager:
        lock, table = manager.Lock(), manager.dict(n=0)
        processes = [Process(target=work, args=(lock, table)) for _ in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(table["n"])
