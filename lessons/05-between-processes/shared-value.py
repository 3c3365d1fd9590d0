# ---
# title: A shared value
# level: 2
# order: 6
# concepts: [Value, get_lock, lost update, shared memory]
# after: [process-lock, lost-update]
# question: '`Value` has a lock of its own. Why does `value.value += 1` lose updates all the same?'
# answer: The lock protects reading and it protects writing, each for itself. Between the two it is free. Hold it over both,
#   with `with value.get_lock():`.
# challenge: Let each process count for itself and add its count to the shared value once, at its end. How often is the lock taken?
# docs:
#   - multiprocessing: multiprocessing.Value
#   - multiprocessing: Sharing state between processes
# covers: [0.14]
# output: shape
# promise: prints were lost
# broken: LOCK="none"
# schedule: round-robin
# mended: LOCK="get_lock()"
# check: [WORKERS=2, ADDITIONS=5]
# ---

# %% [markdown]
# `Value("i", 0)` is a number in memory that several processes see: `"i"` for an integer, `"d"` for a float.
# It is read and written as `.value`.
# Adding to it is reading *and* writing, so the lock that comes with it must be held over both.

# %%
from multiprocessing import Process, Value
import time

# Processes
WORKERS = 3  #@param {type:"slider", min:1, max:12, step:1}
# Additions each
ADDITIONS = 10  #@param {type:"slider", min:1, max:200, step:1}
# Pause between the two steps [s]
PAUSE = 0.002  #@param {type:"slider", min:0, max:0.02, step:0.001}
# Lock
LOCK = "none"  #@param ["none", "get_lock()"]

# %%
def add_one(counter):
    old = counter.value
    time.sleep(PAUSE)  # here the others may run
    counter.value = old + 1


def worker(counter):
    for _ in range(ADDITIONS):
        if LOCK == "get_lock()":
            with counter.get_lock():
                add_one(counter)
        else:
            add_one(counter)


if __name__ == "__main__":
    counter = Value("i", 0)
    processes = [Process(target=worker, args=(counter,)) for _ in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    lost = WORKERS * ADDITIONS - counter.value
    print(f"{lost} updates were lost" if lost else "every update arrived")

# %% [markdown]
# ### What to look at
#
# - The same bug as between threads, this time between processes that compute at the same moment. No GIL is in the way here.
# - `Value(..., lock=False)` gives a bare value without a lock and without `get_lock()`.
# - The numbers are C's: `"i"` has 32 bits on usual machines and overflows without an error.
