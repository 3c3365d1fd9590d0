import threading
from multiprocessing.pool import ThreadPool

seen = []
with ThreadPool(2) as pool:
    print(pool.map(lambda n: seen.append(n) or n, range(4)), sorted(seen))
    print(sorted(pool.imap_unordered(lambda n: n * 2, range(3))), pool.apply(threading.active_count) > 1)
    print(pool.starmap(pow, [(2, 3), (3, 2)]), pool.apply_async(pow, (2, 2)).get())
