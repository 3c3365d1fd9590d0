import time
from multiprocessing import Lock, Process, Queue


def spin():
    while True:
        pass


if __name__ == "__main__":
    queue, lock = Queue(), Lock()
    lock.acquire()
    for target in (spin, queue.get, lock.acquire, time.sleep):
        args = (60,) if target is time.sleep else ()
        Process(target=target, args=args, daemon=True).start()
    time.sleep(0.1)
    print("main ends")
