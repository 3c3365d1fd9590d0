"""Four threads add one without a lock, before and after much that is of no account."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.number = self.noise = 0


def add(shared):
    for noise in range(20):
        shared.noise = noise
    shared.number += 1
    for noise in range(20):
        shared.noise = noise


WORKERS = [add] * 4


def holds(shared):
    return shared.number == 4


def show(shared):
    return shared.number


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
