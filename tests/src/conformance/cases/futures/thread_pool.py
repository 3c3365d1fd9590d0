from concurrent.futures import ThreadPoolExecutor, as_completed


def square(n):
    return n * n


with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(square, range(10))))
    futures = [pool.submit(square, n) for n in range(5)]
    print(sorted(future.result() for future in as_completed(futures)))
    print(futures[0].done(), futures[0].cancelled(), futures[0].exception())
