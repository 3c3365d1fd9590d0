from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.submit(lambda: 1).result()
        except Exception as error:
            print(type(error).__name__)
        print(pool.submit(pow, 2, 3).result())
