import threading
import time

start = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(0.2 <= time.monotonic() - start < 0.9)
