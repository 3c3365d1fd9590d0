import threading

lock = threading.Lock()
print(lock.acquire(blocking=False), lock.acquire(blocking=False), lock.locked())
lock.release()
print(lock.locked(), lock.acquire(), lock.locked())
