# ---
# title: A queue between processes
# level: 2
# order: 1
# concepts: [Queue, result, pickling, join]
# after: [own-memory]
# question: Three workers put their squares into one queue. In which order does the parent get them?
# answer: In the order in which they arrive, which need not be the order of the numbers. So each result carries the number it
#   belongs to.
# challenge: Add a second queue for the tasks, so that each worker fetches its next number itself.
# docs:
#   - multiprocessing: Exchanging objects between processes
#   - multiprocessing: multiprocessing.Queue
# covers: [0.15, 1.21, 3.9, 3.10, 4.7]
# output: exact
# ---

# %% [markdown]
# What a child process computes stays in the child, unless it sends it back.
# A `multiprocessing.Queue` carries objects between processes: any number of processes may put, any number may get.
# It looks like `queue.Queue`, but what arrives is a copy.

# %%
from multiprocessing import Process, Queue
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:12, step:1}
# The first worker needs longest
SLOW_FIRST = True  #@param {type:"boolean"}
# Time unit [s]
UNIT = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
def worker(number, queue):
    time.sleep(UNIT * (WORKERS - number if SLOW_FIRST else number))
    queue.put((number, number * number))


if __name__ == "__main__":
    queue = Queue()
    workers = [Process(target=worker, args=(number, queue)) for number in range(WORKERS)]
    for process in workers:
        process.start()
    results = dict(queue.get() for _ in workers)  # waits until all have answered
    for process in workers:
        process.join()
    for number in sorted(results):
        print(f"{number} squared is {results[number]}")

# %% [markdown]
# ### What to look at
#
# - One arrow from each worker to the main process. Their order is the order of finishing.
# - First `get`, then `join`. `put` hands the item to a helper thread of the sender, and a process does not end
#   before that thread has sent everything. If the parent joins first and the items are large, both wait for ever.
# - `queue.empty()` and `queue.qsize()` are not reliable between processes. Count what you expect, or use sentinels.
# - `queue.Queue` is for threads only. Given to a process, each side would have a queue of its own, or an error.
