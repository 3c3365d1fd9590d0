import queue
import threading
import time

channel = queue.Queue()
got = []


def take(number):
    started.append(number)
    got.append((number, channel.get()))


started = []
threads = []
for number in range(4):
    thread = threading.Thread(target=take, args=(number,))
    thread.start()
    threads.append(thread)
    while len(started) <= number:
        time.sleep(0.005)
    time.sleep(0.02)
for item in "abcd":
    channel.put(item)
    time.sleep(0.03)
for thread in threads:
    thread.join()
print(got)
