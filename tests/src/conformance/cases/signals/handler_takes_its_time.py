import os
import signal
import threading
import time
from multiprocessing import Process

log = []


def slow(number, frame):
    log.append("slow begins")
    time.sleep(0.2)
    with lock:
        log.append("slow ends")


def quick(number, frame):
    log.append("quick")


def send(pid):
    os.kill(pid, signal.SIGUSR1)
    time.sleep(0.1)
    os.kill(pid, signal.SIGUSR2)


lock = threading.Lock()
if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, slow)
    signal.signal(signal.SIGUSR2, quick)
    process = Process(target=send, args=(os.getpid(),))
    process.start()
    time.sleep(0.5)
    process.join()
    print(log)
