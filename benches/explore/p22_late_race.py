"""Two threads look forty thousand times at what nobody changes before they add one without a lock."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.step = 1
        self.number = 0


def add(shared):
    steps = 0
    for _ in range(40_000):
        steps += shared.step
    shared.number += 1


WORKERS = [add, add]


def holds(shared):
    return shared.number == 2


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
