# ---
# title: Semaphores
# level: 2
# order: 6
# concepts: [semaphore, limit, counter, signal]
# after: [locks]
# question: Eight cars, three parking spaces, each car stays 0.05 s. How long until the last one leaves?
# answer: About 0.15 s. Three cars at a time, so three rounds, the last with two cars.
# questions:
#   - What does a semaphore that starts with 1 resemble? What is still different?
# challenge: Replace the second semaphore by joining the threads. What has to be kept for that, and which is shorter?
# docs:
#   - threading: Semaphore objects
#   - threading: Semaphore example
# covers: [1.9]
# output: shape
# check: [STAY=0.02]
# ---

# %% [markdown]
# A semaphore is a counter of free places. `acquire()` takes one and waits while there is none; `release()` gives one back.
# So it limits how many threads do something at the same time, for example use a connection.
# A semaphore that begins with 0 is a signal: one thread waits until another one releases.

# %%
from threading import Lock, Semaphore, Thread
import time

# Cars
CARS = 8  #@param {type:"slider", min:1, max:30, step:1}
# Parking spaces
SPACES = 3  #@param {type:"slider", min:1, max:10, step:1}
# Time a car stays [s]
STAY = 0.05  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
spaces = Semaphore(SPACES)
closing = Semaphore(0)  # nobody can take it before somebody has released it
lock = Lock()
parked = 0
most = 0


def car():
    global parked, most
    with spaces:
        with lock:
            parked += 1
            most = max(most, parked)
        time.sleep(STAY)
        with lock:
            parked -= 1
    closing.release()


if __name__ == "__main__":
    begin = time.perf_counter()
    for number in range(CARS):
        Thread(target=car, name=f"car {number}").start()
    for _ in range(CARS):
        closing.acquire()  # one signal from each car
    print(f"{CARS} cars, never more than {SPACES} at a time: {most <= SPACES}")
    print(f"{time.perf_counter() - begin:.2f} s")

# %% [markdown]
# ### What to look at
#
# - As many lanes as there are spaces sleep at the same time; the others are hatched.
# - A semaphore has no owner. Whoever releases need not be the one who acquired: that makes it usable as a signal, and
#   easy to get wrong.
# - The second semaphore counts cars that have left. The main thread takes one signal for each, so it needs no `join`.
# - The counter of parked cars has a lock of its own. The semaphore lets several threads in, so it cannot protect it.
