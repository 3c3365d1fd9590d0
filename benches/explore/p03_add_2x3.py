"""Two threads add one to a number three times each, without a lock."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.number = 0


def add(shared):
    shared.number += 1
    shared.number += 1
    shared.number += 1


WORKERS = [add] * 2


def holds(shared):
    return shared.number == 6


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
