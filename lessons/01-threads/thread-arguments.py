# ---
# title: Arguments for threads
# level: 1
# order: 2
# concepts: [args, kwargs, start, join]
# after: [first-thread]
# question: Five threads sleep 0.05 s each. How long does the program take if each `join()` stands inside the loop
#   that starts them?
# answer: About 0.25 s instead of 0.05 s. The loop waits for each thread before it starts the next one, so there is
#   never more than one at work. Start all of them first, then join all of them.
# docs:
#   - threading: Thread objects
# covers: [1.4]
# output: shape
# check: [PAUSE=0.02]
# ---

# %% [markdown]
# A thread's function gets its arguments from `args`, a tuple, and `kwargs`, a dictionary.
# One loop can start many threads of the same function, each with its own arguments.
# Where the `join()` stands decides whether they work at the same time or one after the other.

# %%
from threading import Thread
import time

# Threads
THREADS = 5  #@param {type:"slider", min:1, max:20, step:1}
# Time each one needs [s]
PAUSE = 0.05  #@param {type:"slider", min:0, max:0.2, step:0.01}
# Join each thread before the next one starts
JOIN_IN_LOOP = True  #@param {type:"boolean"}

# %%
def work(number, greeting="hello"):
    time.sleep(PAUSE)
    print(f"{greeting} from thread {number}\n", end="")


if __name__ == "__main__":
    begin = time.perf_counter()
    threads = []
    for number in range(THREADS):
        thread = Thread(target=work, args=(number,), kwargs={"greeting": "good day"})
        thread.start()
        threads.append(thread)
        if JOIN_IN_LOOP:
            thread.join()
    for thread in threads:
        thread.join()
    print(f"{time.perf_counter() - begin:.2f} s in all")

# %% [markdown]
# ### What to look at
#
# - With the join inside the loop the lanes form a staircase. Without it they lie one above the other.
# - Joining a thread twice is allowed. The second time returns at once.
# - `args=(number,)` needs its comma: `(number)` is a number in brackets, not a tuple, and `Thread` then fails
#   with a `TypeError` when it runs.
# - The keys of `kwargs` are strings: `{"greeting": …}`. Without the quotes Python looks for a variable of that name.
