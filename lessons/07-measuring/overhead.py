# ---
# title: When parallel is slower
# level: 3
# order: 6
# concepts: [overhead, granularity, Pool, break-even]
# after: [pool-map, cpu-bound]
# question: A pool of 4 processes squares 200 numbers. Is it faster than a plain loop?
# answer: No, much slower. Squaring takes a fraction of a microsecond; sending a number to a worker and the result back takes
#   many, and starting the workers takes milliseconds.
# challenge: Let the program double `SIZE` until the pool wins, and print the break-even. How does it change with the chunk size?
# docs:
#   - multiprocessing: Process Pools
# covers: [1.14]
# output: shape
# check: [TASKS=20]
# ---

# %% [markdown]
# Dividing work costs: starting workers, sending tasks, sending results.
# If a task is smaller than its postage, doing it oneself is faster.
# The size of a task from which on the pool wins is the break-even; find it with the slider.

# %%
from multiprocessing import Pool
import time

# Tasks
TASKS = 200  #@param {type:"slider", min:10, max:500, step:10}
# Size of a task [steps]
SIZE = 1  #@param {type:"slider", min:1, max:5000, step:10}
# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:8, step:1}
# Chunk size
CHUNK = 1  #@param {type:"slider", min:1, max:50, step:1}

# %%
def task(number):
    result = 0
    for _ in range(SIZE):
        result += number * number
    return result


if __name__ == "__main__":
    begin = time.perf_counter()
    alone = [task(number) for number in range(TASKS)]
    middle = time.perf_counter()
    with Pool(WORKERS) as pool:
        together = pool.map(task, range(TASKS), chunksize=CHUNK)
    end = time.perf_counter()
    print(f"loop {(middle - begin) * 1000:8.2f} ms")
    print(f"pool {(end - middle) * 1000:8.2f} ms")
    print("same results:", alone == together)

# %% [markdown]
# ### What to look at
#
# - With tiny tasks the workers' lanes are mostly gaps: they wait for post.
# - Larger chunks put many tasks into one letter. Larger tasks make the postage unimportant.
# - The first bars come late: starting the pool is paid once, so keep a pool and use it again.
