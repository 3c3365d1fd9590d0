# ---
# title: The with statement, and errors inside
# level: 2
# order: 4
# concepts: [with, exception, release, deadlock]
# after: [locks, thread-errors]
# question: The first worker raises an exception between `acquire()` and `release()`. What do the others do?
# answer: They wait for ever. The line with `release()` was never reached, the lock stays held, and nobody is left who
#   would free it. `with` frees it on every way out of its block.
# challenge: Mend the version without `with` by `try` and `finally`.
# docs:
#   - threading: Using locks, conditions, and semaphores in the with statement
# covers: [0.7, 1.12]
# output: lines
# promise: deadlock
# broken: WITH=False
# schedule: round-robin
# mended: WITH=True
# ---

# %% [markdown]
# `with lock:` acquires the lock, runs the block, and releases the lock however the block is left: by its end, by
# `return`, by an exception.
# With separate `acquire()` and `release()` an exception in between leaves the lock held for ever.
# Conditions and semaphores work in `with` statements too.

# %%
from threading import Lock, Thread

# Workers
WORKERS = 3  #@param {type:"slider", min:2, max:10, step:1}
# Use with
WITH = False  #@param {type:"boolean"}

# %%
lock = Lock()
prices = {"apple": 3, "pear": 4}
names = ["plum", "apple", "pear"]


def look_up(number):
    name = names[number % len(names)]
    print(f"worker {number}: {name} costs {prices[name]}\n", end="")


def worker(number):
    try:
        if WITH:
            with lock:
                look_up(number)
        else:
            lock.acquire()
            look_up(number)
            lock.release()
    except KeyError as error:
        print(f"worker {number}: no price for {error}\n", end="")


if __name__ == "__main__":
    threads = [Thread(target=worker, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("all workers are done")

# %% [markdown]
# ### What to look at
#
# - Without `with`, the lock keeps the colour of a thread that has already ended, and all other lanes are hatched. The
#   simulator reports a deadlock; a real program hangs. Press Stop.
# - With `with`, the lock is free again right after the error.
# - An `Event` has nothing to hold, so it does not work with `with`.
