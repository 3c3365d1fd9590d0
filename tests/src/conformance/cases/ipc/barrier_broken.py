import threading
import time
from multiprocessing import Barrier, Process, Queue


def work(barrier, queue):
    try:
        barrier.wait()
    except threading.BrokenBarrierError as error:
        queue.put(type(error).__name__)


if __name__ == "__main__":
    barrier, queue = Barrier(2), Queue()
    process = Process(target=work, args=(barrier, queue))
    process.start()
    while barrier.n_waiting == 0:
        time.sleep(0.01)
    barrier.abort()
    print(queue.get())
    process.join()
    print(barrier.broken, barrier.parties)
    barrier.reset()
    print(barrier.broken)
    try:
        barrier.wait(0.02)
    except threading.BrokenBarrierError:
        print("timeout")
