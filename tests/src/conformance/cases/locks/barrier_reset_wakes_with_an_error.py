import threading
import time

barrier = threading.Barrier(2)


def work():
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        print("broken")
    print(barrier.wait() in (0, 1))


thread = threading.Thread(target=work)
thread.start()
while barrier.n_waiting < 1:
    time.sleep(0.005)
barrier.reset()
barrier.wait()
thread.join()
print(barrier.broken)
