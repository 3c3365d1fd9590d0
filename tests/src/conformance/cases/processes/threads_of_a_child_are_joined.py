import threading
import time
from multiprocessing import Process


def late():
    time.sleep(0.1)
    print("thread of the child", flush=True)


def child():
    threading.Thread(target=late).start()
    print("child ends", flush=True)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print(process.exitcode)
