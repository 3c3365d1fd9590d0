import time
from multiprocessing import Process, Queue, Value


def work(queue, put):
    for number in range(6):
        queue.put(number)
        put.value += 1


if __name__ == "__main__":
    queue, put = Queue(2), Value("i", 0)
    process = Process(target=work, args=(queue, put))
    process.start()
    while put.value < 2:
        time.sleep(0.01)
    time.sleep(0.1)
    print(put.value)
    print([queue.get() for _ in range(6)])
    process.join()
    print(put.value)
