# ---
# title: A lock between processes
# level: 2
# order: 4
# concepts: [Lock, critical section, shared resource, with]
# after: [locks, first-process]
# question: Why does a `threading.Lock` not keep two processes apart?
# answer: It lives in the memory of one process. A child gets a copy, so each process locks its own lock and none waits for
#   another. `multiprocessing.Lock` is known to the operating system and is the same for all.
# docs:
#   - multiprocessing: Synchronization between processes
#   - multiprocessing: multiprocessing.Lock
# covers: [1.22, 2.2, 3.13]
# output: lines
# promise: prints mixed up
# broken: LOCK=False
# schedule: round-robin
# mended: LOCK=True
# check: [WORKERS=2]
# ---

# %% [markdown]
# Processes share no variables, and still get in each other's way: at files, devices, shared memory.
# Here the shared thing is a notebook of two cells, an author and a text, which must fit together.
# A `multiprocessing.Lock`, passed to every process as an argument, lets one of them write at a time.

# %%
from multiprocessing import Array, Lock, Process
import time

# Processes
WORKERS = 3  #@param {type:"slider", min:2, max:12, step:1}
# Entries each
LINES = 4  #@param {type:"slider", min:1, max:30, step:1}
# Pause between the two steps [s]
PAUSE = 0.002  #@param {type:"slider", min:0, max:0.02, step:0.001}
# Lock
LOCK = True  #@param {type:"boolean"}

# %%
def write(notebook, number):
    """Writes both cells and looks at what stands there. True if they belong together."""
    notebook[0] = number
    time.sleep(PAUSE)  # here the others may run
    notebook[1] = number
    time.sleep(PAUSE)
    return notebook[0] == notebook[1]


def worker(notebook, lock, number):
    good = True
    for _ in range(LINES):
        if LOCK:
            with lock:
                good &= write(notebook, number)
        else:
            good &= write(notebook, number)
    print(f"process {number}: {'all entries are whole' if good else 'entries are mixed up'}\n", end="")


if __name__ == "__main__":
    notebook = Array("i", 2, lock=False)
    lock = Lock()
    processes = [Process(target=worker, args=(notebook, lock, number)) for number in range(1, WORKERS + 1)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

# %% [markdown]
# ### What to look at
#
# - With the lock, its lane is a chain of colours of different processes. One lock, known to all.
# - Make the lock once, behind the main guard, and pass it as an argument. With `spawn` and `forkserver` every child runs the top of
#   the file again: a lock made there is a different one in each process, and keeps nobody apart.
# - If a process is killed while it holds the lock, nobody releases it.
# - The other tools of `threading` exist here as well, under the same names: RLock, Semaphore, Condition, Event, Barrier.
