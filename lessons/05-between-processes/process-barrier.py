# ---
# title: A barrier between processes
# level: 2
# order: 5
# concepts: [Barrier, phase, Event]
# after: [barrier, process-lock]
# question: Processes start at different moments, because starting takes time. How can they begin their work at the same moment?
# answer: With a barrier at the beginning. All wait in `wait()` until the last one has started.
# docs:
#   - multiprocessing: multiprocessing.Barrier
#   - threading: Barrier objects
# covers: [1.22]
# output: exact
# check: [PAUSE=0.01]
# ---

# %% [markdown]
# A `multiprocessing.Barrier` holds processes back until a given number of them have arrived.
# Two barriers here: one for a common start, one between the two halves of the work.
# After the second one each process may rely on all the others' first halves.

# %%
from multiprocessing import Array, Barrier, Process
import time

# Processes
PROCESSES = 3  #@param {type:"slider", min:2, max:12, step:1}
# Time unit [s]
PAUSE = 0.03  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
def worker(number, start, half, squares, sums):
    start.wait()
    time.sleep(PAUSE * (number + 1))
    squares[number] = (number + 1) ** 2  # first half
    half.wait()
    sums[number] = sum(squares[: number + 1])  # second half, needs the others' squares


if __name__ == "__main__":
    start, half = Barrier(PROCESSES), Barrier(PROCESSES)
    squares, sums = Array("i", PROCESSES), Array("i", PROCESSES)
    processes = [Process(target=worker, args=(number, start, half, squares, sums)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("squares", squares[:])
    print("sums   ", sums[:])

# %% [markdown]
# ### What to look at
#
# - At the first barrier the lanes that started early are hatched until the last one is there.
# - Take the second barrier out of the code: fast processes then add up zeros.
# - The array has a cell for each process. Nobody writes where another one writes, so no lock is needed.
