import queue
import time
from multiprocessing import Queue

channel = Queue(2)
print(channel.empty(), channel.full(), channel.qsize())
channel.put(1)
channel.put_nowait(2)
print(channel.full(), channel.qsize())
try:
    channel.put_nowait(3)
except queue.Full as error:
    print(repr(error))
time.sleep(0.1)
print(channel.get(), channel.get(timeout=5), channel.qsize())
channel.close()
channel.join_thread()
try:
    channel.put(1)
except ValueError as error:
    print("closed" in str(error))
