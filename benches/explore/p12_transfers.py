"""Two transfers between two accounts, whose locks are taken in one order: correct."""

import threading


class Shared:
    """What the workers have in common."""

    def __init__(self):
        self.locks = [threading.Lock(), threading.Lock()]
        self.balances = [100, 100]


def transfer(shared, source, target, amount):
    with shared.locks[0], shared.locks[1]:
        shared.balances[source] -= amount
        shared.balances[target] += amount


def there(shared):
    transfer(shared, 0, 1, 30)


def back(shared):
    transfer(shared, 1, 0, 10)


WORKERS = [there, back]


def holds(shared):
    return shared.balances == [80, 120]


def show(shared):
    return shared.balances


if __name__ == "__main__":
    shared = Shared()
    threads = [threading.Thread(target=worker, args=(shared,)) for worker in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(show(shared))
    assert holds(shared)
