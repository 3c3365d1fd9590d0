from concurrent.futures import Future, ThreadPoolExecutor

with ThreadPoolExecutor(2) as pool:
    seen = []
    future = pool.submit(pow, 2, 5)
    future.add_done_callback(lambda future: seen.append(future.result()))
print(seen)
future.add_done_callback(lambda future: print("at once", future.result()))
