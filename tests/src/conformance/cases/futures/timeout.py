import concurrent.futures
import threading

begun, event = threading.Event(), threading.Event()


def work():
    begun.set()
    return event.wait()


with concurrent.futures.ThreadPoolExecutor(1) as pool:
    future = pool.submit(work)
    waiting = pool.submit(pow, 2, 3)
    begun.wait()
    try:
        future.result(timeout=0.02)
    except concurrent.futures.TimeoutError:
        print("timeout", future.running(), waiting.cancel())
    event.set()
print(future.result(), waiting.cancelled())
