# ---
# title: Barriers
# level: 2
# order: 10
# concepts: [Barrier, phase, BrokenBarrierError]
# after: [event]
# question: Three workers meet at a barrier after each round. When does the fastest one begin its second round?
# answer: When the slowest one has finished its first. A barrier makes all wait for the last one.
# challenge: Give `wait` a timeout shorter than the slowest round and handle the `BrokenBarrierError`.
# docs:
#   - threading: Barrier objects
# covers: [1.3, 1.22]
# output: lines
# check: [UNIT=0.01]
# promise: prints out of step
# broken: BARRIER=False
# schedule: round-robin
# mended: BARRIER=True
# ---

# %% [markdown]
# Some work goes in rounds: nobody may begin the next round before everybody has finished the last.
# A **barrier** for n threads holds each one back in `wait()` until n have come, then lets all of them go.
# It can be used again at once for the next round.

# %%
from threading import Barrier, Lock, Thread
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:2, max:12, step:1}
# Rounds
ROUNDS = 3  #@param {type:"slider", min:1, max:10, step:1}
# Time unit [s]
UNIT = 0.02  #@param {type:"slider", min:0.01, max:0.1, step:0.01}
# Barrier
BARRIER = True  #@param {type:"boolean"}

# %%
barrier = Barrier(WORKERS)
lock = Lock()
finished = [0] * WORKERS  # rounds, by worker
out_of_step = False


def worker(number):
    global out_of_step
    for round_number in range(ROUNDS):
        with lock:
            if min(finished) < round_number:
                out_of_step = True
        time.sleep(UNIT * (number + 1))
        with lock:
            finished[number] += 1
        if BARRIER:
            barrier.wait()


if __name__ == "__main__":
    threads = [Thread(target=worker, args=(number,), name=f"worker {number}") for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("rounds finished:", finished)
    print("the workers got out of step" if out_of_step else "nobody began a round too early")

# %% [markdown]
# ### What to look at
#
# - The hatched parts are the time lost: all but the slowest wait in every round. A barrier makes a team as slow as its
#   slowest member.
# - `wait()` returns a different number from 0 to n - 1 to each thread; one of them can be chosen to tidy up.
# - If one thread never comes, all others wait for ever. A timeout breaks the barrier instead, for everybody.
