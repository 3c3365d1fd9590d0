import multiprocessing
import time

if __name__ == "__main__":
    processes = [multiprocessing.Process(target=time.sleep, args=(0.2,), name=f"p{i}") for i in range(3)]
    for process in processes:
        process.start()
    print(sorted(process.name for process in multiprocessing.active_children()))
    for process in processes:
        process.join()
    print(multiprocessing.active_children())
