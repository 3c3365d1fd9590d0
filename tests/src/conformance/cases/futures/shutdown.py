import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)
slow = pool.submit(time.sleep, 0.1)
while not slow.running():
    time.sleep(0.01)
waiting = pool.submit(pow, 2, 2)
pool.shutdown(wait=False, cancel_futures=True)
try:
    pool.submit(pow, 1, 1)
except RuntimeError as error:
    print(error)
slow.result()
print(waiting.cancelled())
pool.shutdown()
