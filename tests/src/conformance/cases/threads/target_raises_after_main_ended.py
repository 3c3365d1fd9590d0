#: stderr Exception in thread late:
#: stderr ValueError: too late
import threading
import time


def work():
    time.sleep(0.05)
    raise ValueError("too late")


threading.Thread(target=work, name="late").start()
print("main ends")
