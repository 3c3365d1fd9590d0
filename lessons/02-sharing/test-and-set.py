# ---
# title: How a lock is built
# level: 4
# order: 14
# concepts: [test and set, atomic, spin lock, mutual exclusion]
# after: [lost-update, locks]
# question: '`while taken: pass` and then `taken = True`. Why is this no lock?'
# answer: Two threads can both see `taken` as false before either of them sets it, and both go in. Testing and setting
#   must be one indivisible step, and that takes help from the processor.
# challenge: Count how often each thread tries in vain. What does spinning cost when there are more threads than cores?
# docs:
#   - threading: threading.Lock.acquire
# covers: [2.2]
# output: exact
# check: [ENTRIES=3, THREADS=2]
# promise: prints at the same time
# broken: ATOMIC=False
# schedule: random 2
# mended: ATOMIC=True
# ---

# %% [markdown]
# Every lock rests on one machine instruction that cannot be interrupted: it returns the old value of a memory cell and
# sets the cell, in one step (**test-and-set**; today's processors offer compare-and-swap as well).
# The flag in this program tests first and sets afterwards, and between the two another thread slips in.
# So use the locks of your library; this lesson is here to show why.

# %%
from threading import Lock, Thread
import time

# Threads
THREADS = 3  #@param {type:"slider", min:2, max:8, step:1}
# Entries each
ENTRIES = 5  #@param {type:"slider", min:1, max:30, step:1}
# Test and set in one step
ATOMIC = False  #@param {type:"boolean"}

# %%
class FlagLock:
    """Tests, then sets: broken."""

    def __init__(self):
        self.taken = False

    def acquire(self):
        while self.taken:  # test
            time.sleep(0)
        time.sleep(0)  # others may run here at any time; this makes it frequent
        self.taken = True  # set

    def release(self):
        self.taken = False


class SpinLock:
    """Tests and sets in one step, again and again until the old value was "free"."""

    def __init__(self):
        self.cell = Lock()  # stands for one memory cell

    def test_and_set(self):
        return not self.cell.acquire(blocking=False)  # True: it was set before

    def acquire(self):
        while self.test_and_set():
            time.sleep(0)

    def release(self):
        self.cell.release()


guard = SpinLock() if ATOMIC else FlagLock()
inside = 0
collisions = 0


def worker():
    global inside, collisions
    for _ in range(ENTRIES):
        guard.acquire()
        inside += 1
        time.sleep(0)
        if inside > 1:
            collisions += 1
        inside -= 1
        guard.release()


if __name__ == "__main__":
    threads = [Thread(target=worker) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("two threads were inside at the same time" if collisions else "never more than one inside")

# %% [markdown]
# ### What to look at
#
# - Step through `acquire` of two threads in the simulator. Both pass the `while` before either sets the flag.
# - The spin lock works, and burns time: waiting threads stay ready and try again. A `Lock` puts them to sleep
#   and wakes one on release.
# - Python's own queues, pipes and locks are built on the same instruction, deep down.
