import threading
from concurrent.futures import ThreadPoolExecutor

names = set()


def begin(prefix):
    local.name = prefix + "!"


local = threading.local()
with ThreadPoolExecutor(2, thread_name_prefix="worker", initializer=begin, initargs=("p",)) as pool:
    print(set(pool.map(lambda _: local.name, range(4))))
    print(pool.submit(lambda: threading.current_thread().name).result().startswith("worker_"))
for count in (0, -1):
    try:
        ThreadPoolExecutor(count)
    except ValueError as error:
        print(error)
