# ---
# title: BoundedSemaphore, and one release too many
# level: 2
# order: 7
# concepts: [BoundedSemaphore, release, invariant]
# after: [semaphore]
# question: A thread releases a `Semaphore(2)` once too often. What goes wrong, and when is it noticed?
# answer: Nothing is noticed. The semaphore now has three places, and later three threads enter where two were allowed. A
#   `BoundedSemaphore` raises `ValueError` at the superfluous `release()`.
# challenge: Put the wrong `release()` into `visitor`, at its end. Which visitor gets the `ValueError` of the bounded semaphore, and
#   when?
# docs:
#   - threading: threading.BoundedSemaphore
# covers: [1.9]
# output: lines
# promise: prints 3 inside
# broken: BOUNDED=False
# schedule: round-robin
# mended: BOUNDED=True
# check: [STAY=0.02]
# ---

# %% [markdown]
# A semaphore believes every `release()`, even one without an `acquire()` before.
# Each such mistake adds a place that does not exist.
# A `BoundedSemaphore` knows how many places there were at the beginning and refuses to have more.

# %%
from threading import BoundedSemaphore, Lock, Semaphore, Thread
import time

# Places
PLACES = 2  #@param {type:"slider", min:1, max:5, step:1}
# Visitors
VISITORS = 6  #@param {type:"slider", min:4, max:20, step:1}
# Time a visitor stays [s]
STAY = 0.03  #@param {type:"slider", min:0.01, max:0.1, step:0.01}
# Bounded
BOUNDED = False  #@param {type:"boolean"}

# %%
places = BoundedSemaphore(PLACES) if BOUNDED else Semaphore(PLACES)
lock = Lock()
inside = 0
most = 0


def visitor():
    global inside, most
    with places:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(STAY)
        with lock:
            inside -= 1


if __name__ == "__main__":
    try:
        places.release()  # the mistake
    except ValueError as error:
        print("caught:", error)
    threads = [Thread(target=visitor) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{PLACES} places, at most {most} inside")

# %% [markdown]
# ### What to look at
#
# - Count the lanes that sleep at the same time: one more than there are places, without a word of warning.
# - Use `BoundedSemaphore` for places, and `Semaphore` for signals, where releasing first is the point.
# - `with` makes this mistake impossible: it releases exactly once.
