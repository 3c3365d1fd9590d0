import threading

for kind in (threading.Lock, threading.RLock, threading.Condition, threading.Semaphore, threading.BoundedSemaphore):
    lock = kind()
    try:
        with lock:
            1 / 0
    except ZeroDivisionError:
        print(kind.__name__, lock.acquire(blocking=False))
