import queue
import threading

channel = queue.Queue(5)
results = queue.Queue()


def produce(base):
    for i in range(10):
        channel.put(base + i)


def consume():
    while True:
        item = channel.get()
        if item is None:
            return
        results.put(item)


producers = [threading.Thread(target=produce, args=(base,)) for base in (0, 100, 200)]
consumers = [threading.Thread(target=consume) for _ in range(4)]
for thread in producers + consumers:
    thread.start()
for thread in producers:
    thread.join()
for _ in consumers:
    channel.put(None)
for thread in consumers:
    thread.join()
print(sorted(results.get() for _ in range(30)) == [base + i for base in (0, 100, 200) for i in range(10)])
