# ---
# title: Events
# level: 2
# order: 9
# concepts: [Event, wait, set, clear, timeout]
# after: [thread-names]
# question: A runner calls `wait()` after the starter has already called `set()`. Does it wait?
# answer: No. An event stays set until somebody clears it, so a late `wait()` returns at once. A notified condition, in
#   contrast, forgets; who was not waiting then misses it.
# challenge: Use a second event to stop a thread that works in a loop.
# docs:
#   - threading: Event objects
# covers: [1.11]
# output: exact
# check: [DELAY=0.05]
# ---

# %% [markdown]
# An **event** is a flag that threads can wait for: the simplest way to say "now".
# `wait()` returns when the flag is set, `set()` raises it and wakes all who wait, `clear()` lowers it.
# `wait(timeout)` returns `False` if the time is over and the flag is still down.

# %%
from threading import Event, Lock, Thread
import time

# Runners
RUNNERS = 3  #@param {type:"slider", min:1, max:12, step:1}
# Time until the start [s]
DELAY = 0.1  #@param {type:"slider", min:0, max:0.5, step:0.05}
# Patience of the runners, 0 is endless [s]
PATIENCE = 0.0  #@param {type:"slider", min:0, max:0.5, step:0.05}

# %%
start = Event()
lock = Lock()
started = 0
left = 0


def runner():
    global started, left
    heard = start.wait(PATIENCE if PATIENCE > 0 else None)
    with lock:
        if heard:
            started += 1
        else:
            left += 1


if __name__ == "__main__":
    runners = [Thread(target=runner, name=f"runner {number}") for number in range(RUNNERS)]
    for thread in runners:
        thread.start()
    time.sleep(DELAY)
    start.set()
    for thread in runners:
        thread.join()
    print(f"{started} started, {left} had left")
    print("the event is set:", start.is_set())

# %% [markdown]
# ### What to look at
#
# - All runners' lanes become active at the same moment: one `set()` wakes them all.
# - Make the patience shorter than the delay. The lanes end before the start.
# - A waiting thread costs nothing. A loop such as `while not started: pass` would keep a core busy, and under the GIL
#   take turns away from the others.
# - There is no event "in a `with` statement": nothing is held that could be given back.
