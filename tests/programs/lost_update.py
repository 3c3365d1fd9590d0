# A counter that two threads increment: with a lock the sum is exact, without it at most exact.
from threading import Lock, Thread

ROUNDS = 20000
counter = 0
guarded = 0
lock = Lock()


def bare():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def careful():
    global guarded
    for _ in range(ROUNDS):
        with lock:
            guarded += 1


for work in (bare, careful):
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

print("guarded", guarded)
print("bare at most exact:", 0 < counter <= 2 * ROUNDS)
