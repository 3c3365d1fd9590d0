# ---
# title: Creator and consumer
# level: 2
# order: 3
# concepts: [queue, producer, consumer, sentinel, process]
# after: [thread-queue, first-process]
# question: The consumer is slower than the creator. Which of the two waits?
# answer: Neither, until the end. The queue has no limit, so the creator puts all its items and leaves. The consumer
#   always finds one. The waiting is done by the items.
# questions:
#   - Make the creator slower than the consumer. Who waits now?
#   - Add a second consumer. What must change so that both of them end?
#   - What happens if the creator forgets to put the `None` at the end?
# challenge: Let the creator wait when the consumer is three items behind: give the queue a `maxsize`, and look at the arrows.
# docs:
#   - multiprocessing: Pipes and Queues
# covers: [4.7]
# output: lines
# check: [ITEMS=3, CONSUME=0.01]
# ---

# %% [markdown]
# Two processes work hand in hand: one creates items, the other one consumes them.
# They share no variables, so the items travel through a **queue**, which keeps them in order until they are fetched.
# A special last item, the sentinel `None`, tells the consumer that nothing more will come.

# %%
from multiprocessing import Process, Queue
import time

# Items
ITEMS = 6  #@param {type:"slider", min:1, max:50, step:1}
# Time to create one [s]
CREATE = 0.02  #@param {type:"slider", min:0, max:0.2, step:0.01}
# Time to consume one [s]
CONSUME = 0.05  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
def creator(queue):
    for item in range(1, ITEMS + 1):
        time.sleep(CREATE)
        queue.put(item)
        print(f"put {item}\n", end="")
    queue.put(None)


def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            break
        time.sleep(CONSUME)
        print(f"    got {item}, doubled {item * 2}\n", end="")


if __name__ == "__main__":
    queue = Queue()
    workers = [
        Process(target=creator, args=(queue,), name="creator"),
        Process(target=consumer, args=(queue,), name="consumer"),
    ]
    for process in workers:
        process.start()
    for process in workers:
        process.join()
    print("the queue is empty, both have ended")

# %% [markdown]
# ### What to look at
#
# - Every arrow in the timeline is one item on its way from `put` to `get`.
# - When the creator is faster, items pile up and the arrows get longer. When the consumer is faster, it waits at
#   `get()` and its lane is hatched.
# - Nobody needs a lock here. The queue has its own inside, and each item belongs to one process at a time.
# - Test for the sentinel *before* working on the item, or it is worked on as well.
