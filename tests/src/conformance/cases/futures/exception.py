from concurrent.futures import ThreadPoolExecutor


def fail(n):
    raise ValueError(n)


with ThreadPoolExecutor() as pool:
    future = pool.submit(fail, 3)
    try:
        future.result()
    except ValueError as error:
        print(repr(error))
    print(repr(future.exception()))
