from multiprocessing.pool import ThreadPool

with ThreadPool(3) as pool:
    print(pool.map(lambda n: n + 1, range(5)))
