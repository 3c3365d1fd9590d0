import threading

condition = threading.Condition()
items = []
taken = []


def consume():
    for _ in range(5):
        with condition:
            while not items:
                condition.wait()
            taken.append(items.pop(0))


def produce():
    for i in range(10):
        with condition:
            items.append(i)
            condition.notify()


threads = [threading.Thread(target=consume) for _ in range(2)] + [threading.Thread(target=produce)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(taken), items)
