import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError, as_completed


def work(seconds):
    time.sleep(seconds)
    return seconds


with ThreadPoolExecutor(3) as pool:
    futures = [pool.submit(work, seconds) for seconds in (0.4, 0.01, 0.2)]
    print([future.result() for future in as_completed(futures)])
    futures = [pool.submit(work, seconds) for seconds in (0.8, 0.01)]
    try:
        for future in as_completed(futures, timeout=0.3):
            print(future.result())
    except TimeoutError as error:
        print(error)
