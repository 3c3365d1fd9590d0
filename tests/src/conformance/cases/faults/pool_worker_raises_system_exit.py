import sys
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(1) as pool:
    print(repr(pool.submit(sys.exit, 3).exception()))
    print(pool.submit(pow, 2, 2).result())
