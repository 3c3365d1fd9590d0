# ---
# title: A pool of workers
# level: 2
# order: 1
# concepts: [Pool, map, worker, order of results]
# after: [first-process]
# question: Pool with 4 processes, 12 tasks. How many processes are started?
# answer: Four. Each one takes task after task. Starting a process is dear, so a pool starts them once and keeps them.
# challenge: Compare with `list(map(fib, …))` in one process. From which size of task on does the pool win?
# docs:
#   - multiprocessing: Using a pool of workers
#   - multiprocessing: multiprocessing.pool.Pool.map
# covers: [0.12, 0.13, 1.24, 3.6, 4.6]
# output: exact
# ---

# %% [markdown]
# A pool keeps a fixed number of worker processes and hands them tasks.
# `pool.map(f, data)` looks like the built-in `map`, computes in all the workers, and returns a list in the order of the data.
# Who computed what, and when, does not matter for the result.

# %%
from multiprocessing import Pool

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:12, step:1}
# Numbers
NUMBERS = 12  #@param {type:"slider", min:1, max:16, step:1}
# First number
FIRST = 6  #@param {type:"slider", min:0, max:10, step:1}

# %%
def fib(n):
    # Slow on purpose: it computes most numbers many times.
    return n if n < 2 else fib(n - 1) + fib(n - 2)


if __name__ == "__main__":
    with Pool(processes=WORKERS) as pool:
        print(pool.map(fib, range(FIRST, FIRST + NUMBERS)))

# %% [markdown]
# ### What to look at
#
# - As many lanes as workers, and in each several solid bars, one for each task. The last tasks are the longest: each takes as long as
#   the two before it together.
# - The lanes below belong to two helper threads of the main process: one hands out the tasks, one fetches the results.
# - The results are in order, whatever the workers did.
# - The function must be importable, because its name is sent: a lambda does not work.
# - At the end of the `with` block the pool is *terminated*, not waited for. With `map` that is fine, since `map` returns only
#   when all is done.
