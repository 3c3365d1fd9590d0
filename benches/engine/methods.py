# Objects with attributes and methods.
import time


class Account:
    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount
        return self

    def total(self):
        return self.balance


def kernel():
    accounts = [Account(str(i), i) for i in range(100)]
    total = 0
    for _ in range(1000):
        for account in accounts:
            account.deposit(1)
            total += account.total()
    for i in range(50_000):
        total += Account("new", i).balance
    assert total > 0


def seconds():
    start = time.perf_counter()
    kernel()
    return time.perf_counter() - start


print(min(seconds() for _ in range(5)))
