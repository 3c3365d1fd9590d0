# ---
# title: Waiting until all work is done
# level: 2
# order: 5
# concepts: [task_done, Queue.join, daemon]
# after: [sentinels, daemon-threads]
# question: '`queue.join()` returns when the queue is empty. True or false?'
# answer: False. It returns when `task_done()` was called once for every item that was put. The last item may have left the
#   queue long before its work is finished.
# challenge: Let one task fail with an exception. What does the `finally` save you from, and who has to start a new worker?
# docs:
#   - queue: queue.Queue.task_done
#   - queue: queue.Queue.join
# covers: [1.13]
# output: exact
# promise: deadlock
# broken: DONE=False
# schedule: round-robin
# mended: DONE=True
# check: [TASKS=4, PAUSE=0.01]
# ---

# %% [markdown]
# Sometimes one wants to wait for the *work*, not for the workers.
# A queue counts its unfinished tasks: `put` adds one, `task_done()` takes one off, `join()` waits for zero.
# The workers can be daemon threads that are simply left behind at the end.

# %%
from queue import Queue
from threading import Lock, Thread
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:10, step:1}
# Tasks
TASKS = 10  #@param {type:"slider", min:1, max:50, step:1}
# Time per task [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Call task_done()
DONE = True  #@param {type:"boolean"}

# %%
total = 0
lock = Lock()


def worker(queue):
    global total
    while True:
        number = queue.get()
        try:
            time.sleep(PAUSE)
            with lock:
                total += number
        finally:
            if DONE:
                queue.task_done()


if __name__ == "__main__":
    queue = Queue()
    for _ in range(WORKERS):
        Thread(target=worker, args=(queue,), daemon=True).start()
    for number in range(1, TASKS + 1):
        queue.put(number)
    queue.join()
    print(f"the sum of 1 to {TASKS} is {total}")

# %% [markdown]
# ### What to look at
#
# - The main lane is hatched at `queue.join()` until the last `task_done()`, not until the last `get()`.
# - Without `task_done()` it waits for ever. One call too many raises `ValueError`.
# - `finally` makes sure that a failed task is counted too.
# - `multiprocessing.JoinableQueue` does the same between processes.
