import threading
import time

condition = threading.Condition()
order = []


def wait(number):
    with condition:
        waiting.append(number)
        condition.wait()
        order.append(number)


waiting = []
threads = []
for number in range(5):
    thread = threading.Thread(target=wait, args=(number,))
    thread.start()
    threads.append(thread)
    while len(waiting) <= number:
        time.sleep(0.005)
for _ in range(5):
    with condition:
        condition.notify()
    time.sleep(0.03)
for thread in threads:
    thread.join()
print(order)
