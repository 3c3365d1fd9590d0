# ---
# title: A pipeline
# level: 3
# order: 6
# concepts: [pipeline, stage, throughput, bottleneck]
# after: [sentinels]
# question: Three stages take 0.01, 0.04 and 0.01 s per item. How long do 10 items take, about?
# answer: About 0.42 s. In steady state an item leaves every 0.04 s, the time of the slowest stage. One worker doing
#   everything would take 0.6 s.
# challenge: Give the middle stage two workers. What has to change at the end, and in which order do the items arrive?
# docs:
#   - queue: Queue objects
# covers: [1.13]
# output: shape
# check: [ITEMS=4, MIDDLE=0.02]
# ---

# %% [markdown]
# In a pipeline each worker does one step and hands the item on through a queue, like a line of people passing buckets.
# All stages work at the same time, on different items.
# The slowest stage sets the pace of all.

# %%
from queue import Queue
from threading import Thread
import time

# Items
ITEMS = 10  #@param {type:"slider", min:1, max:40, step:1}
# First and last stage, per item [s]
OUTER = 0.01  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Middle stage, per item [s]
MIDDLE = 0.04  #@param {type:"slider", min:0, max:0.1, step:0.01}

# %%
END = None


def stage(seconds, change, source, target):
    while (item := source.get()) is not END:
        time.sleep(seconds)
        target.put(change(item))
    target.put(END)  # the next stage must learn it, too


if __name__ == "__main__":
    queues = [Queue() for _ in range(4)]
    steps = [(OUTER, lambda x: x + 1), (MIDDLE, lambda x: x * x), (OUTER, str)]
    begin = time.perf_counter()
    for number, (seconds, change) in enumerate(steps):
        Thread(target=stage, args=(seconds, change, queues[number], queues[number + 1]), name=f"stage {number}").start()
    for item in range(ITEMS):
        queues[0].put(item)
    queues[0].put(END)
    results = []
    while (item := queues[3].get()) is not END:
        results.append(item)
    print(" ".join(results))
    print(f"{time.perf_counter() - begin:.2f} s")

# %% [markdown]
# ### What to look at
#
# - The lanes overlap like roof tiles: while the middle stage works on item 3, the first one is already at item 4.
# - The last stage is mostly hatched. A faster last stage would gain nothing.
# - The order of the items is kept, because each stage has one worker.
# - Items pile up before the slowest stage. Give the queues a `maxsize` if there are many or they are large.
