# ---
# title: Join before drain, and nothing moves
# level: 3
# order: 10
# concepts: [Queue, join, pipe, deadlock]
# after: [process-queue, deadlock]
# question: The parent joins its workers and then reads their results. With small results it works. Why not with large ones?
# answer: A queue between processes is a pipe, and a pipe holds 64 KiB. What does not fit stays with a helper thread in the
#   worker, and a process that has put something into a queue waits at its end until the pipe has taken all of it. The worker
#   waits for somebody to read, the parent waits for the worker. Read first, join afterwards.
# challenge: Give each worker a queue of its own. Does joining first work now? And if a worker returns only the sum of its numbers?
# docs:
#   - multiprocessing: Programming guidelines
#   - multiprocessing: Pipes and Queues
# covers: [0.15, 4.7]
# output: exact
# check: [WORKERS=2]
# promise: deadlock
# broken: DRAIN_FIRST=False
# schedule: round-robin
# mended: DRAIN_FIRST=True
# ---

# %% [markdown]
# `put` never waits, so it looks as if a `multiprocessing.Queue` were endless. It is not: behind it is a pipe with room for 64 KiB.
# The rest stays in the process that put it, and keeps that process alive until somebody has read it.
# Whoever waits for the end of the process **before reading** waits for ever.

# %%
from multiprocessing import Process, Queue

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:8, step:1}
# Numbers in a result
NUMBERS = 20000  #@param {type:"slider", min:1000, max:40000, step:1000}
# First read, then join
DRAIN_FIRST = False  #@param {type:"boolean"}

# %%
def worker(number, queue):
    queue.put([number] * NUMBERS)


if __name__ == "__main__":
    queue = Queue()
    workers = [Process(target=worker, args=(number, queue)) for number in range(WORKERS)]
    for process in workers:
        process.start()
    results = []
    if DRAIN_FIRST:
        results = [queue.get() for _ in workers]
    for process in workers:
        process.join()
    if not DRAIN_FIRST:
        results = [queue.get() for _ in workers]
    print(f"{sum(len(result) for result in results)} numbers from {len(results)} workers")

# %% [markdown]
# ### What to look at
#
# - The lanes of the workers do not end: each has returned from its function, and waits for room in the pipe. The main process
#   waits in `join()`, on the line that "Holds / waits" names. Nothing else can happen.
# - Make the results smaller. From some size on all of them fit into the pipe, the workers end, and the mistake hides.
#   That is why it shows up in production and not in the test.
# - Read first, then join: the workers end one after the other, as the parent makes room.
# - `cancel_join_thread()` lets the worker end without waiting. What was not in the pipe by then is lost.
# - Threads have no such trouble: `queue.Queue` keeps the objects themselves.
