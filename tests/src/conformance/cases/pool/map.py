from multiprocessing import Pool


def square(n):
    return n * n


def add(a, b):
    return a + b


if __name__ == "__main__":
    with Pool(processes=3) as pool:
        print(pool.map(square, range(10)))
        print(pool.starmap(add, [(1, 2), (3, 4)]))
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5))))
        print(pool.apply(add, (1, 1)), pool.apply_async(add, (2, 2)).get(), pool.map_async(square, [3]).get(timeout=10))
