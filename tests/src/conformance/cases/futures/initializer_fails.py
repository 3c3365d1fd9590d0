#: stderr Exception in initializer:
#: stderr ZeroDivisionError: division by zero
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor

with ThreadPoolExecutor(1, initializer=lambda: 1 / 0) as pool:
    future = pool.submit(pow, 1, 1)
    try:
        future.result()
    except BrokenExecutor as error:
        print(type(error).__name__, error)
