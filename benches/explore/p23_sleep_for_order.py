"""A reader sleeps for a second, in the hope that the writer is ready by then."""

import threading
import time


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.answer = self.seen = None


def read(shared):
    time.sleep(1)
    shared.seen = shared.answer


def write(shared):
    shared.answer = 42


WORKERS = [read, write]


def holds(shared):
    return shared.seen == 42


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
