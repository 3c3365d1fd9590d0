from multiprocessing import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(abs, range(-7, 0), chunksize=2))
        print(list(pool.imap(abs, range(-7, 0), chunksize=3)))
        print(sorted(pool.imap_unordered(abs, range(-7, 0), 3)))
        print(pool.map(abs, []), pool.starmap(pow, []))
