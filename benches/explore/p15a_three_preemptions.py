"""A reader that sees two numbers while a writer counts to three: one pair takes three preemptions."""

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


def read(shared):
    first = shared.number
    second = shared.number
    shared.seen = first, second


WORKERS = [write, read]


def holds(shared):
    return shared.seen != (1, 2)


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
