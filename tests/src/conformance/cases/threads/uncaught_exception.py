#: stderr Exception in thread Thread-1 (fail):
#: stderr ZeroDivisionError: division by zero
from threading import Thread


def fail():
    1 / 0


thread = Thread(target=fail)
thread.start()
thread.join()
print("goes on", thread.is_alive())
