"""Two threads take two locks, each in an order of its own: they may wait for each other for ever."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.ink, self.paper = threading.Lock(), threading.Lock()
        self.letters = 0


def ink_first(shared):
    with shared.ink, shared.paper:
        shared.letters += 1


def paper_first(shared):
    with shared.paper, shared.ink:
        shared.letters += 1


WORKERS = [ink_first, paper_first]


def holds(shared):
    return shared.letters == 2


def show(shared):
    return shared.letters


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
