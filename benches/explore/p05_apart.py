"""Two threads add to numbers of their own, twenty times each: all schedules are equivalent."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.left = self.right = 0


def add_left(shared):
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1
    shared.left += 1


def add_right(shared):
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1
    shared.right += 1


WORKERS = [add_left, add_right]


def holds(shared):
    return shared.left == shared.right == 20


def show(shared):
    return shared.left, shared.right


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
