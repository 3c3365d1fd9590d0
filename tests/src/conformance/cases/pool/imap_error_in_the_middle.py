from multiprocessing import Pool


def work(number):
    if number == 2:
        raise ValueError("two")
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        results = pool.imap(work, range(4))
        print(next(results), next(results))
        try:
            next(results)
        except ValueError as error:
            print(repr(error))
        print(list(results))
