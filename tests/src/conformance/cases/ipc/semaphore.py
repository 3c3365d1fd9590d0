import time
from multiprocessing import Process, Semaphore, Value


def work(semaphore, inside, most):
    with semaphore:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.1)
        with inside.get_lock():
            inside.value -= 1


if __name__ == "__main__":
    semaphore, inside, most = Semaphore(2), Value("i", 0), Value("i", 0)
    processes = [Process(target=work, args=(semaphore, inside, most)) for _ in range(5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(inside.value, most.value)
