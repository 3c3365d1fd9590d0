import queue
from multiprocessing import Queue

channel = Queue(1)
try:
    channel.get(timeout=0.02)
except queue.Empty as error:
    print(repr(error))
try:
    channel.get_nowait()
except queue.Empty as error:
    print(repr(error))
channel.put("a")
try:
    channel.put("b", timeout=0.02)
except queue.Full as error:
    print(repr(error))
print(channel.get())
