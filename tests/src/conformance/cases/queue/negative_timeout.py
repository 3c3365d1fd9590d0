import queue

channel = queue.Queue(1)
channel.put(1)
for action in (lambda: channel.put(2, timeout=-1), lambda: channel.get(timeout=-1)):
    try:
        action()
    except ValueError as error:
        print(error)
try:
    queue.SimpleQueue().get(timeout=-1)
except ValueError as error:
    print(error)
print(channel.get(timeout=0))
