# ---
# title: Lock, acquire, release
# level: 2
# order: 3
# concepts: [lock, critical section, acquire, release, timeout]
# after: [lost-update]
# question: A thread asks for a lock that is held for 0.1 s, with `acquire(timeout=0.05)`. What happens?
# answer: It waits 0.05 s and gets `False`. It does not hold the lock then, so it must not touch what the lock
#   protects, and must not release it.
# challenge: Let a customer who could not get in try once more after a pause.
# docs:
#   - threading: Lock objects
#   - threading: threading.Lock.acquire
# covers: [0.5, 0.6, 1.7]
# output: lines
# ---

# %% [markdown]
# A lock is either free or held. `acquire()` takes it, and waits if it is held; `release()` makes it free.
# Whoever waits for it uses no processor time, and one of those who wait gets it next.
# With a timeout, or with `blocking=False`, `acquire` gives up and says so by returning `False`.

# %%
from threading import Lock, Thread
import time

# Customers
CUSTOMERS = 3  #@param {type:"slider", min:1, max:12, step:1}
# Time in the booth [s]
STAY = 0.1  #@param {type:"slider", min:0.02, max:0.3, step:0.02}
# Patience, 0 is endless [s]
PATIENCE = 0.0  #@param {type:"slider", min:0, max:1, step:0.05}

# %%
booth = Lock()


def customer(number):
    timeout = PATIENCE if PATIENCE > 0 else -1  # -1: wait as long as it takes
    if not booth.acquire(timeout=timeout):
        print(f"customer {number} gave up\n", end="")
        return
    try:
        time.sleep(STAY)
        print(f"customer {number} was served\n", end="")
    finally:
        booth.release()


if __name__ == "__main__":
    threads = [Thread(target=customer, args=(number,)) for number in range(CUSTOMERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("the booth is", "held" if booth.locked() else "free")

# %% [markdown]
# ### What to look at
#
# - The lock's lane is a chain of colours: at each moment at most one customer holds it.
# - Give them a patience between one stay and two. Who gives up, and when?
# - A lock has no owner. Any thread may release it, even one that never acquired it. Releasing a free lock raises
#   `RuntimeError: release unlocked lock`.
# - Who gets a lock next is not specified. Do not rely on first come, first served.
