# ---
# title: Starting a process
# level: 1
# order: 1
# concepts: [process, start, join, main guard, cpu_count]
# after: [first-thread]
# question: Four processes wait 0.05 s each, and all are started before the first join. How long does it take?
# answer: A little more than 0.05 s, as with threads. The little more is the price of starting a process, which is higher
#   than that of a thread.
# challenge: Replace the waiting by a computation. Compare with threads, GIL on.
# docs:
#   - multiprocessing: The Process class
#   - multiprocessing: Programming guidelines
# covers: [0.9, 0.10, 1.15, 1.16, 3.5, 3.7, 3.8, 4.1, 4.4]
# output: lines
# ---

# %% [markdown]
# A **process** is a whole program of its own: its own memory, its own Python, its own main thread.
# `multiprocessing.Process` looks like `Thread`: a target, arguments, `start`, `join`.
# Since every process has its own interpreter, several of them can compute at the same time, each on a core of its own.

# %%
from multiprocessing import Process
import time

# Processes
PROCESSES = 4  #@param {type:"slider", min:1, max:12, step:1}
# Time each one needs [s]
PAUSE = 0.05  #@param {type:"slider", min:0, max:0.3, step:0.01}

# %%
def work(number):
    time.sleep(PAUSE)
    print(f"process {number} is done\n", end="")


if __name__ == "__main__":
    processes = []
    for number in range(PROCESSES):
        process = Process(target=work, args=(number,))
        process.start()
        processes.append(process)
    print("all are started\n", end="")
    for process in processes:
        process.join()
    print("all have ended\n", end="")

# %% [markdown]
# ### What to look at
#
# - Each process has a lane. The gap between `start()` in the main lane and the first bar of the new lane is what
#   starting costs.
# - The line `if __name__ == "__main__":` keeps new processes from starting processes in their turn. The lesson on start
#   methods shows why.
# - `multiprocessing.cpu_count()` tells how many cores the machine has. How many of them the program may use, Python 3.13
#   and later say with `os.process_cpu_count()`.
# - Output of a child process goes where the parent's goes. A notebook on Windows or macOS may show it in the terminal it was
#   started from, or not at all.
