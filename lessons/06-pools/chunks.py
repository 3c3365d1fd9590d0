# ---
# title: Chunks, and results as they come
# level: 3
# order: 3
# concepts: [imap_unordered, chunksize, load balance, overhead]
# after: [pool-map]
# question: Eight tasks, two workers, and the first four tasks are long. Which chunk size is bad?
# answer: Four. Then one worker gets all the long tasks and the other one all the short ones. Chunks of one share the load
#   best, and cost the most messages.
# challenge: Put the long tasks at the end instead of the beginning. Which chunk size is good now, and which order would you choose?
# docs:
#   - multiprocessing: multiprocessing.pool.Pool.imap_unordered
# covers: [0.11, 1.24]
# output: shape
# check: [LONG=0.04, SHORT=0.01]
# ---

# %% [markdown]
# A pool can hand out its tasks in **chunks**: fewer messages, but worse sharing when tasks differ in length.
# `imap_unordered` gives each result as soon as it is there, in any order.
# `imap` does the same in the order of the tasks, so a slow first task holds back all results behind it.

# %%
from multiprocessing import Pool
import time

# Workers
WORKERS = 2  #@param {type:"slider", min:1, max:8, step:1}
# Chunk size
CHUNK = 4  #@param {type:"slider", min:1, max:8, step:1}
# Time of a long task [s]
LONG = 0.1  #@param {type:"slider", min:0, max:0.3, step:0.01}
# Time of a short task [s]
SHORT = 0.01  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
def task(number):
    time.sleep(LONG if number < 4 else SHORT)
    return number


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        begin = time.perf_counter()
        arrived = list(pool.imap_unordered(task, range(8), chunksize=CHUNK))
        seconds = time.perf_counter() - begin
    print("arrived in full:", sorted(arrived) == list(range(8)))
    print(f"{seconds:.2f} s with chunks of {CHUNK}")

# %% [markdown]
# ### What to look at
#
# - With chunks of four, one lane is long and one short. With chunks of one they end together.
# - For very many very short tasks, large chunks win: sending a task costs more than doing it.
# - Without a `chunksize`, `map` cuts the data into about four chunks for each worker; `imap` and `imap_unordered` take
#   chunks of one.
