from concurrent.futures import ThreadPoolExecutor


def work():
    try:
        {}["key"]
    except KeyError as error:
        raise ValueError("outer") from error


with ThreadPoolExecutor(1) as pool:
    error = pool.submit(work).exception()
    print(repr(error), repr(error.__cause__))
