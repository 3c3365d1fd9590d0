from multiprocessing import Barrier, Process, Queue


def work(barrier, queue):
    queue.put("arrive")
    barrier.wait()
    queue.put("leave")


if __name__ == "__main__":
    barrier, queue = Barrier(3), Queue()
    processes = [Process(target=work, args=(barrier, queue)) for _ in range(3)]
    for process in processes:
        process.start()
    items = [queue.get() for _ in range(6)]
    for process in processes:
        process.join()
    print(sorted(items))
