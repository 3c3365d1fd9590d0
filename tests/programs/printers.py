# Two threads print; letters of different threads may mix, none is lost.
from threading import Lock, Thread

lock = Lock()


def show(letter, times, hold):
    if hold:
        lock.acquire()
    for _ in range(times):
        print(letter, end="")
    if hold:
        lock.release()


for hold in (True, False):
    threads = [Thread(target=show, args=(letter, 12, hold)) for letter in "xy"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print()
