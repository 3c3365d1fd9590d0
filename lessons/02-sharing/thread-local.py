# ---
# title: Data of one's own
# level: 2
# order: 11
# concepts: [threading.local, shared variable, isolation]
# after: [lost-update]
# question: Each thread writes its number into `data.owner` and reads it a little later. What does it read if `data` is
#   shared, what if it is a `threading.local()`?
# answer: If it is shared, the number of whoever wrote last. If it is local, always its own, because every thread
#   sees attributes of its own.
# challenge: Make `data` a dictionary with `get_ident()` as its key. What does `local()` do that this does not, when threads end?
# docs:
#   - threading: Thread-local data
# covers: [1.3]
# output: lines
# check: [PAUSE=0.01]
# promise: prints found another
# broken: LOCAL=False
# schedule: round-robin
# mended: LOCAL=True
# ---

# %% [markdown]
# Not everything needs a lock: what is not shared cannot be spoiled by others.
# `threading.local()` is one object whose attributes are different for every thread.
# Libraries keep such things as a connection or a current user in it.

# %%
from threading import Thread, local
import time

# Threads
THREADS = 3  #@param {type:"slider", min:2, max:12, step:1}
# Pause between writing and reading [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Local data
LOCAL = True  #@param {type:"boolean"}

# %%
class Shared:
    pass


data = local() if LOCAL else Shared()


def worker(number):
    data.owner = number
    time.sleep(PAUSE)
    if data.owner == number:
        print(f"thread {number} found itself\n", end="")
    else:
        print(f"thread {number} found another\n", end="")


if __name__ == "__main__":
    threads = [Thread(target=worker, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("the main thread has an owner:", hasattr(data, "owner"))

# %% [markdown]
# ### What to look at
#
# - With shared data, only the last writer finds its own number. Nothing crashed, and the answer is wrong.
# - The main thread never wrote to the local object, so it has no such attribute there, whatever the others wrote.
# - Variables inside a function belong to one call and are never shared. Most of the time they are all one needs.
# - In a pool, threads are used again: what one task leaves in a `local`, the next task of that thread finds.
