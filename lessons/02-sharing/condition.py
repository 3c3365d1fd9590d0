# ---
# title: Conditions, and why while and not if
# level: 3
# order: 8
# concepts: [Condition, wait, notify, while, producer, consumer]
# after: [rlock, semaphore]
# question: Two consumers wait for one item. The producer adds one and wakes both. What does the second consumer find?
# answer: An empty list. It was woken rightly and came too late. With `if` it goes on to `pop` and gets an `IndexError`;
#   with `while` it looks again and goes back to waiting.
# challenge: Replace the loop by `condition.wait_for(lambda: items)`.
# docs:
#   - threading: Condition objects
#   - threading: threading.Condition.wait_for
# covers: [1.10]
# output: lines
# promise: prints IndexError
# broken: CHECK="if"
# schedule: round-robin
# mended: CHECK="while"
# ---

# %% [markdown]
# A **condition** lets threads wait until something has become true, for example until a list has items.
# `wait()` frees the lock, sleeps until it is notified, and takes the lock again before it returns.
# In between others may have changed everything, so the test belongs into a `while` loop, not behind an `if`.

# %%
from threading import Condition, Thread
import time

# Consumers
CONSUMERS = 3  #@param {type:"slider", min:1, max:10, step:1}
# Time between two items [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Test with
CHECK = "if"  #@param ["if", "while"]

# %%
items = []
condition = Condition()


def consumer():
    with condition:
        if CHECK == "while":
            while not items:
                condition.wait()
        else:
            if not items:
                condition.wait()
        try:
            item = items.pop(0)
            print(f"consumed item {item}\n", end="")
        except IndexError as error:
            print(f"woken, but nothing there: IndexError: {error}\n", end="")


def producer():
    for item in range(CONSUMERS):
        time.sleep(PAUSE)
        with condition:
            items.append(item)
            condition.notify_all()


if __name__ == "__main__":
    threads = [Thread(target=consumer) for _ in range(CONSUMERS)]
    threads.append(Thread(target=producer, name="producer"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(items)} items left over")

# %% [markdown]
# ### What to look at
#
# - `wait()` lets go of the lock: the producer can enter `with condition` although all consumers are inside theirs.
# - After `notify_all()` the consumers get the lock one after the other. Only the first one finds the item.
# - `notify()` wakes one thread instead of all. Even then the loop is needed: a third thread may take the item before the
#   woken one has the lock again.
# - `wait` and `notify` without the lock held raise `RuntimeError`.
