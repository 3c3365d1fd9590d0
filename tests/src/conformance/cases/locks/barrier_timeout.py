import threading

barrier = threading.Barrier(2, timeout=0.05)
for timeout in ({}, {"timeout": 0.01}):
    try:
        barrier.wait(**timeout)
    except threading.BrokenBarrierError:
        print("broken", barrier.broken)
    barrier.reset()
