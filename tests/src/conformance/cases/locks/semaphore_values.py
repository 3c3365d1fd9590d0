import threading

for kind in (threading.Semaphore, threading.BoundedSemaphore):
    try:
        kind(-1)
    except ValueError as error:
        print(error)
    semaphore = kind(0)
    print(semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.01))
    try:
        semaphore.acquire(blocking=False, timeout=1)
    except ValueError as error:
        print(error)
semaphore = threading.Semaphore(0)
semaphore.release(3)
print([semaphore.acquire(blocking=False) for _ in range(4)])
try:
    semaphore.release(0)
except ValueError as error:
    print(error)
