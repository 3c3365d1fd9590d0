import time
from multiprocessing import Event, Lock, Process


def work(lock, waiting):
    waiting.set()
    with lock:
        print("never")


if __name__ == "__main__":
    lock, waiting = Lock(), Event()
    lock.acquire()
    process = Process(target=work, args=(lock, waiting))
    process.start()
    waiting.wait()
    time.sleep(0.1)
    process.kill()
    process.join()
    lock.release()
    print(process.exitcode, lock.acquire(timeout=10))
