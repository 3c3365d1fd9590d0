# ---
# title: TITLE
# level: 2
# order: 99
# concepts: [thread, lock]
# after: [first-thread]
# question: What will be printed? Ask something that can be answered by thinking, before the program is run.
# answer: Say what happens and why. The page shows this when the visitor asks for it.
# challenge: Name one change to the code that is worth trying, or leave this line out.
# docs:
#   - threading: Lock objects
# covers: [1.7]
# output: exact
# check: [WORKERS=2]
# promise: prints went wrong
# broken: LOCK=False
# schedule: round-robin
# mended: LOCK=True
# ---

# %% [markdown]
# In three sentences, say what one will understand.
# Name the things as the Python documentation does.
# Keep the sentences short.

# %%
from threading import Lock, Thread
import time

# A title, and the unit if there is one, such as [s]
WORKERS = 3  #@param {type:"slider", min:2, max:10, step:1}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
lock = Lock()
total = 0


def add_one():
    global total
    value = total
    time.sleep(0.001)
    total = value + 1


def worker():
    if LOCK:
        with lock:
            add_one()
    else:
        add_one()


if __name__ == "__main__":
    threads = [Thread(target=worker) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("all is well" if total == WORKERS else "something went wrong")

# %% [markdown]
# ### What to look at
#
# - Say where in the timeline one sees the point of the lesson, and how the broken and the mended version differ there.
# - Say what the program does not show, and where CPython's versions differ.
