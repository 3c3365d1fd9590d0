from multiprocessing import Pool

if __name__ == "__main__":
    pool = Pool(1)
    print(pool.apply(abs, (-1,)))
    try:
        pool.join()
    except ValueError as error:
        print(error)
    pool.close()
    try:
        pool.apply(abs, (-1,))
    except ValueError as error:
        print(error)
    pool.join()
    for count in (0, -3):
        try:
            Pool(count)
        except ValueError as error:
            print(error)
