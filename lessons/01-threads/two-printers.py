# ---
# title: Two printers
# level: 1
# order: 3
# concepts: [thread, start, join, lock]
# after: [thread-arguments]
# question: With the lock on, which outputs are possible?
# answer: Two. All of A's letters and then all of B's, or the other way round. The lock keeps the letters of one
#   printer together. It does not say who comes first; usually A does, because it was started first.
# questions:
#   - Run it a few times with the lock off. Which parts of the output change, which never do?
#   - Set the pause to 0. Why do the letters mix less, or not at all?
# challenge: Give A and B a lock each, two different ones, and look at the output and at the lanes. What did the locks achieve?
# docs:
#   - threading: Lock objects
# covers: [0.4, 0.5, 0.6, 0.7]
# output: letters
# ---

# %% [markdown]
# Two threads print letters at the same time, each pausing a little after every letter.
# Their letters mix, differently in every run.
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
# - Without the lock, the two lanes take turns and the letters mix. With the lock, one lane is hatched: it is **blocked**
#   until the other one leaves its `with` block.
# - The lock has a lane of its own. Its colour shows who holds it.
# - There may be many locks in a program, one for each thing that must be kept whole. What matters is that all who
#   use that thing use the *same* lock: two locks would not keep A and B apart.
