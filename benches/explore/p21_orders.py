"""Three threads write their letter twice, under a lock each time: there are ninety words."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.guard = threading.Lock()
        self.word = ""


def writer(letter):
    def write(shared):
        with shared.guard:
            shared.word += letter
        with shared.guard:
            shared.word += letter
    return write


WORKERS = [writer("a"), writer("b"), writer("c")]


def holds(shared):
    return True


def show(shared):
    return shared.word


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
