# ---
# title: Reading a wait-for graph
# level: 3
# order: 4
# concepts: [wait-for graph, cycle, deadlock, join]
# after: [deadlock]
# question: Three workers wait for each other in a circle, a fourth waits for one of them. Which of them cause the deadlock?
# answer: The three of the circle. The fourth is only a victim and would go on if the circle were broken. To mend a deadlock,
#   look for the cycle and leave the tails alone.
# challenge: Let the bystander take the last lock first and then the first one. Is it a victim, or part of a circle?
# docs:
#   - threading: Lock objects
#   - faulthandler: Dumping the tracebacks after a timeout
# covers: [1.14]
# output: lines
# promise: deadlock
# broken: CIRCLE=True
# schedule: round-robin
# mended: CIRCLE=False
# ---

# %% [markdown]
# When a program stands still, two questions lead to the cause: who holds what, and who waits for what.
# Drawn as arrows from each waiting worker to the one it waits for, they make the **wait-for graph**.
# A deadlock is a closed circle in it; arrows that only lead into the circle are consequences.

# %%
from threading import Lock, Thread
import time

# Workers in the circle
WORKERS = 3  #@param {type:"slider", min:2, max:8, step:1}
# Pause before the second lock [s]
PAUSE = 0.01  #@param {type:"slider", min:0.005, max:0.05, step:0.005}
# Close the circle
CIRCLE = True  #@param {type:"boolean"}

# %%
locks = [Lock() for _ in range(WORKERS)]


def worker(number):
    own, other = number, (number + 1) % WORKERS
    if not CIRCLE:
        own, other = min(own, other), max(own, other)
    with locks[own]:
        time.sleep(PAUSE)
        with locks[other]:
            print(f"worker {number} had both\n", end="")


def victim():
    time.sleep(PAUSE / 2)
    with locks[0]:
        print("the bystander had its turn\n", end="")


if __name__ == "__main__":
    threads = [Thread(target=worker, args=(number,), name=f"worker {number}") for number in range(WORKERS)]
    threads.append(Thread(target=victim, name="bystander"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% [markdown]
# ### What to look at
#
# - Read the sentences under "Holds / waits" aloud: worker 0 holds Lock 1 and waits for Lock 2, and so on, until you are back at
#   worker 0.
# - The bystander and the main thread wait, too. Nobody waits for *them*, except the main thread for all: they are not in
#   the circle.
# - A wait in `join()`, in a queue's `get()` or at a barrier is an arrow as well. Circles may be mixed from all of these.
# - In CPython, `faulthandler.dump_traceback_later(10)` prints where every thread stands after ten seconds.
