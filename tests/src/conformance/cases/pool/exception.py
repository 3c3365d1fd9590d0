from multiprocessing import Pool


def fail(n):
    raise ValueError(f"no {n}")


if __name__ == "__main__":
    with Pool(2) as pool:
        try:
            pool.map(fail, [1])
        except ValueError as error:
            print(repr(error))
        result = pool.apply_async(fail, (2,))
        result.wait()
        print(result.ready(), result.successful())
