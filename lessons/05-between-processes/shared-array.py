# ---
# title: A shared array
# level: 3
# order: 7
# concepts: [shared memory, Array, lock, process]
# after: [shared-value]
# question: Array has a lock of its own, `get_lock()`. Is it enough that each single access is protected by it?
# answer: No. Reading a cell and writing it back are two accesses, and another process can write in between. The lock must be
#   held over both.
# questions:
#   - Switch the lock off. Is the result wrong every time?
#   - Which cell would go wrong first, and does it matter how many cells there are?
# challenge: Give every cell a lock of its own, in a list that is passed to the workers. Where do they wait now, and how much less?
# docs:
#   - multiprocessing: multiprocessing.Array
#   - multiprocessing: Shared ctypes Objects
# covers: [0.14]
# output: shape
# check: [PROCESSES=2, CELLS=2]
# promise: prints a cell is wrong
# broken: LOCK=False
# schedule: round-robin
# mended: LOCK=True
# ---

# %% [markdown]
# Processes do not share variables, but an `Array` lives in memory that all of them see.
# Here several processes add 1 to every cell, again and again.
# Reading and writing a cell are two steps, so a lock must cover both of them.

# %%
from multiprocessing import Array, Lock, Process
import time

# Processes
PROCESSES = 3  #@param {type:"slider", min:1, max:16, step:1}
# Cells
CELLS = 4  #@param {type:"slider", min:1, max:16, step:1}
# Rounds each
ROUNDS = 5  #@param {type:"slider", min:1, max:100, step:1}
# Pause between the two steps [s]
PAUSE = 0.002  #@param {type:"slider", min:0, max:0.02, step:0.001}
# Lock
LOCK = True  #@param {type:"boolean"}

# %%
def add_to_all(numbers):
    for index in range(len(numbers)):
        value = numbers[index]
        time.sleep(PAUSE)  # here the others may run
        numbers[index] = value + 1


def worker(numbers, lock):
    for _ in range(ROUNDS):
        if LOCK:
            with lock:
                add_to_all(numbers)
        else:
            add_to_all(numbers)


if __name__ == "__main__":
    numbers = Array("i", CELLS)
    lock = Lock()
    processes = [Process(target=worker, args=(numbers, lock)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"each cell should be {PROCESSES * ROUNDS}")
    print(numbers[:])
    right = all(number == PROCESSES * ROUNDS for number in numbers)
    print("all cells are right" if right else "a cell is wrong")

# %% [markdown]
# ### What to look at
#
# - With the lock on, its lane is one long chain: at every moment exactly one process is between reading and writing.
# - With the lock off, all lanes are solid at the same time. That is faster, and wrong.
# - The lock covers a whole round. Locking each cell on its own would also be right, with more locking and less
#   waiting at a time.
