# ---
# title: A process as a class
# level: 2
# order: 7
# concepts: [subclass, run, super, own memory]
# after: [thread-subclass, own-memory]
# question: '`run` stores its result in `self.result`. What does the parent read after `join()`?'
# answer: The value from before `start()`. `run` was carried out in the child, on the child's copy of the object. A thread's
#   object is shared, a process's object is copied.
# challenge: Add a method `stop` that the parent calls, and find out why it needs an `Event` of `multiprocessing` to reach the child.
# docs:
#   - multiprocessing: multiprocessing.Process.run
# covers: [1.20]
# output: lines
# ---

# %% [markdown]
# Like a thread, a process can be a class of one's own with a `run` method.
# `__init__` is carried out in the parent, `run` in the child.
# So whatever `run` stores in `self` stays in the child, and a result needs a queue or a pipe to come back.

# %%
from multiprocessing import Process, Queue

# Processes
PROCESSES = 3  #@param {type:"slider", min:1, max:10, step:1}
# Largest number to sum up to
LIMIT = 1000  #@param {type:"slider", min:10, max:20000, step:10}

# %%
class Summer(Process):
    def __init__(self, limit, results):
        super().__init__()
        self.limit = limit
        self.results = results
        self.result = None

    def run(self):
        self.result = sum(range(self.limit + 1))  # only the child sees this
        self.results.put((self.limit, self.result))


if __name__ == "__main__":
    results = Queue()
    workers = [Summer(LIMIT * (number + 1), results) for number in range(PROCESSES)]
    for worker in workers:
        worker.start()
    answers = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    for limit, answer in sorted(answers):
        print(f"1 + ... + {limit} = {answer}")
    print("in the parent's objects:", [worker.result for worker in workers])

# %% [markdown]
# ### What to look at
#
# - One arrow from each child to the parent brings the result. The attribute `result` in the parent stays `None`.
# - Get first, join afterwards. A child that still has items to send does not end, so joining it before reading its queue
#   can last for ever.
# - With `spawn` and `forkserver` the object is pickled and sent to the child, so its attributes must be picklable.
