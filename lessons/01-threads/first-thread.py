# ---
# title: Starting a thread
# level: 1
# order: 1
# concepts: [thread, start, join]
# question: Which line is printed first, `main goes on` or `thread: 1`?
# answer: Nobody can promise. `start()` only makes the new thread ready to run. Which of the two lines is written
#   first is up to the scheduler. Only `main is done` has a fixed place, because `join()` waits for the thread.
# challenge: Start a second thread that counts downwards, and wait for both.
# docs:
#   - threading: Thread objects
#   - threading: threading.Thread.join
# covers: [0.1, 0.2, 0.3, 1.1, 1.3, 3.1, 3.2, 3.3, 4.2]
# output: lines
# ---

# %% [markdown]
# A program begins with one thread of execution, the main thread.
# `Thread(target=f)` describes a second one, and `start()` sets it going while the first one goes on.
# `join()` makes the caller wait until that thread has ended.

# %%
from threading import Thread
import time

# Steps of the thread
STEPS = 3  #@param {type:"slider", min:1, max:20, step:1}
# Pause of the thread [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.2, step:0.01}
# Wait for the thread with join()
JOIN = True  #@param {type:"boolean"}

# %%
def count():
    for step in range(1, STEPS + 1):
        time.sleep(PAUSE)
        print(f"thread: {step}")


if __name__ == "__main__":
    thread = Thread(target=count)
    thread.start()
    print("main goes on")
    if JOIN:
        thread.join()
    print("main is done")

# %% [markdown]
# ### What to look at
#
# - The second lane begins at `start()`. From there on, two lanes run side by side.
# - With `join()`, the main lane is hatched until the thread has ended: it is **blocked**, and uses no core.
# - Without it, `main is done` comes early. The program still ends only after the thread: Python waits at its
#   end for every thread that is not a daemon.
# - `target=count` names the function. `target=count()` would call it right there, in the main thread, and then
#   start a thread that does nothing.
