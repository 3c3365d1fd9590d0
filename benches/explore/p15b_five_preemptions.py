"""A reader that sees three numbers while a writer counts to twelve: one triple takes five preemptions."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.number = 0
        self.seen = None


def write(shared):
    shared.number = 1
    shared.number = 2
    shared.number = 3
    shared.number = 4
    shared.number = 5
    shared.number = 6
    shared.number = 7
    shared.number = 8
    shared.number = 9
    shared.number = 10
    shared.number = 11
    shared.number = 12


def read(shared):
    first = shared.number
    second = shared.number
    third = shared.number
    shared.seen = first, second, third


WORKERS = [write, read]


def holds(shared):
    return shared.seen != (4, 5, 6)


def show(shared):
    return shared.seen


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
