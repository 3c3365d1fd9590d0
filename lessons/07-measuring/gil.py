# ---
# title: The GIL, and Python without it
# level: 3
# order: 3
# concepts: [GIL, free-threading, parallelism, thread safety]
# after: [cpu-bound]
# question: Four threads count, each as far as one thread alone did before. How long do the four take, with the GIL, and without it?
# answer: With the GIL about four times as long, because only one of them counts at a time. Without it about as long as the one, if there
#   are four cores. With a wait in every thread the waits overlap in both cases.
# questions:
#   - Set the steps to the smallest number and the wait to 0.1. Why does the GIL no longer matter?
#   - Switch the GIL off and give the simulator two cores. What is printed in the last line?
# docs:
#   - glossary: global interpreter lock
#   - howto/free-threading-python: Thread safety
# covers: [4.3]
# output: shape
# check: [STEPS=1000000, THREADS=3]
# ---

# %% [markdown]
# Usual CPython has one lock around its interpreter, the **GIL**: a thread must hold it to execute Python code.
# It is handed over every few milliseconds and whenever a thread waits, so threads take turns and never compute at the same time.
# Since 3.13 there is also a *free-threaded* build, `python3.13t`, without it; here a switch in the run bar does the same.

# %%
from threading import Thread
import sys
import time

# Threads
THREADS = 4  #@param {type:"slider", min:2, max:8, step:1}
# Steps each thread counts
STEPS = 300000  #@param {type:"slider", min:10000, max:5000000, step:10000}
# Time each thread waits [s]
WAIT = 0.0  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
done = []


def work():
    time.sleep(WAIT)
    n = STEPS
    while n > 0:
        n -= 1
    done.append(STEPS)  # one step, with the GIL and without it


def seconds_for(threads):
    begin = time.perf_counter()
    workers = [Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    # The function is there since 3.13; before, the GIL was always on.
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print("the GIL is", "on" if gil else "off")
    # Before and after: the first time Python itself may still be warming up.
    before, together = seconds_for(1), seconds_for(THREADS)
    alone = min(before, seconds_for(1))
    print(f"1 thread: {alone * 1000:.1f} ms")
    print(f"{THREADS} threads, each with as much work: {together * 1000:.1f} ms")
    # What takes less than a thread's start says nothing.
    at_work = f"{THREADS * alone / together:.1f}" if alone > 0.001 else "too short to tell"
    print(f"at work at the same time, on average: {at_work}")
    print("nobody's work is missing:", len(done) == THREADS + 2)

# %% [markdown]
# ### What to look at
#
# - With the GIL the solid bars of the lanes lie one after the other, and the other lanes show thin lines: ready, but without the GIL.
#   Without it, as many bars lie above each other as there are cores.
# - The wait is dotted, in all lanes at the same time: a thread that waits gives the GIL back.
# - The GIL protects Python itself, not your program. Lost updates happen with it (the lesson "Bytecode by bytecode") and
#   without it, only more often.
# - Single operations of lists, dictionaries and sets are safe in both builds: the free-threaded one has a small lock in each object.
#   That costs something: a program with one thread runs a little slower there.
# - An extension module that is not ready for it switches the GIL on again when it is imported, with a warning.
