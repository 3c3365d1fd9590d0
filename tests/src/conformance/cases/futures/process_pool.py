from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


def fail(n):
    raise KeyError(n)


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(square, range(8))))
        try:
            pool.submit(fail, "x").result()
        except KeyError as error:
            print(repr(error))
