import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError


def work(number):
    if number == 2:
        raise KeyError("two")
    return number


with ThreadPoolExecutor(2) as pool:
    results = pool.map(work, range(4))
    print(next(results), next(results))
    try:
        next(results)
    except KeyError as error:
        print(repr(error))
    print(list(results))
    try:
        list(pool.map(time.sleep, [0.3], timeout=0.02))
    except TimeoutError:
        print("TimeoutError")
    print(list(pool.map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
