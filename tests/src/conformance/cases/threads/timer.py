import threading
import time

fired = []
start = time.monotonic()
timer = threading.Timer(0.05, fired.append, args=("a",))
cancelled = threading.Timer(0.05, fired.append, args=("b",))
timer.start()
cancelled.start()
cancelled.cancel()
timer.join()
cancelled.join()
print(fired, time.monotonic() - start >= 0.05)
