# ---
# title: Two printers
# level: 1
# concepts: [thread, start, join, lock]
# questions:
#   - Run it a few times with the lock off. Which parts of the output change, which never do?
#   - Switch the lock on. Why does B now wait for all of A's letters?
#   - Set the pause to 0. Why do the letters mix less, or not at all?
# ---

# %% [markdown]
# A **thread** is a second line of work inside the same program: it starts where you tell it to and runs beside the rest.
# Here two threads print letters at the same time, each pausing a little after every letter.
# A **lock** lets only one of them print at a time, and the other one waits until the lock is free.

# %%
from threading import Lock, Thread
import time

# Letters each
LETTERS = 8  #@param {type:"slider", min:1, max:40, step:1}
# Pause after a letter [s]
PAUSE = 0.01  #@param {type:"slider", min:0, max:0.1, step:0.005}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
lock = Lock()


def print_letters(letter):
    for _ in range(LETTERS):
        print(letter, end="")
        time.sleep(PAUSE)


def printer(letter):
    if LOCK:
        with lock:
            print_letters(letter)
    else:
        print_letters(letter)


if __name__ == "__main__":
    a = Thread(target=printer, args=("A",), name="A")
    b = Thread(target=printer, args=("B",), name="B")
    a.start()
    b.start()
    a.join()
    b.join()
    print("\nboth are done")

# %% [markdown]
# ### What to look at
#
# - `start()` returns at once; `join()` waits until the thread has ended. In the timeline the main thread
#   waits at its two joins while A and B work.
# - Without the lock, the two lanes take turns and the letters mix. With the lock, one lane is hatched: it is **blocked**
#   until the other one leaves its `with` block.
# - The lock has a lane of its own. Its colour shows who holds it.
