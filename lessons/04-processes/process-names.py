# ---
# title: Names and numbers of processes
# level: 1
# order: 2
# concepts: [name, pid, parent, current_process]
# after: [first-process, thread-names]
# question: Each process prints its own number (pid) and its parent's. Which numbers are equal?
# answer: All the parents' numbers, and they equal the main program's own pid. Each child's own number is different.
# docs:
#   - multiprocessing: multiprocessing.current_process
#   - os: os.getpid
# covers: [1.17, 4.5]
# output: shape
# check: [PAUSE=0]
# ---

# %% [markdown]
# The operating system knows a process by its number, the **pid**; people know it by its name.
# `os.getpid()` gives the number of the process that asks, `os.getppid()` that of the process that started it.
# `current_process().name` gives the name, `Process-1` and so on if none was chosen.

# %%
from multiprocessing import Process, current_process
import os
import time

# Processes
PROCESSES = 3  #@param {type:"slider", min:1, max:12, step:1}
# Pause [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.2, step:0.01}
# Give them names
NAMED = True  #@param {type:"boolean"}

# %%
def double(number, parent):
    time.sleep(PAUSE)
    mine = os.getppid() == parent
    print(f"{current_process().name}: 2 * {number} = {2 * number}, child of the main program: {mine}\n", end="")


if __name__ == "__main__":
    print(f"{current_process().name} has pid {os.getpid()}\n", end="")
    processes = []
    for number in range(PROCESSES):
        name = f"doubler {number}" if NAMED else None
        process = Process(target=double, args=(number, os.getpid()), name=name)
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
    print("all pids differ:", len({process.pid for process in processes}) == PROCESSES)

# %% [markdown]
# ### What to look at
#
# - The lanes carry the names.
# - `process.pid` is `None` before `start()`. After the process has ended, the system may give the number to another one.
# - Names need not be unique, pids are, as long as the process lives.
# - With the start method `forkserver`, the default on Linux from Python 3.14 on, `os.getppid()` in a child is the server's number,
#   not the main program's. `multiprocessing.parent_process().pid` is right with every method.
