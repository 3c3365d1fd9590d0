# ---
# title: Deadlock, and the order of locks
# level: 3
# order: 12
# concepts: [deadlock, lock order, wait-for cycle]
# after: [with-lock]
# question: Ada sends money to Bob while Bob sends money to Ada. Each transfer locks the giver's account, then the taker's.
#   How can both wait for ever?
# answer: One thread holds Ada's account and waits for Bob's; the other holds Bob's and waits for Ada's. Each
#   waits for what the other one will not give back. If everybody locks the accounts in the same order, it cannot happen.
# challenge: Mend it in another way, with `acquire(timeout=…)` for the second lock and giving back the first.
# docs:
#   - threading: Lock objects
# covers: [1.7]
# output: exact
# promise: deadlock
# broken: IN_ORDER=False
# schedule: round-robin
# mended: IN_ORDER=True
# ---

# %% [markdown]
# Two threads, two locks, taken in opposite order: sooner or later each holds what the other one needs.
# Neither can go on, neither gives back, and the program stands still without an error. That is a **deadlock**.
# A fixed order in which everybody takes the locks makes the cycle impossible.

# %%
from threading import Lock, Thread
import time

# Transfers each way
TRANSFERS = 3  #@param {type:"slider", min:1, max:20, step:1}
# Pause between the two locks [s]
PAUSE = 0.01  #@param {type:"slider", min:0, max:0.05, step:0.005}
# Always lock in the same order
IN_ORDER = False  #@param {type:"boolean"}

# %%
class Account:
    def __init__(self, number, owner):
        self.number = number
        self.owner = owner
        self.balance = 100
        self.lock = Lock()


def transfer(giver, taker, amount):
    first, second = giver, taker
    if IN_ORDER and taker.number < giver.number:
        first, second = taker, giver
    with first.lock:
        time.sleep(PAUSE)
        with second.lock:
            giver.balance -= amount
            taker.balance += amount


def worker(giver, taker):
    for _ in range(TRANSFERS):
        transfer(giver, taker, 10)


if __name__ == "__main__":
    ada, bob = Account(1, "Ada"), Account(2, "Bob")
    threads = [Thread(target=worker, args=(ada, bob)), Thread(target=worker, args=(bob, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Ada has {ada.balance}, Bob has {bob.balance}")

# %% [markdown]
# ### What to look at
#
# - The two lock lanes have different colours, and both threads are hatched: the picture of a cycle. The report spells it
#   out as a sentence.
# - Set the pause to 0. In a native run all goes well, nearly always. The bug has not gone; it has become rare.
# - With the fixed order, one thread waits for its *first* lock. Then it holds nothing that anybody needs.
