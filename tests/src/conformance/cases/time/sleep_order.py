import threading
import time


def sleeper(seconds):
    time.sleep(seconds)
    print(seconds)


threads = [threading.Thread(target=sleeper, args=(seconds,)) for seconds in (0.3, 0.1, 0.4, 0.2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
