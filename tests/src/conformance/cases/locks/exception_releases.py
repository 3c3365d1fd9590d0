import threading

lock = threading.Lock()
try:
    with lock:
        raise KeyError("x")
except KeyError:
    print(lock.locked())
