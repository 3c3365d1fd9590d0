import queue

channel = queue.PriorityQueue()
for item in [(2, "b"), (1, "z"), (3, "a"), (1, "a")]:
    channel.put(item)
print([channel.get() for _ in range(channel.qsize())])
channel.put((1, object()))
try:
    channel.put((1, object()))
except TypeError as error:
    print("TypeError")
