# ---
# title: The dining philosophers
# level: 3
# order: 13
# concepts: [deadlock, lock order, starvation]
# after: [deadlock]
# question: Five philosophers each take the left fork first. Why is it enough that *one* of them begins with the right one?
# answer: A deadlock needs a full circle in which everybody waits for the neighbour. The one who begins with the other
#   fork breaks the circle, somebody gets two forks, eats, and gives them back.
# challenge: Instead of changing the order, let only four sit down at a time, with a semaphore.
# docs:
#   - threading: Lock objects
# covers: [1.7]
# output: exact
# check: [MEALS=2, PAUSE=0.005]
# promise: deadlock
# broken: MENDED=False
# schedule: round-robin
# mended: MENDED=True
# ---

# %% [markdown]
# Five philosophers sit around a table with a fork between each two neighbours, and each needs both forks to eat.
# If all of them take their left fork at the same time, all wait for the right one, for ever.
# Dijkstra's old riddle shows what a wait-for cycle is, and how to break it.

# %%
from threading import Lock, Thread
import time

# Philosophers
PHILOSOPHERS = 5  #@param {type:"slider", min:2, max:12, step:1}
# Meals each
MEALS = 3  #@param {type:"slider", min:1, max:20, step:1}
# Time to reach for the second fork [s]
PAUSE = 0.01  #@param {type:"slider", min:0, max:0.05, step:0.005}
# The last one begins with the other fork
MENDED = False  #@param {type:"boolean"}

# %%
forks = [Lock() for _ in range(PHILOSOPHERS)]
eaten = [0] * PHILOSOPHERS


def philosopher(seat):
    left, right = forks[seat], forks[(seat + 1) % PHILOSOPHERS]
    if MENDED and seat == PHILOSOPHERS - 1:
        left, right = right, left
    for _ in range(MEALS):
        with left:
            time.sleep(PAUSE)
            with right:
                eaten[seat] += 1


if __name__ == "__main__":
    threads = [Thread(target=philosopher, args=(seat,), name=f"P{seat}") for seat in range(PHILOSOPHERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("meals:", eaten)

# %% [markdown]
# ### What to look at
#
# - In the deadlock every fork has a different colour and every lane is hatched: five holders, five who wait.
# - In the mended version the lanes are hatched a lot, too. Waiting is not wrong; waiting in a circle is.
# - "The last one begins with the other fork" is the fixed lock order in disguise: everybody takes the fork
#   with the smaller number first.
# - Nobody promises that all eat equally often in the same time. A thread that never gets its turn **starves**.
