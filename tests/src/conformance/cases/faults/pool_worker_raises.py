from multiprocessing import Pool


class Odd(Exception):
    pass


def work(number):
    if number % 2:
        raise Odd(number)
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        results = [pool.apply_async(work, (number,)) for number in range(6)]
        for result in results:
            try:
                print(result.get(timeout=30))
            except Odd as error:
                print("odd", error)
        try:
            pool.map(work, [2, 4, 5, 6])
        except Odd as error:
            print("odd", error)
        print(pool.map(work, [2, 4]))
