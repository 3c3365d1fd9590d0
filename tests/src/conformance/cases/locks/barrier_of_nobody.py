import threading

try:
    barrier = threading.Barrier(0)
    print(barrier.parties)
except ValueError as error:
    print(error)
print(threading.Barrier(1).wait())
