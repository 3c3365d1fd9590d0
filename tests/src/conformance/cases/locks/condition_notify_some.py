import threading
import time

condition = threading.Condition()
waiting = 0
woken = []


def wait(number):
    global waiting
    with condition:
        waiting += 1
        condition.wait()
        woken.append(number)


threads = [threading.Thread(target=wait, args=(number,)) for number in range(6)]
for thread in threads:
    thread.start()
while waiting < 6:
    time.sleep(0.01)
for count in (1, 2, 0):
    with condition:
        condition.notify(count)
    time.sleep(0.1)
    print(len(woken))
with condition:
    condition.notify_all()
for thread in threads:
    thread.join()
print(len(woken), sorted(woken))
