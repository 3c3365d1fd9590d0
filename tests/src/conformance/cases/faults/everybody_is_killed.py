import time
from multiprocessing import Process, Queue


def spin():
    while True:
        pass


def wait(queue):
    queue.get()


if __name__ == "__main__":
    queue = Queue()
    targets = [(spin, ()), (time.sleep, (60,)), (wait, (queue,))] * 2
    processes = [Process(target=target, args=args) for target, args in targets]
    for process in processes:
        process.start()
    time.sleep(0.05)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
    print([process.exitcode for process in processes])
