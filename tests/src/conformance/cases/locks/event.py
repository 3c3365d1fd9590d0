import threading
import time

event = threading.Event()
order = []


def wait(i):
    event.wait()
    order.append("after")


threads = [threading.Thread(target=wait, args=(i,)) for i in range(3)]
for thread in threads:
    thread.start()
print(event.wait(timeout=0.02), event.is_set())
order.append("before")
event.set()
for thread in threads:
    thread.join()
print(order, event.wait(), event.is_set())
event.clear()
print(event.is_set())
