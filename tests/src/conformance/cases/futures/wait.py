import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, wait


def work(seconds, fail=False):
    time.sleep(seconds)
    if fail:
        raise ValueError


with ThreadPoolExecutor(3) as pool:
    futures = [pool.submit(work, 0.02), pool.submit(work, 0.4)]
    done, left = wait(futures, return_when=FIRST_COMPLETED)
    print(len(done), len(left))
    done, left = wait(futures)
    print(len(done), len(left))
    futures = [pool.submit(work, 0.02, True), pool.submit(work, 0.4)]
    done, left = wait(futures, return_when=FIRST_EXCEPTION)
    print(len(done), len(left))
    done, left = wait(futures, timeout=0.01)
    print(len(done), len(left))
