import multiprocessing

for kind in (multiprocessing.Lock, multiprocessing.RLock):
    lock = kind()
    print(lock)
    with lock:
        print(lock)
