"""Three philosophers take the fork to their left, then the one to their right."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.forks = [threading.Lock() for _ in range(3)]
        self.eaten = [False] * 3


def philosopher(seat):
    def dine(shared):
        left, right = shared.forks[seat], shared.forks[(seat + 1) % 3]
        with left, right:
            shared.eaten[seat] = True
    return dine


WORKERS = [philosopher(0), philosopher(1), philosopher(2)]


def holds(shared):
    return all(shared.eaten)


def show(shared):
    return shared.eaten


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
