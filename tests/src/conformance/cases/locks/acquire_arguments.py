import threading

for kind in (threading.Lock, threading.RLock):
    lock = kind()
    for arguments in [(False, 1), (True, -2), (True, 1e20), ("x", "y")]:
        try:
            print(lock.acquire(*arguments))
        except (ValueError, OverflowError, TypeError) as error:
            print(type(error).__name__, error)
