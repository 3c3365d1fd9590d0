import threading

condition = threading.Condition()
count = 0


def add():
    global count
    with condition:
        count += 1
        condition.notify_all()


with condition:
    print(condition.wait_for(lambda: count == 3, timeout=0.02))
threads = [threading.Thread(target=add) for _ in range(3)]
for thread in threads:
    thread.start()
with condition:
    print(condition.wait_for(lambda: count == 3, timeout=10))
for thread in threads:
    thread.join()
