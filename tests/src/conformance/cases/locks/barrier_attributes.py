import threading

barrier = threading.Barrier(3)
print(barrier.parties, barrier.n_waiting, barrier.broken)
thread = threading.Thread(target=barrier.wait)
thread.start()
while barrier.n_waiting == 0:
    pass
print(barrier.n_waiting)
barrier.reset
barrier2 = threading.Thread(target=barrier.wait)
barrier2.start()
numbers = [barrier.wait()]
thread.join()
barrier2.join()
print(numbers[0] in range(3), barrier.n_waiting)
