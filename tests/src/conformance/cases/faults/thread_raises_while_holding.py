import threading

threading.excepthook = lambda args: None
lock = threading.Lock()


def work():
    lock.acquire()
    raise ValueError


thread = threading.Thread(target=work)
thread.start()
thread.join()
print(lock.locked(), lock.acquire(timeout=0.05))
lock.release()
print(lock.acquire(timeout=0.05))
