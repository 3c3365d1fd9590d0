import time
from multiprocessing import Event, Lock, Process


def work(lock, holding):
    lock.acquire()
    holding.set()
    time.sleep(60)


if __name__ == "__main__":
    lock, holding = Lock(), Event()
    process = Process(target=work, args=(lock, holding))
    process.start()
    holding.wait()
    process.kill()
    process.join()
    print(process.exitcode, lock.acquire(timeout=0.1))
    lock.release()
    print(lock.acquire(timeout=0.1))
