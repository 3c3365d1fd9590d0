import threading

lock = threading.RLock()
lock.acquire()


def other():
    print(lock.acquire(blocking=False), lock.acquire(timeout=0.01))
    try:
        lock.release()
    except RuntimeError as error:
        print(error)


thread = threading.Thread(target=other)
thread.start()
thread.join()
print(lock.acquire(), lock.acquire(blocking=False))
for _ in range(3):
    lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
