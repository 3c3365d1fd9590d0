# ---
# title: How many workers
# level: 3
# order: 7
# concepts: [number of workers, cores, waiting time, saturation]
# after: [io-and-cpu]
# question: Tasks that compute 20 % of the time and wait 80 %. How many workers keep one core busy?
# answer: About five, 1 / 0.2. While one computes, four wait. Pure computation wants one worker per core, pure waiting as many
#   as the other side allows.
# challenge: Let the program try 1, 2, 4, 8 and 16 workers itself and print the best. Is it the same when you run it again?
# docs:
#   - os: os.cpu_count
#   - concurrent.futures: ThreadPoolExecutor
# covers: [1.14]
# output: shape
# check: [TASKS=4, WAIT=0.01]
# ---

# %% [markdown]
# The best number of workers follows from what they do: compute or wait.
# A worker that computes needs a core to itself; a worker that waits needs none.
# Measure one task, find the part it waits, and choose accordingly; then measure again.

# %%
from concurrent.futures import ThreadPoolExecutor
import time

# Workers
WORKERS = 2  #@param {type:"slider", min:1, max:32, step:1}
# Tasks
TASKS = 12  #@param {type:"slider", min:1, max:60, step:1}
# Computing per task [steps]
COMPUTE = 3000  #@param {type:"slider", min:0, max:50000, step:1000}
# Waiting per task [s]
WAIT = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.005}

# %%
def task(number):
    n = COMPUTE
    while n > 0:
        n -= 1
    time.sleep(WAIT)
    return number


if __name__ == "__main__":
    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=WORKERS) as executor:
        results = list(executor.map(task, range(TASKS)))
    seconds = time.perf_counter() - begin
    print(f"{len(results)} tasks, {WORKERS} workers: {seconds * 1000:.1f} ms")
    print(f"{len(results) / seconds:.0f} tasks per second")

# %% [markdown]
# ### What to look at
#
# - While bars are dotted (waiting) in all lanes, the core is idle: more workers would help.
# - *Sweep* tries one number of workers after the other. From some number on the time stays the same.
# - When always one lane is solid and others show a thin line (ready), the core is saturated: more workers only queue.
# - `ThreadPoolExecutor()` takes cores + 4 threads, 32 at most, which is a guess. `Pool()` and `ProcessPoolExecutor()` take
#   one process per core.
