import threading
import time

lock = threading.Lock()
lock.acquire()
got = []


def wait(seconds):
    if lock.acquire(timeout=seconds):
        got.append(seconds)
        lock.release()


threads = [threading.Thread(target=wait, args=(seconds,)) for seconds in (0.05, 30, 31)]
for thread in threads:
    thread.start()
time.sleep(0.2)
lock.release()
for thread in threads:
    thread.join()
print(sorted(got), lock.locked())
