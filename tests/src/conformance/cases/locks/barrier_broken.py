import threading

barrier = threading.Barrier(2)
try:
    barrier.wait(timeout=0.01)
except threading.BrokenBarrierError as error:
    print(repr(error), barrier.broken)
barrier.reset()
print(barrier.broken, barrier.parties, barrier.n_waiting)
