# ---
# title: A memory of one's own
# level: 2
# order: 3
# concepts: [memory, global variable, copy, process or thread]
# after: [first-process, lost-update]
# question: Three workers each append a number to a global list. How long is the list afterwards, with threads, with processes?
# answer: Three with threads, zero with processes. Each process appended to its own copy, and the copy ended with it.
# challenge: Get the numbers back to the parent with a `multiprocessing.Queue`.
# docs:
#   - multiprocessing: Exchanging objects between processes
#   - multiprocessing: Sharing state between processes
# covers: [2.7]
# output: lines
# promise: prints the parent has []
# broken: KIND="processes"
# schedule: round-robin
# mended: KIND="threads"
# ---

# %% [markdown]
# Threads share all variables of their program. Processes share none.
# A child process begins with a copy, and from then on each goes its own way: what the child changes, the parent never sees.
# That protects against lost updates, and means that results must be sent back.

# %%
from multiprocessing import Process
from threading import Thread

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:10, step:1}
# Kind of worker
KIND = "processes"  #@param ["processes", "threads"]

# %%
numbers = []


def worker(number):
    numbers.append(number)
    print(f"worker {number} appended {number}\n", end="")


if __name__ == "__main__":
    make = Process if KIND == "processes" else Thread
    workers = [make(target=worker, args=(number,)) for number in range(WORKERS)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    print("the parent has", sorted(numbers))

# %% [markdown]
# ### What to look at
#
# - Every worker reports success, and with processes the parent's list is still empty. No error, no warning.
# - Every process has a list called `numbers`: as many lists as lanes, each in a memory of its own.
# - A forked child begins with a copy of what the parent had at `start()`. Changes that the parent makes later do not reach
#   it either.
# - Fork does not really copy at once: the system copies a page of memory when one of the two writes to it.
