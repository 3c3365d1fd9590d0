import multiprocessing
import os

if __name__ == "__main__":
    print(multiprocessing.cpu_count() >= 1, multiprocessing.cpu_count() == os.cpu_count())
    print(type(multiprocessing.current_process().authkey).__name__)
    multiprocessing.freeze_support()
    print(multiprocessing.current_process().daemon, multiprocessing.current_process().name)
