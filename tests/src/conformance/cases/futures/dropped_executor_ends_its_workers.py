import gc
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

if __name__ == "__main__":
    for kind in (ThreadPoolExecutor, ProcessPoolExecutor):
        executor = kind(2)
        print(executor.submit(abs, -3).result())
        del executor
        gc.collect()
        for _ in range(100):
            if threading.active_count() == 1 and not multiprocessing.active_children():
                break
            time.sleep(0.05)
        print(threading.active_count(), multiprocessing.active_children())
