from multiprocessing import Pool


def numbers():
    yield 1
    raise KeyError("iterable")


if __name__ == "__main__":
    with Pool(1) as pool:
        for function in (pool.map, lambda f, i: list(pool.imap(f, i))):
            try:
                print(function(abs, numbers()))
            except KeyError as error:
                print(repr(error))
