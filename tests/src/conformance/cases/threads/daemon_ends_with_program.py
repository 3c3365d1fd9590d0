import time
from threading import Thread


def forever():
    while True:
        time.sleep(0.01)


thread = Thread(target=forever, daemon=True)
thread.start()
time.sleep(0.05)
print(thread.is_alive(), thread.daemon)
