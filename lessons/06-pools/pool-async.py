# ---
# title: Results later
# level: 3
# order: 2
# concepts: [map_async, AsyncResult, timeout, close, join]
# after: [pool-map]
# question: '`result.get(timeout=0.05)` raises `TimeoutError`. Is the work lost?'
# answer: No. Only the waiting ended. The workers go on, and a later `get()` returns the results.
# challenge: Ask `ready()` in a loop that prints a dot every 0.05 s. What does the timeline show of that, compared with `get()`?
# docs:
#   - multiprocessing: multiprocessing.pool.Pool.map_async
#   - multiprocessing: multiprocessing.pool.AsyncResult
# covers: [3.6]
# output: exact
# ---

# %% [markdown]
# `map_async` returns at once, with a promise of the results: an `AsyncResult`.
# The main program can do something else meanwhile and asks for the results when it needs them, with `get()`.
# A timeout limits the waiting, not the work.

# %%
from multiprocessing import Pool, TimeoutError
import time

# Workers
WORKERS = 2  #@param {type:"slider", min:1, max:8, step:1}
# Tasks
TASKS = 4  #@param {type:"slider", min:1, max:16, step:1}
# Time per task [s]
PAUSE = 0.3  #@param {type:"slider", min:0.3, max:1, step:0.1}
# Patience [s]
PATIENCE = 0.1  #@param {type:"slider", min:0.01, max:0.1, step:0.01}

# %%
def square(x):
    time.sleep(PAUSE)
    return x * x


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        result = pool.map_async(square, range(TASKS))
        print("the main program goes on; ready:", result.ready())
        try:
            print(result.get(timeout=PATIENCE))
        except TimeoutError:
            print("not yet")
        print(result.get())
        print("successful:", result.successful())

# %% [markdown]
# ### What to look at
#
# - The main lane is not hatched between `map_async` and `get`.
# - If a task raises an exception, `get()` raises it in the main program. Without `get()` nobody hears of it.
# - `close()` means "no more tasks"; `join()` after it waits for the workers. `terminate()` does not wait.
# - `TimeoutError` here is `multiprocessing.TimeoutError`, not the built-in one.
