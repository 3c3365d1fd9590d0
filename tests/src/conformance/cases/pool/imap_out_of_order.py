from multiprocessing import Pool, TimeoutError
import time


def work(seconds):
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    with Pool(2) as pool:
        print(list(pool.imap(work, [0.3, 0, 0.1])))
        print(list(pool.imap_unordered(work, [0.5, 0])))
        results = pool.imap(work, [0.5])
        try:
            results.next(timeout=0.02)
        except TimeoutError:
            print("TimeoutError")
        print(results.next())
