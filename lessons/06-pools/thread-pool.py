# ---
# title: ThreadPoolExecutor and as_completed
# level: 2
# order: 4
# concepts: [executor, submit, future, as_completed]
# after: [thread-arguments]
# question: Five downloads, two threads. How many downloads run at the same time, and what do the others do?
# answer: Two. The others wait in the executor's queue until a thread is free.
# challenge: Use `executor.map` instead. What is different about the order of the output?
# docs:
#   - concurrent.futures: ThreadPoolExecutor
#   - concurrent.futures: concurrent.futures.as_completed
# covers: [1.25]
# output: exact
# ---

# %% [markdown]
# `concurrent.futures` has pools of threads and of processes with the same methods.
# `submit` returns at once with a **future**: an object that will have the result.
# `as_completed` gives the futures in the order in which they finish.

# %%
from concurrent.futures import ThreadPoolExecutor, as_completed
import time

# Threads
THREADS = 2  #@param {type:"slider", min:1, max:12, step:1}
# Downloads
DOWNLOADS = 5  #@param {type:"slider", min:1, max:20, step:1}
# Time unit of a download [s]
UNIT = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
def download(number):
    time.sleep(UNIT * (1 + number % 3))  # as if waiting for the network
    return f"page {number}"


if __name__ == "__main__":
    pages = {}
    with ThreadPoolExecutor(max_workers=THREADS) as executor:
        futures = {executor.submit(download, number): number for number in range(DOWNLOADS)}
        for future in as_completed(futures):
            pages[futures[future]] = future.result()
    for number in sorted(pages):
        print(number, pages[number])

# %% [markdown]
# ### What to look at
#
# - The threads begin with the first tasks and live as long as the executor.
# - At the end of the `with` block the executor waits for all its futures.
# - A dictionary from futures to data is the usual way to know which result belongs to what.
# - Threads suit waiting, as in downloads. For computing use a pool of processes, or a free-threaded Python.
