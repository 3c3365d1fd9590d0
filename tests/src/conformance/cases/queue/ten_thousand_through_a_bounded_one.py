import queue
import threading

channel = queue.Queue(10)
sums = []


def consume():
    total = 0
    while (item := channel.get()) is not None:
        total += item
    sums.append(total)


consumers = [threading.Thread(target=consume) for _ in range(3)]
for consumer in consumers:
    consumer.start()
for number in range(10000):
    channel.put(number)
for _ in consumers:
    channel.put(None)
for consumer in consumers:
    consumer.join()
print(sum(sums), channel.empty())
