from multiprocessing import BoundedSemaphore, Semaphore

semaphore = BoundedSemaphore(2)
semaphore.acquire()
semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(error)
unbounded = Semaphore(0)
unbounded.release()
unbounded.release()
print(unbounded.get_value(), unbounded.acquire(False), unbounded.acquire(True, 0.01), unbounded.acquire(timeout=0.01))
