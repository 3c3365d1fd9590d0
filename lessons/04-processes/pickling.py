# ---
# title: What can be sent to a process
# level: 3
# order: 10
# concepts: [pickle, serialisation, lambda, lock]
# after: [own-memory]
# question: 'Which of these can travel through a queue: a list, a function of the file, a lambda, a lock, a generator?'
# answer: The list and the function. A function is sent as its name, so the other side must be able to import it; a lambda has no
#   name to be found by. Locks and generators belong to one process and are refused.
# docs:
#   - pickle: What can be pickled and unpickled?
#   - multiprocessing: Programming guidelines
# covers: [1.21]
# output: lines
# ---

# %% [markdown]
# Between processes objects do not travel, only bytes. `pickle` turns an object into bytes and back into an equal object.
# Data of the usual types can be pickled; things that are tied to one process cannot.
# Queues, pipes and pools pickle everything they carry, without being asked.

# %%
import pickle
import threading

# What to send
WHAT = "all"  #@param ["all", "list", "function", "lambda", "lock", "generator"]
# Length of the list
LENGTH = 3  #@param {type:"slider", min:0, max:100, step:1}

# %%
def double(x):
    return 2 * x


things = {
    "list": list(range(LENGTH)),
    "function": double,
    "lambda": lambda x: 2 * x,
    "lock": threading.Lock(),
    "generator": (x for x in range(3)),
}


def try_to_send(name):
    try:
        data = pickle.dumps(things[name])
    except (pickle.PicklingError, TypeError, AttributeError):
        print(f"{name}: cannot be pickled")
        return
    copy = pickle.loads(data)
    if copy is things[name]:
        print(f"{name}: can be pickled; the same object was found again by its name")
    else:
        print(f"{name}: can be pickled; the copy is equal ({copy == things[name]}) and another object")


if __name__ == "__main__":
    for name in things if WHAT == "all" else [WHAT]:
        try_to_send(name)

# %% [markdown]
# ### What to look at
#
# - Only the list comes back as a *copy*. That is why `is` fails for objects that went through a queue.
# - A function or class is not copied. Its module and name are sent, and the receiver imports it.
# - Arguments of a `Process` are pickled with `spawn` and `forkserver` only. Under `fork` they are simply there, which hides
#   mistakes until the program runs on another system.
# - `multiprocessing.Lock` may be passed to a child when it starts, but not put into a queue.
# - Never unpickle data from strangers: a pickle may run any code.
