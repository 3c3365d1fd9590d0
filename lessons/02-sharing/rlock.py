# ---
# title: RLock, the lock you may take twice
# level: 3
# order: 5
# concepts: [RLock, reentrant, owner, deadlock]
# after: [with-lock]
# question: '`transfer` holds the lock and calls `deposit`, which takes the same lock. What happens with a `Lock`?'
# answer: The thread waits for a lock that it holds itself. It can never release it, because it waits. One thread is
#   enough for a deadlock. An `RLock` notices that the caller already has it and only counts.
# challenge: Get rid of the nested locking without an RLock, by a method `_deposit` that expects the lock to be held.
# docs:
#   - threading: RLock objects
# covers: [1.8]
# output: exact
# check: [TRANSFERS=2]
# promise: deadlock
# broken: KIND="Lock"
# schedule: round-robin
# mended: KIND="RLock"
# ---

# %% [markdown]
# A method that holds a lock may call another one that takes the same lock.
# With a `Lock` the thread then waits for itself, for ever.
# An `RLock` (reentrant lock) has an owner and a counter: its owner may take it again, and it is free when it was released
# as often as it was taken.

# %%
from threading import Lock, RLock, Thread

# Kind of lock
KIND = "RLock"  #@param ["RLock", "Lock"]
# Threads
THREADS = 2  #@param {type:"slider", min:1, max:8, step:1}
# Transfers each
TRANSFERS = 5  #@param {type:"slider", min:1, max:50, step:1}

# %%
class Bank:
    def __init__(self):
        self.lock = RLock() if KIND == "RLock" else Lock()
        self.balance = {"Ada": 100, "Bob": 100}

    def deposit(self, name, amount):
        with self.lock:
            self.balance[name] += amount

    def transfer(self, giver, taker, amount):
        with self.lock:  # both deposits, or none, as far as others can see
            self.deposit(giver, -amount)
            self.deposit(taker, amount)


bank = Bank()


def worker():
    for _ in range(TRANSFERS):
        bank.transfer("Ada", "Bob", 1)


if __name__ == "__main__":
    threads = [Thread(target=worker) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(bank.balance, "sum", sum(bank.balance.values()))

# %% [markdown]
# ### What to look at
#
# - With the RLock, the lock's lane shows one holder during the whole transfer, nested deposits included.
# - With the Lock, the first transfer blocks at its first deposit. The report names one thread that holds the lock and waits
#   for it.
# - Only the owner may release an RLock. Another thread that tries gets `RuntimeError: cannot release un-acquired lock`.
