import time
from multiprocessing import Process

if __name__ == "__main__":
    begin = time.monotonic()
    processes = [Process(target=time.sleep, args=(0.5,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(0.5 <= time.monotonic() - begin < 1.9)
