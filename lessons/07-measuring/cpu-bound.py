# ---
# title: Counting down together
# level: 2
# order: 2
# concepts: [process, thread, GIL, speed-up, cpu_count]
# after: [io-and-cpu]
# question: With threads and the GIL on, four workers share the countdown. Are they faster than one?
# answer: No, a little slower. Only one of them holds the GIL at a time, and handing it over costs something.
# questions:
#   - How does the time change from 1 worker to 2, to 4, to 8? Where does it stop to improve?
#   - Choose threads and switch the GIL off and on. When do threads help?
#   - Why does starting a process take longer than starting a thread?
# challenge: Give the last worker the rest that the division leaves over, and one worker twice the share of the others. How long does all
#   of it take now, and why?
# docs:
#   - glossary: global interpreter lock
#   - multiprocessing: multiprocessing.cpu_count
# covers: [2.5, 2.6, 4.3]
# output: shape
# check: [COUNT=4000]
# ---

# %% [markdown]
# A long countdown keeps one processor core busy, so splitting it between several workers should be faster.
# With **processes** it is, as long as there are enough cores for all of them.
# With **threads** it is not, because in usual Python only one thread at a time holds the interpreter's lock, the GIL.

# %%
from multiprocessing import Process
from threading import Thread
import time

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:16, step:1}
# Countdown in all [steps]
COUNT = 200000  #@param {type:"slider", min:1000, max:2000000, step:1000}
# Kind of worker
KIND = "processes"  #@param ["processes", "threads"]

# %%
def count_down(n):
    while n > 0:
        n -= 1


if __name__ == "__main__":
    make = Process if KIND == "processes" else Thread
    share = COUNT // WORKERS

    begin = time.perf_counter()
    workers = [make(target=count_down, args=(share,)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin

    print(f"{WORKERS} {KIND}, {share} steps each")
    print(f"{seconds * 1000:.1f} ms")

# %% [markdown]
# ### What to look at
#
# - With processes the solid bars lie above each other: work happens at the same time. With threads under the GIL they
#   lie beside each other, because the lanes take turns.
# - Starting a worker costs time. With a short countdown one worker alone may be the fastest.
# - More workers than cores do not help: the bars turn into thin lines, which means ready but without a core.
# - *Sweep* runs the program for every number of workers and compares the times: first in the simulator, then on the
#   cores of your machine.
