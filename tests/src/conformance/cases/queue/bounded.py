import queue
import threading
import time

channel = queue.Queue(maxsize=2)
most = 0


def consume():
    for _ in range(10):
        time.sleep(0.002)
        channel.get()


thread = threading.Thread(target=consume)
thread.start()
for i in range(10):
    channel.put(i)
    most = max(most, channel.qsize())
thread.join()
print(most <= 2, channel.empty())
