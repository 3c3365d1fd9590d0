# ---
# title: How a program with threads scales
# level: 3
# order: 8
# concepts: [measurement, scaling, lock contention, median]
# after: [amdahl, locks]
# question: Every task holds one common lock for half of its time. How much faster can many threads become?
# answer: Twice at most. The lock makes half of the work serial, so Amdahl's law applies with s = 0.5.
# challenge: Give each thread a lock and a total of its own and add up at the end. How does the table change?
# docs:
#   - time: time.perf_counter
#   - timeit: Basic Examples
# covers: [1.14]
# output: shape
# check: [TASKS=4, UNIT=0.002, REPEATS=1]
# ---

# %% [markdown]
# To judge a program with threads, run the same work with 1, 2, 4 and 8 of them and compare the times.
# Repeat each measurement and take the median, because single runs are disturbed by everything else on the machine.
# The table shows where it stops getting faster, and the timeline shows why.

# %%
from threading import Lock, Thread
import time

# Tasks
TASKS = 8  #@param {type:"slider", min:1, max:40, step:1}
# Time of a task [s]
UNIT = 0.01  #@param {type:"slider", min:0.002, max:0.05, step:0.002}
# Part of it with the lock held [%]
LOCKED = 50  #@param {type:"slider", min:0, max:100, step:10}
# Repetitions
REPEATS = 3  #@param {type:"slider", min:1, max:9, step:2}

# %%
lock = Lock()


def worker(tasks):
    for _ in range(tasks):
        time.sleep(UNIT * (100 - LOCKED) / 100)
        with lock:
            time.sleep(UNIT * LOCKED / 100)


def run(threads):
    shares = [TASKS // threads + (number < TASKS % threads) for number in range(threads)]
    workers = [Thread(target=worker, args=(share,)) for share in shares]
    begin = time.perf_counter()
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    alone = None
    print("threads      ms speed-up")
    for threads in (1, 2, 4, 8):
        times = sorted(run(threads) for _ in range(REPEATS))
        median = times[len(times) // 2]
        alone = alone or median
        print(f"{threads:7} {median * 1000:7.1f} {alone / median:8.2f}")

# %% [markdown]
# ### What to look at
#
# - With eight threads most lanes are hatched: they queue for the lock. That is **contention**.
# - Set the locked part to 0 and to 100. Between these two lies every program with a lock.
# - Hold locks for a short time: compute first, lock, store, release.
# - In the simulator repetitions are equal. On a real machine they differ; a single number is no measurement.
