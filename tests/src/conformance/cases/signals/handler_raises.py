import signal
import threading
import time
from multiprocessing import Pipe, Semaphore


class TooLong(Exception):
    pass


def handler(number, frame):
    raise TooLong(number)


def limited(name, function, *args):
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        function(*args)
    except TooLong as error:
        print(name, "took too long", error)
    finally:
        signal.alarm(0)


def busy():
    while True:
        pass


signal.signal(signal.SIGALRM, handler)
lock = threading.Lock()
lock.acquire()
near, far = Pipe()
limited("sleep", time.sleep, 30)
limited("lock", lock.acquire)
limited("receive", near.recv)
limited("semaphore", Semaphore(0).acquire)
limited("busy", busy)
limited("pause", signal.pause)
far.send("still there")
print(near.recv(), lock.locked())
try:
    signal.raise_signal(signal.SIGALRM)
except TooLong:
    print("raised")
