from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    results = []
    with Pool(2) as pool:
        for n in range(4):
            pool.apply_async(square, (n,), callback=results.append)
        pool.close()
        pool.join()
    print(sorted(results))
