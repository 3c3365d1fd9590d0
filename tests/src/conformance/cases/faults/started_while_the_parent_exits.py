import threading
import time
from multiprocessing import Process


def child():
    time.sleep(0.05)
    print("grandchild", flush=True)


def middle():
    process = Process(target=child)
    process.start()
    print("middle ends", flush=True)


if __name__ == "__main__":
    process = Process(target=middle)
    process.start()
    process.join()
    print(process.exitcode)
