# ---
# title: ProcessPoolExecutor
# level: 3
# order: 6
# concepts: [ProcessPoolExecutor, BrokenProcessPool, CPU-bound]
# after: [thread-pool, pool-map]
# question: A task ends its whole process with `os._exit(1)`. What becomes of the other tasks of the pool?
# answer: They fail with `BrokenProcessPool`. The executor notices that a worker is gone and gives up; it cannot know what
#   that worker had begun. `multiprocessing.Pool` would start a new worker and wait for the lost task for ever.
# docs:
#   - concurrent.futures: ProcessPoolExecutor
# covers: [1.24, 1.25]
# output: exact
# promise: prints the pool is broken
# broken: CRASH=True
# schedule: round-robin
# mended: CRASH=False
# ---

# %% [markdown]
# `ProcessPoolExecutor` has the same methods as the pool of threads, and its workers are processes.
# Change one word, and a CPU-bound program uses all cores.
# In exchange, functions, arguments and results must be picklable.

# %%
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
import os

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:8, step:1}
# Numbers
NUMBERS = 8  #@param {type:"slider", min:2, max:40, step:1}
# One task crashes its process
CRASH = False  #@param {type:"boolean"}

# %%
def divisors(number):
    if CRASH and number == 101:
        os._exit(1)
    return sum(1 for divisor in range(1, number + 1) if number % divisor == 0)


if __name__ == "__main__":
    numbers = range(100, 100 + NUMBERS)
    try:
        with ProcessPoolExecutor(max_workers=WORKERS) as executor:
            for number, count in zip(numbers, executor.map(divisors, numbers)):
                print(f"{number} has {count} divisors")
    except BrokenProcessPool:
        print("the pool is broken")

# %% [markdown]
# ### What to look at
#
# - `executor.map` gives the results in order, each as soon as it and all before it are there.
# - An exception in a task comes out of `map` when its turn comes. A crash of the process breaks the whole pool.
# - Without `max_workers` there are as many workers as the machine has cores; since Python 3.13, as many as the program may use.
