# Processes add into one shared array; the lock makes each addition whole.
from multiprocessing import Array, Lock, Process, Value

ROUNDS = 300


def add(array, total, lock):
    for _ in range(ROUNDS):
        for index in range(len(array)):
            with lock:
                array[index] += index + 1
        with total.get_lock():
            total.value += 1


if __name__ == "__main__":
    lock = Lock()
    array = Array("i", 3)
    total = Value("d", 0.5)
    workers = [Process(target=add, args=(array, total, lock)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(array[:], total.value)
