import queue
import time

channel = queue.Queue(maxsize=1)
for action in [channel.get_nowait, lambda: channel.get(timeout=0.02)]:
    try:
        action()
    except queue.Empty as error:
        print(repr(error))
channel.put(1)
print(channel.full())
for action in [lambda: channel.put_nowait(2), lambda: channel.put(2, timeout=0.02)]:
    try:
        action()
    except queue.Full as error:
        print(repr(error))
