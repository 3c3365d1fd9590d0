import threading

lock = threading.Lock()
full, empty = threading.Condition(lock), threading.Condition(lock)
items = []


def produce():
    for number in range(5):
        with empty:
            empty.wait_for(lambda: not items)
            items.append(number)
            full.notify()


def consume():
    for _ in range(5):
        with full:
            full.wait_for(lambda: items)
            print(items.pop())
            empty.notify()


threads = [threading.Thread(target=target) for target in (consume, produce)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(lock.locked())
