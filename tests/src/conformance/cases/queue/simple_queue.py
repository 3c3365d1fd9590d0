import queue
import threading

channel = queue.SimpleQueue()
try:
    channel.get_nowait()
except queue.Empty as error:
    print(repr(error))
try:
    channel.get(timeout=0.02)
except queue.Empty as error:
    print(repr(error))
thread = threading.Thread(target=lambda: [channel.put(n) for n in range(3)])
thread.start()
print([channel.get() for _ in range(3)], channel.empty(), channel.qsize())
thread.join()
channel.put(1, True, 5)
channel.put_nowait(2)
print(channel.get(False), channel.get_nowait())
