import time
from threading import Thread


def late():
    time.sleep(0.1)
    print("thread")


Thread(target=late).start()
print("main")
