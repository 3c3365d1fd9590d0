import queue

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    channel = kind()
    for item in (3, 1, 2):
        channel.put(item)
    print(kind.__name__, [channel.get() for _ in range(3)], channel.empty())
