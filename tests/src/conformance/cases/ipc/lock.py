import time
from multiprocessing import Lock, Process, Value


def work(lock, value):
    for _ in range(10):
        with lock:
            old = value.value
            time.sleep(0.0005)
            value.value = old + 1


if __name__ == "__main__":
    lock = Lock()
    value = Value("i", 0, lock=False)
    processes = [Process(target=work, args=(lock, value)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value)
    print(lock.acquire(block=False), lock.acquire(False), lock.acquire(timeout=0.01))
    lock.release()
    try:
        lock.release()
    except ValueError as error:
        print(error)
