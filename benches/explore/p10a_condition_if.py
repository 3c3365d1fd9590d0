"""Two consumers wait with `if` for what a third may have taken by the time they are awake."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.changed = threading.Condition()
        self.parcels = []
        self.empty_handed = 0


def consume(shared):
    with shared.changed:
        if not shared.parcels:
            shared.changed.wait()
        if shared.parcels:
            shared.parcels.pop()
        else:
            shared.empty_handed += 1


def produce(shared):
    for parcel in "ab":
        with shared.changed:
            shared.parcels.append(parcel)
            shared.changed.notify()


WORKERS = [consume, consume, produce]


def holds(shared):
    return shared.empty_handed == 0


def show(shared):
    return shared.empty_handed


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
