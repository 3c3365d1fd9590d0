from concurrent.futures import ProcessPoolExecutor

base = 0


def begin(value):
    global base
    base = value


def add(number):
    return base + number


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=begin, initargs=(100,)) as pool:
        print(list(pool.map(add, range(4))))
