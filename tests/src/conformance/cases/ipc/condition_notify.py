import time
from multiprocessing import Condition, Process, Value


def work(condition, waiting, woken):
    with condition:
        waiting.value += 1
        condition.wait()
        woken.value += 1


if __name__ == "__main__":
    condition, waiting, woken = Condition(), Value("i", 0, lock=False), Value("i", 0, lock=False)
    processes = [Process(target=work, args=(condition, waiting, woken)) for _ in range(3)]
    for process in processes:
        process.start()
    while waiting.value < 3:
        time.sleep(0.01)
    with condition:
        condition.notify()
    while woken.value < 1:
        time.sleep(0.01)
    time.sleep(0.1)
    print(woken.value)
    with condition:
        condition.notify_all()
    for process in processes:
        process.join()
    print(woken.value)
    with condition:
        print(condition.wait(0.02), condition.wait_for(lambda: False, 0.02))
