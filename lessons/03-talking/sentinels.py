# ---
# title: How consumers learn that it is over
# level: 2
# order: 4
# concepts: [sentinel, queue, deadlock, end of work]
# after: [thread-queue]
# question: Three consumers, and the producer puts one `None` at the end. How many consumers end?
# answer: One. It takes the `None` away, and the two others wait in `get()` for ever. Each consumer needs a sentinel of its
#   own, or must put the one it finds back for the next.
# challenge: Mend it with one sentinel, which each consumer puts back before it ends.
# docs:
#   - queue: queue.Queue.get
# covers: [4.7]
# output: lines
# promise: deadlock
# broken: SENTINELS="one"
# schedule: round-robin
# mended: SENTINELS="one each"
# check: [ITEMS=4, PAUSE=0.01]
# ---

# %% [markdown]
# A consumer that waits in `get()` cannot know that nothing will come any more.
# A **sentinel**, a special last item such as `None`, tells it.
# With several consumers one sentinel is not enough: who takes it takes it away from the others.

# %%
from queue import Queue
from threading import Thread
import time

# Consumers
CONSUMERS = 3  #@param {type:"slider", min:2, max:10, step:1}
# Items
ITEMS = 9  #@param {type:"slider", min:1, max:50, step:1}
# Time per item [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Sentinels
SENTINELS = "one"  #@param ["one", "one each"]

# %%
def consumer(queue, number):
    while True:
        item = queue.get()
        if item is None:
            break
        time.sleep(PAUSE)
    print(f"consumer {number} ends\n", end="")


if __name__ == "__main__":
    queue = Queue()
    threads = [Thread(target=consumer, args=(queue, number)) for number in range(CONSUMERS)]
    for thread in threads:
        thread.start()
    for item in range(ITEMS):
        queue.put(item)
    for _ in range(CONSUMERS if SENTINELS == "one each" else 1):
        queue.put(None)
    for thread in threads:
        thread.join()
    print("all have ended")

# %% [markdown]
# ### What to look at
#
# - With one sentinel, one lane ends and the others stay hatched at `get()`. The main thread waits for them in `join()`.
# - Test with `is None`, and choose a sentinel that cannot be an ordinary item. Between processes use `None` or `==`:
#   an object that went through a pickle is another object, so `is` fails for most values.
# - Python 3.13 added `Queue.shutdown()`: then `get()` raises `queue.ShutDown` when the queue is empty, and sentinels are not
#   needed.
