# ---
# title: Errors and time limits of futures
# level: 3
# order: 5
# concepts: [future, exception, result, cancel]
# after: [thread-pool, thread-errors]
# question: A task raises an exception, and the program never calls `result()`. What is printed?
# answer: Nothing. The exception is kept in the future, waiting for somebody to ask. An unasked future hides its error.
# docs:
#   - concurrent.futures: Future objects
#   - concurrent.futures: concurrent.futures.Future.exception
# covers: [1.25]
# output: exact
# ---

# %% [markdown]
# A future ends with a result or with an exception.
# `result()` returns the one or raises the other, in the thread that asks.
# `exception()` returns the exception without raising it, and `cancel()` succeeds only for a task that has not begun.

# %%
from concurrent.futures import ThreadPoolExecutor, wait
import time

# Tasks
TASKS = 5  #@param {type:"slider", min:2, max:12, step:1}
# Time of a task [s]
PAUSE = 0.03  #@param {type:"slider", min:0.03, max:0.2, step:0.01}
# Cancel the last task
CANCEL = True  #@param {type:"boolean"}

# %%
def inverse(number):
    time.sleep(PAUSE)
    return 1 / number


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as executor:
        futures = [executor.submit(inverse, number) for number in range(TASKS)]
        if CANCEL:
            print("last task cancelled:", futures[-1].cancel())
        wait(futures)
    for number, future in enumerate(futures):
        if future.cancelled():
            print(f"1 / {number}: cancelled")
        elif future.exception() is not None:
            print(f"1 / {number}: {future.exception()!r}")
        else:
            print(f"1 / {number}: {future.result():.3f}")

# %% [markdown]
# ### What to look at
#
# - One worker takes the tasks one after the other, so the last one has not begun when it is cancelled.
# - The failed task does not stop the others.
# - `result(timeout=…)` raises `TimeoutError`. As with a pool, that does not stop the task: a running task cannot be cancelled.
