# ---
# title: Bytecode by bytecode
# level: 3
# order: 2
# concepts: [bytecode, switch interval, GIL, free-threading]
# after: [lost-update]
# question: Under the GIL only one thread runs at a time. Can `counter = add(counter)` still lose an update?
# answer: Yes. The GIL is handed over *between* bytecode instructions. The old value is already loaded when `add` is
#   called, and if the other thread gets its turn inside `add`, the value that comes back is out of date.
# docs:
#   - sys: sys.setswitchinterval
#   - glossary: global interpreter lock
#   - howto/free-threading-python: Thread safety
# covers: [1.7, 4.3]
# output: shape
# check: [ADDITIONS=50]
# promise: prints too small
# broken: LOCK=False
# schedule: random 9
# mended: LOCK=True
# ---

# %% [markdown]
# One line of Python is several bytecode instructions, and a thread can be interrupted between them.
# `counter = add(counter)` loads the counter, calls `add`, and stores the result: a switch in the middle loses the other
# thread's work.
# The function stands on a line of its own here, so stepping line by line shows the very moment.

# %%
from threading import Lock, Thread
import sys

# Additions each
ADDITIONS = 200  #@param {type:"slider", min:1, max:5000, step:1}
# Switch interval [s]
INTERVAL = 0.00001  #@param {type:"number", min:0.000001, max:0.1}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
counter = 0
lock = Lock()


def add(value):
    return value + 1


def worker():
    global counter
    for _ in range(ADDITIONS):
        if LOCK:
            with lock:
                counter = add(counter)
        else:
            counter = add(counter)


if __name__ == "__main__":
    sys.setswitchinterval(INTERVAL)
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = "as it should be" if counter == 2 * ADDITIONS else "too small"
    print(f"{counter} of {2 * ADDITIONS}: {verdict}")

# %% [markdown]
# ### What to look at
#
# - Take a small number of additions, the policy "You choose", and Step. Let one thread go into `add` and leave it there; let the
#   other one add as often as it can. When the first one comes back, it stores its old value plus one over all of that.
# - Add `import dis` and `dis.dis(worker)`: it lists the instructions, among them `LOAD_GLOBAL counter`, the call, `STORE_GLOBAL
#   counter`. Here they are those of this playground's machine; `python3 -m dis FILE` lists CPython's, in the same order.
# - CPython from 3.10 on lets go of the GIL only at calls and at jumps backwards. So a bare `counter += 1` happens to lose
#   nothing there. No document promises it, other versions and free-threaded builds do lose updates, and one
#   function call in the line is enough to break it. Write the lock.
# - `sys.setswitchinterval` says how long a thread may keep the GIL when others wait; 0.005 s is the default.
