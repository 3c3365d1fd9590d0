# ---
# title: Lost updates
# level: 2
# order: 1
# concepts: [race condition, shared variable, lock, critical section]
# after: [thread-arguments]
# question: Two workers add 1 to the same counter 25 times each. What is the smallest result that could be printed?
# answer: 2, if each worker adds at least twice. Worker A reads 0 and is stopped. B does all its additions but the last.
#   A writes 1. B reads this 1 and is stopped. A finishes all of its additions. B writes 2.
# questions:
#   - Does a lost update depend on the number of processor cores?
#   - With the lock on, how much longer does the program take, and why?
# challenge: Get the right number without a lock, and without sharing: let every worker count for itself and add up after the
#   joins.
# docs:
#   - threading: Lock objects
#   - faq/library: What kinds of global value mutation are thread-safe?
# covers: [1.7]
# output: shape
# check: [WORKERS=2, ADDITIONS=3]
# promise: prints updates were lost
# broken: LOCK=False
# schedule: random 2
# mended: LOCK=True
# ---

# %% [markdown]
# Several threads add 1 to the same counter, and some of their additions disappear.
# Adding takes two steps, reading the old value and writing the new one, and another thread may write in between.
# A lock around both steps makes them one step as far as the others can see.

# %%
from threading import Lock, Thread
import time

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:32, step:1}
# Additions each
ADDITIONS = 25  #@param {type:"slider", min:1, max:500, step:1}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
counter = 0
lock = Lock()


def add_one():
    global counter
    value = counter  # read
    time.sleep(0)  # here the others may run
    counter = value + 1  # write


def worker():
    for _ in range(ADDITIONS):
        if LOCK:
            with lock:
                add_one()
        else:
            add_one()


if __name__ == "__main__":
    threads = [Thread(target=worker) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = WORKERS * ADDITIONS
    print(f"expected {expected}")
    print(f"counted  {counter}")
    print("all updates arrived" if counter == expected else f"{expected - counter} updates were lost")

# %% [markdown]
# ### What to look at
#
# - Two threads read the same value, both add 1, and both write the same result: two additions, one step forward.
# - `time.sleep(0)` only makes the unlucky moment frequent. Without it, updates may still be lost, just rarely, which is
#   worse: the error then shows up long after the program seemed to work.
# - `counter += 1` has the same two steps inside. Writing it on one line does not make it one step.
# - *Try schedules* names the lines where one thread writes what another one has read before. With the lock on, it finds none.
# - With the lock on, the lanes of the waiting threads are hatched. Safety costs waiting.
