# ---
# title: A manager keeps the state
# level: 3
# order: 9
# concepts: [Manager, proxy, shared dict, server process]
# after: [shared-value, process-queue]
# question: '`shared["count"] += 1` on a manager''s dictionary. Is that one step?'
# answer: No. It is one message to read and one to write, and other processes may come in between. A manager protects each
#   single call, not a sequence of calls.
# challenge: Replace the dictionary by `Value("i", 0)` and compare the times with many rounds and no pause.
# docs:
#   - multiprocessing: Managers
#   - multiprocessing: Proxy objects
# covers: [1.23]
# output: exact
# promise: prints too few
# broken: LOCK=False
# schedule: round-robin
# mended: LOCK=True
# check: [WORKERS=2]
# ---

# %% [markdown]
# A **manager** is a process that keeps ordinary Python objects, such as lists and dictionaries, for others.
# The others hold proxies: each call on a proxy is a message to the manager and an answer back.
# That is convenient and works with any structure, and it is the slowest way to share.

# %%
from multiprocessing import Lock, Manager, Process
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:8, step:1}
# Rounds each
ROUNDS = 4  #@param {type:"slider", min:1, max:20, step:1}
# Pause between the two steps [s]
PAUSE = 0.002  #@param {type:"slider", min:0, max:0.02, step:0.001}
# Lock
LOCK = True  #@param {type:"boolean"}

# %%
def count(shared):
    old = shared["count"]
    time.sleep(PAUSE)  # here the others may run
    shared["count"] = old + 1


def worker(shared, names, lock, number):
    for _ in range(ROUNDS):
        if LOCK:
            with lock:
                count(shared)
        else:
            count(shared)
    names.append(f"worker {number}")


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.dict(count=0)
        names = manager.list()
        lock = Lock()
        processes = [Process(target=worker, args=(shared, names, lock, number)) for number in range(WORKERS)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print("done:", sorted(names))
        print("counted all" if shared["count"] == WORKERS * ROUNDS else "counted too few")

# %% [markdown]
# ### What to look at
#
# - The manager has a lane of its own, and one for each thread in which it serves a process. Every access makes an arrow there and
#   one back.
# - A change inside a nested object is not noticed: after `proxy["list"].append(1)` the manager's copy is the old one.
#   Assign it again: `proxy["list"] = new`.
# - Proxies work over a network, too. Then the manager needs an address and a key.
# - For a number use `Value`, for results a queue. A manager is for structures that really must be shared.
