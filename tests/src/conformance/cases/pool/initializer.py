import multiprocessing

base = 0


def begin(value):
    global base
    base = value


def add(n):
    return base + n


if __name__ == "__main__":
    with multiprocessing.Pool(2, initializer=begin, initargs=(100,)) as pool:
        print(pool.map(add, range(4)))
