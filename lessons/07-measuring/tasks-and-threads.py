# ---
# title: Waiting in one thread
# level: 3
# order: 9
# concepts: [asyncio, task, coroutine, thread, waiting time]
# after: [io-and-cpu]
# question: Thirty waits of 0.05 seconds. How long do they take one after the other, in thirty threads, and as thirty tasks of one thread?
# answer: About 1.5 seconds, 0.05 and 0.05. A thread that waits needs no core, and neither does a task; but a task needs no thread either.
#   A task that computes, or waits by `time.sleep`, holds up all the others, because they take turns only at an `await`.
# questions:
#   - Replace `await asyncio.sleep(SECONDS)` by `time.sleep(SECONDS)`. Which number changes, and why?
#   - Set the waits to 200. What is there in the timeline 200 times, and what only once?
# challenge: Let the tasks wait in threads, with `await asyncio.to_thread(time.sleep, SECONDS)`. How many threads does that
#   start for 30 tasks?
# docs:
#   - time: time.perf_counter
#   - glossary: global interpreter lock
# covers: [2.3, 2.4]
# output: shape
# check: [WAITS=5, SECONDS=0.01]
# ---

# %% [markdown]
# Threads let waits overlap, but each of them is a thread, with a stack of its own and locks around what it shares.
# With `asyncio` the waits of **one** thread overlap: a *coroutine* stops at each `await`, and an *event loop* goes on with another one.
# Nothing is interrupted between two `await`s, so what is there needs no lock, and nothing there may take long.

# %%
from threading import Thread
import asyncio
import time

# Waits
WAITS = 30  #@param {type:"slider", min:1, max:200, step:1}
# Time of each wait [s]
SECONDS = 0.05  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
counted = 0


def one_after_the_other():
    for _ in range(WAITS):
        time.sleep(SECONDS)


def in_threads():
    threads = [Thread(target=time.sleep, args=(SECONDS,)) for _ in range(WAITS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def wait():
    global counted
    await asyncio.sleep(SECONDS)
    counted += 1  # no other task runs here: there is no await


async def all_tasks():
    await asyncio.gather(*[wait() for _ in range(WAITS)])


def as_tasks():
    asyncio.run(all_tasks())


if __name__ == "__main__":
    for way in one_after_the_other, in_threads, as_tasks:
        begin = time.perf_counter()
        way()
        print(f"{way.__name__}: {time.perf_counter() - begin:.2f} s")
    print("tasks that counted:", counted)

# %% [markdown]
# ### What to look at
# In the timeline the main thread first has one sleep behind the other. Then as many lanes appear as there are threads, and all their
# bars of waiting lie above one another. For the tasks there is no lane but that of the main thread, with one single bar: it waits
# until the first of them is to go on.
