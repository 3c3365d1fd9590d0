from concurrent.futures import ProcessPoolExecutor


def work():
    raise LookupError("nothing")


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.submit(work).result()
        except LookupError as error:
            print(repr(error), type(error.__cause__).__name__)
            print("Traceback" in str(error.__cause__), "in work" in str(error.__cause__))
