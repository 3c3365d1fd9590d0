from multiprocessing import Pool


def make():
    return lambda: 1


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(lambda: 1)
        except Exception as error:
            print(type(error).__name__)
        try:
            pool.apply(make)
        except Exception as error:
            print(type(error).__name__)
        print(pool.apply(abs, (-1,)))
