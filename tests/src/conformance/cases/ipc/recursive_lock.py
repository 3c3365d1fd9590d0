from multiprocessing import Process, RLock, Queue


def other(lock, queue):
    queue.put(lock.acquire(block=False))
    try:
        lock.release()
    except AssertionError as error:
        queue.put(str(error))


if __name__ == "__main__":
    lock, queue = RLock(), Queue()
    with lock:
        with lock:
            process = Process(target=other, args=(lock, queue))
            process.start()
            print(queue.get())
            print(queue.get())
            process.join()
