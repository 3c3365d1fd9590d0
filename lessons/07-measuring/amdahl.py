# ---
# title: Speed-up, and Amdahl's law
# level: 3
# order: 5
# concepts: [speed-up, efficiency, serial part, Amdahl]
# after: [cpu-bound]
# question: A fifth of the work cannot be divided. How much faster can the whole become, with as many workers as you like?
# answer: Five times at most. The undivided fifth takes its time whatever the workers do. With 4 workers it is
#   1 / (0.2 + 0.8 / 4) = 2.5 times.
# challenge: Run it for 1, 2, 4 … 32 workers in a loop and print the speed-up of each beside the law. Where do the two part?
# docs:
#   - multiprocessing: Process Pools
# covers: [1.14]
# output: shape
# check: [WORK=0.1]
# ---

# %% [markdown]
# **Speed-up** is the time with one worker divided by the time with n workers.
# What must be done by one alone, the serial part, limits it: that is **Amdahl's law**, 1 / (s + (1 - s) / n).
# Here work is time spent waiting, so the law can be seen without overhead of the machine.

# %%
from threading import Thread
import time

# Work in all [s]
WORK = 0.5  #@param {type:"slider", min:0.1, max:2, step:0.1}
# Serial part [%]
SERIAL = 20  #@param {type:"slider", min:0, max:100, step:5}
# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:32, step:1}

# %%
def run(workers):
    begin = time.perf_counter()
    time.sleep(WORK * SERIAL / 100)
    share = WORK * (100 - SERIAL) / 100 / workers
    threads = [Thread(target=time.sleep, args=(share,)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    alone, together = run(1), run(WORKERS)
    speed_up = alone / together
    law = 1 / (SERIAL / 100 + (1 - SERIAL / 100) / WORKERS)
    print(f"alone    {alone:.3f} s")
    print(f"together {together:.3f} s")
    print(f"speed-up {speed_up:.2f}, Amdahl's law says {law:.2f}")
    print(f"efficiency {100 * speed_up / WORKERS:.0f} %")

# %% [markdown]
# ### What to look at
#
# - The first part of the timeline has one bar only. More workers make the second part shorter, never the first.
# - Efficiency is speed-up divided by workers: what part of each worker's time is useful. It falls as workers are added.
# - Locks, queues and starting make serial parts that one does not see in the formula at first.
