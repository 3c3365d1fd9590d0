import multiprocessing as mp
import threading
import time

queue = mp.SimpleQueue()
steps = []


def put():
    for size in (30_000, 30_000, 30_000):
        queue.put(bytes(size))
        steps.append(size)


thread = threading.Thread(target=put)
thread.start()
time.sleep(0.5)
print(len(steps))
queue.get()
thread.join()
print(len(steps), queue.empty())
