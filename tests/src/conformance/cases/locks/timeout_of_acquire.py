import threading
import time

for kind in (threading.Lock, threading.RLock, threading.Semaphore):
    lock = kind()
    lock.acquire()
    result = []

    def other():
        begin = time.monotonic()
        result.append(lock.acquire(timeout=0.1))
        result.append(time.monotonic() - begin >= 0.099)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    print(kind.__name__, result)
