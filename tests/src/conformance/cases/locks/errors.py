import threading

lock = threading.Lock()
for action in [
    lock.release,
    threading.RLock().release,
    lambda: lock.acquire(timeout=-2),
    lambda: lock.acquire(False, 1),
]:
    try:
        action()
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
