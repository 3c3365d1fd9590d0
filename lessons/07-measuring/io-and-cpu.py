# ---
# title: Waiting or computing
# level: 2
# order: 1
# concepts: [I/O-bound, CPU-bound, sequence, threads, processes, speed-up]
# after: [first-thread, first-process]
# question: Two kinds of work, three ways to do it twice, six times. Which of the six cells are about twice as long as the others?
# answer: Waiting one after the other, computing one after the other, and computing in threads under the GIL. Threads help
#   as soon as the work is waiting; processes help in both cases, if there are two cores.
# questions:
#   - Switch the GIL off. Which cell changes?
#   - Give the simulator one core. Which cells change?
# challenge: Add a third kind of work, half waiting and half computing, as a row of the table. Which way wins?
# docs:
#   - time: time.perf_counter
#   - glossary: global interpreter lock
# covers: [2.1, 2.3, 2.4, 2.5, 2.6, 2.7, 2.8]
# output: shape
# check: [SECONDS=0.01, STEPS=1000]
# ---

# %% [markdown]
# Some functions wait, for the network, a disk, a person: they are **I/O-bound**. Others compute: they are **CPU-bound**.
# This program does each kind twice: one after the other, in two threads, in two processes, and takes the time.
# The table of six numbers says most of what one needs to choose.

# %%
from multiprocessing import Process
from threading import Thread
import time

# Waiting [s]
SECONDS = 0.02  #@param {type:"slider", min:0.01, max:1, step:0.01}
# Computing [steps]
STEPS = 100000  #@param {type:"slider", min:1000, max:1000000, step:1000}

# %%
def io_bound():
    time.sleep(SECONDS)


def cpu_bound():
    n = STEPS
    while n > 0:
        n -= 1


def in_sequence(work):
    work()
    work()


def with_workers(kind, work):
    workers = [kind(target=work), kind(target=work)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def measured(action, *arguments):
    begin = time.perf_counter()
    action(*arguments)
    return f"{(time.perf_counter() - begin) * 1000:12.1f}"


if __name__ == "__main__":
    print("     sequence ms   threads ms processes ms")
    for name, work in [("I/O", io_bound), ("CPU", cpu_bound)]:
        row = [measured(in_sequence, work), measured(with_workers, Thread, work), measured(with_workers, Process, work)]
        print(name, *row)

# %% [markdown]
# ### What to look at
#
# - Waiting threads lie side by side as dotted bars: a thread that waits lets go of the GIL.
# - Computing threads take turns. They are a little *slower* than one after the other, because handing over costs time.
# - Two processes are nearly twice as fast as one, minus the cost of starting them.
# - The threads of a process may run on any core; the GIL lets only one of them run Python code at a time. A free-threaded
#   build (3.13 and later) has no GIL.
# - `time.time()` can jump when the clock is set. To measure, use `time.perf_counter()`.
