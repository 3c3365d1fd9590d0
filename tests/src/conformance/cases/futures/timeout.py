import concurrent.futures
import threading

event = threading.Event()
with concurrent.futures.ThreadPoolExecutor(1) as pool:
    future = pool.submit(event.wait)
    waiting = pool.submit(pow, 2, 3)
    try:
        future.result(timeout=0.02)
    except concurrent.futures.TimeoutError:
        print("timeout", future.running(), waiting.cancel())
    event.set()
print(future.result(), waiting.cancelled())
