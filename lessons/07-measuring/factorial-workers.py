# ---
# title: Factorials, and what the GIL lets through
# level: 3
# order: 4
# concepts: [GIL, factorial, C code, speed-up]
# after: [cpu-bound, thread-subclass]
# question: '`math.factorial` is written in C. Do two threads that call it run at the same time?'
# answer: Not under the GIL. C code holds it too, unless it lets go on purpose, as waiting, file access, hashing of large data and
#   NumPy do. `math.factorial` does not.
# docs:
#   - math: math.factorial
#   - glossary: global interpreter lock
# covers: [4.3, 4.4]
# output: shape
# check: [NUMBER=200]
# ---

# %% [markdown]
# Several workers each compute a large factorial, as threads or as processes.
# Under the GIL the threads need as long as one thread doing everything; the processes share the cores.
# Switch the GIL off to see threads do what processes do, in one memory.

# %%
from multiprocessing import Process
from threading import Thread
import math
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:8, step:1}
# Factorial of
NUMBER = 3000  #@param {type:"slider", min:100, max:20000, step:100}
# Kind of worker
KIND = "threads"  #@param ["threads", "processes"]

# %%
def work(number):
    digits = 0
    for n in range(NUMBER - 20, NUMBER):
        digits += math.factorial(n).bit_length()
    print(f"worker {number}: {digits} bits computed\n", end="")


if __name__ == "__main__":
    kind = Thread if KIND == "threads" else Process
    begin = time.perf_counter()
    workers = [kind(target=work, args=(number,)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{KIND}: {(time.perf_counter() - begin) * 1000:.1f} ms")

# %% [markdown]
# ### What to look at
#
# - With threads, the bars of the workers never overlap while the GIL is on.
# - A single call cannot be interrupted by the GIL's switch interval: it is one instruction. So one huge factorial stops
#   all other threads until it is done. The loop of smaller ones lets others in between.
# - The simulator counts instructions, so a factorial looks cheaper there than it is. For times of C functions use real
#   processes.
