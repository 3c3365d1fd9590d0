# ---
# title: Three kinds of queue
# level: 2
# order: 2
# concepts: [Queue, LifoQueue, PriorityQueue]
# after: [thread-queue]
# question: Put 3, 1, 2 into each of the three. In which order do they come out?
# answer: Queue 3, 1, 2 (first in, first out). LifoQueue 2, 1, 3 (last in, first out). PriorityQueue 1, 2, 3 (smallest
#   first).
# challenge: Put tuples `(priority, text)` into the PriorityQueue. What if two priorities are equal and the texts cannot
#   be compared?
# docs:
#   - queue: queue.LifoQueue
#   - queue: queue.PriorityQueue
# covers: [3.10]
# output: exact
# check: [PAUSE=0.01]
# ---

# %% [markdown]
# All three hold items for other threads; they differ in which item comes out next.
# `Queue` is fair, `LifoQueue` is a stack, `PriorityQueue` gives the smallest item.
# They have the same methods, so a program can change from one to another by changing one word.

# %%
from queue import LifoQueue, PriorityQueue, Queue
from threading import Thread
import time

# Kind of queue
KIND = "PriorityQueue"  #@param ["Queue", "LifoQueue", "PriorityQueue"]
# Jobs
JOBS = 6  #@param {type:"slider", min:1, max:30, step:1}
# Time a job takes [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
kinds = {"Queue": Queue, "LifoQueue": LifoQueue, "PriorityQueue": PriorityQueue}


def worker(queue, done):
    while not queue.empty():  # safe here: one worker, and nobody puts any more
        done.append(queue.get())
        time.sleep(PAUSE)


if __name__ == "__main__":
    queue = kinds[KIND]()
    jobs = [(job * 7) % 10 for job in range(1, JOBS + 1)]
    for job in jobs:
        queue.put(job)
    done = []
    thread = Thread(target=worker, args=(queue, done))
    thread.start()
    thread.join()
    print("put", jobs)
    print("got", done)

# %% [markdown]
# ### What to look at
#
# - Compare the two lines of the output: `got` is `put` in the same order, backwards, or sorted.
# - A LifoQueue or a PriorityQueue may keep an item for ever, if others always overtake it.
# - `multiprocessing` has only the first kind. For the others between processes, ask a `Manager`.
