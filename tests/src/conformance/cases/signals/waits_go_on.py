import os
import queue
import signal
import threading
import time
from multiprocessing import Pipe, Process, Queue, Semaphore


def handler(number, frame):
    calls.append(number)


def interrupt(parent):
    for _ in range(3):
        time.sleep(0.05)
        os.kill(parent, signal.SIGUSR1)


def interrupted(name, function, *args, **kwargs):
    """Calls the function, which takes 0.4 seconds, while three signals come."""
    calls.clear()
    begun = time.monotonic()
    child = Process(target=interrupt, args=(os.getpid(),))
    child.start()
    result = function(*args, **kwargs)
    took = time.monotonic() - begun
    child.join()
    # Signals that come close together may be one. What ends some of the waits began before the clock did.
    print(name, result, 1 <= len(calls) <= 3, took >= 0.3)


def later(function, *args):
    threading.Timer(0.4, function, args).start()


if __name__ == "__main__":
    calls = []
    signal.signal(signal.SIGUSR1, handler)
    interrupted("sleep", time.sleep, 0.4)
    lock = threading.Lock()
    lock.acquire()
    interrupted("lock with timeout", lock.acquire, timeout=0.4)
    later(lock.release)
    interrupted("lock", lock.acquire)
    interrupted("event", threading.Event().wait, 0.4)
    thread = threading.Thread(target=time.sleep, args=(0.4,))
    thread.start()
    interrupted("join", thread.join)
    semaphore = Semaphore(0)
    interrupted("semaphore", semaphore.acquire, timeout=0.4)
    near, far = Pipe()
    interrupted("poll", near.poll, 0.4)
    later(far.send, "message")
    interrupted("receive", near.recv)
    messages = Queue()
    later(messages.put, "from a queue")
    interrupted("get", messages.get)
    process = Process(target=time.sleep, args=(0.4,))
    process.start()
    interrupted("process", process.join)
    process = Process(target=time.sleep, args=(0.4,))
    process.start()
    interrupted("waitpid", lambda: os.waitpid(process.pid, 0)[1])
    local = queue.Queue()
    later(local.put, "item")
    interrupted("thread's queue", local.get)
