# ---
# title: A thread as a class
# level: 2
# order: 5
# concepts: [subclass, run, super, start]
# after: [thread-names]
# question: What changes if the program calls `run()` where it should call `start()`?
# answer: Then `run()` is an ordinary call, carried out by the main thread. The workers run one after the other, no
#   second lane appears, and the program takes longer.
# challenge: Let each worker keep its result in `self.result`, and print all results after the joins.
# docs:
#   - threading: Thread objects
#   - threading: threading.Thread.run
# covers: [1.6, 3.4, 4.2]
# output: shape
# check: [PAUSE=0.01]
# ---

# %% [markdown]
# Instead of handing a function to `Thread`, one can make a class of one's own from it.
# Its `__init__` takes the data, its `run` does the work, and the object carries both.
# Two things are easily forgotten: `super().__init__()`, and that the thread begins with `start()`, not with `run()`.

# %%
from threading import Thread, current_thread
import time

# Workers
WORKERS = 3  #@param {type:"slider", min:1, max:12, step:1}
# Steps each
STEPS = 3  #@param {type:"slider", min:1, max:20, step:1}
# Pause after a step [s]
PAUSE = 0.02  #@param {type:"slider", min:0, max:0.1, step:0.01}
# Begin with
BEGIN = "start()"  #@param ["start()", "run()"]

# %%
class Worker(Thread):
    def __init__(self, number):
        super().__init__(name=f"worker {number}")
        self.number = number
        self.steps_done = 0

    def run(self):
        for _ in range(STEPS):
            time.sleep(PAUSE)
            self.steps_done += 1
        print(f"{self.name} was run by {current_thread().name}\n", end="")


if __name__ == "__main__":
    begin = time.perf_counter()
    workers = [Worker(number) for number in range(WORKERS)]
    for worker in workers:
        if BEGIN == "start()":
            worker.start()
        else:
            worker.run()
    if BEGIN == "start()":
        for worker in workers:
            worker.join()
    print("steps done:", [worker.steps_done for worker in workers])
    print(f"{time.perf_counter() - begin:.2f} s")

# %% [markdown]
# ### What to look at
#
# - With `start()` there is one lane for each worker. With `run()` there is only the main one.
# - `worker.steps_done` can be read after `join()`: an object shared with its creator is the simplest way to get a
#   result out of a thread.
# - Leave out `super().__init__()` and `start()` fails with `RuntimeError: thread.__init__() not called`.
# - A thread can be started once. For a second round, make a second object.
