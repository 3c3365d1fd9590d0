import os
import signal
from multiprocessing import Process


def handler(number, frame):
    global stop
    stop = True


def send(pid):
    os.kill(pid, signal.SIGUSR2)


stop = False
if __name__ == "__main__":
    signal.signal(signal.SIGUSR2, handler)
    process = Process(target=send, args=(os.getpid(),))
    process.start()
    turns = 0
    while not stop:
        turns += 1
    process.join()
    print("stopped", process.exitcode)
