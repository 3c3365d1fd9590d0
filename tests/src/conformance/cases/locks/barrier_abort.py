import threading
import time

barrier = threading.Barrier(3)
said = []


def work():
    try:
        barrier.wait()
    except threading.BrokenBarrierError as error:
        said.append(type(error).__name__)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
while barrier.n_waiting < 2:
    time.sleep(0.005)
barrier.abort()
for thread in threads:
    thread.join()
print(said, barrier.broken)
try:
    barrier.wait()
except threading.BrokenBarrierError:
    print("still broken")
barrier.reset()
print(barrier.broken, barrier.n_waiting)
