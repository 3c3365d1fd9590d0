from multiprocessing import Lock, Process


if __name__ == "__main__":
    lock = Lock()
    lock.acquire()
    process = Process(target=lock.release)
    process.start()
    process.join()
    print(lock.acquire(block=False), process.exitcode)
