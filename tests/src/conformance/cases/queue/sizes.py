import queue

channel = queue.Queue(maxsize=3)
for number in range(3):
    print(channel.qsize(), channel.empty(), channel.full())
    channel.put(number)
print(channel.qsize(), channel.empty(), channel.full(), channel.maxsize)
unlimited = queue.Queue(-1)
for number in range(100):
    unlimited.put_nowait(number)
print(unlimited.full(), unlimited.qsize())
