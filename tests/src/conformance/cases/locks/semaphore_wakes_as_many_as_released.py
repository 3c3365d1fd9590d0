import threading
import time

semaphore = threading.Semaphore(0)
through = []
threads = [threading.Thread(target=lambda: (semaphore.acquire(), through.append(1))) for _ in range(5)]
for thread in threads:
    thread.start()
semaphore.release(2)
while len(through) < 2:
    time.sleep(0.01)
time.sleep(0.05)
print(len(through))
semaphore.release(3)
for thread in threads:
    thread.join()
print(len(through), semaphore.acquire(blocking=False))
