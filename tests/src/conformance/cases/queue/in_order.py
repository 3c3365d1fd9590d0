import queue
import threading

channel = queue.Queue()
got = []


def consume():
    while (item := channel.get()) is not None:
        got.append(item)


thread = threading.Thread(target=consume)
thread.start()
for i in range(50):
    channel.put(i)
channel.put(None)
thread.join()
print(got == list(range(50)))
