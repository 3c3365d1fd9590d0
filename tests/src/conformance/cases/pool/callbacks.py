from multiprocessing import Pool


def fail(number):
    raise ValueError(number)


def good(value):
    print("good", value)


def bad(error):
    print("bad", repr(error))


if __name__ == "__main__":
    with Pool(1) as pool:
        pool.apply_async(pow, (2, 3), callback=good, error_callback=bad).wait()
        pool.apply_async(fail, (4,), callback=good, error_callback=bad).wait()
        pool.map_async(abs, [-1, -2], callback=good).wait()
        pool.starmap_async(pow, [(2, 2), (3, 2)], callback=good).wait()
