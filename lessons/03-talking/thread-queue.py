# ---
# title: A queue between threads
# level: 2
# order: 1
# concepts: [queue.Queue, put, get, maxsize, producer, consumer]
# after: [locks]
# question: The producer needs 0.01 s for an item, the consumer 0.03 s, and the queue has room for two. Who waits, and where?
# answer: The producer, in `put`, as soon as two items lie in the queue. A limited queue slows the faster side down to
#   the speed of the slower one. Without a limit the items pile up.
# challenge: Let the producer give up an item with `put(item, timeout=…)` and count what it dropped.
# docs:
#   - queue: Queue objects
# covers: [1.13, 3.9, 3.10]
# output: exact
# check: [ITEMS=4, PRODUCE=0, CONSUME=0.01]
# ---

# %% [markdown]
# A `queue.Queue` hands objects from one thread to another: `put` at one end, `get` at the other, first in, first out.
# It has its own lock inside, so neither side needs one.
# `get` waits while the queue is empty; `put` waits while it is full.

# %%
from queue import Queue
from threading import Thread
import time

# Items
ITEMS = 8  #@param {type:"slider", min:1, max:50, step:1}
# Room in the queue, 0 is endless
ROOM = 2  #@param {type:"slider", min:0, max:10, step:1}
# Time to produce one [s]
PRODUCE = 0.01  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Time to consume one [s]
CONSUME = 0.03  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
def producer(queue):
    for item in range(1, ITEMS + 1):
        time.sleep(PRODUCE)
        queue.put(item)
    queue.put(None)  # nothing more will come


def consumer(queue, results):
    while (item := queue.get()) is not None:
        time.sleep(CONSUME)
        results.append(item * item)


if __name__ == "__main__":
    queue = Queue(maxsize=ROOM)
    results = []
    threads = [
        Thread(target=producer, args=(queue,), name="producer"),
        Thread(target=consumer, args=(queue, results), name="consumer"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(results)

# %% [markdown]
# ### What to look at
#
# - The producer's lane is dotted while it produces, and hatched while it waits in `put` for room. The consumer is never idle.
# - Set the room to 0: the producer is through early, and the items wait in the queue instead of it.
# - Turn the two times around: now the consumer's lane is hatched, in `get`.
# - Do not ask `queue.empty()` before `get()`: between the question and the `get`, another thread may take the item.
#   Use `get_nowait()` and catch `queue.Empty`.
# - A mutable object that was put is still the same object on both sides. After `put`, leave it alone.
