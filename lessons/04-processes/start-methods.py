# ---
# title: fork, spawn, forkserver, and the main guard
# level: 3
# order: 4
# concepts: [start method, fork, spawn, forkserver, main guard]
# after: [own-memory]
# question: The main program sets `setting = "changed"` and then starts a child. What does the child read?
# answer: "changed" with `fork`, which copies the running process. "original" with `spawn` and `forkserver`, which start a
#   fresh Python that imports the file; the guarded part is not run there.
# questions:
#   - Take the guard away and choose `spawn`. What does the error message advise?
# challenge: Hand `setting` to the children as an argument, so that all three methods give the same answer.
# docs:
#   - multiprocessing: Contexts and start methods
#   - multiprocessing: The spawn and forkserver start methods
# covers: [1.16, 2.7]
# output: exact
# ---

# %% [markdown]
# There are three ways to begin a process. `fork` copies the running one, `spawn` starts a fresh Python that imports the program
# file again, and `forkserver` asks a small helper process to fork itself.
# With the last two, everything at the top of the file runs again in the child, so what starts processes must stand behind
# `if __name__ == "__main__":`.
# The default on Linux is `fork` up to Python 3.13 and `forkserver` from 3.14 on; on macOS and Windows it is `spawn`.

# %%
import multiprocessing

# Start method
METHOD = "fork"  #@param ["fork", "spawn", "forkserver"]
# Children
CHILDREN = 2  #@param {type:"slider", min:1, max:8, step:1}

# %%
setting = "original"


def child(queue, number):
    queue.put((number, setting, __name__))


if __name__ == "__main__":
    setting = "changed"
    context = multiprocessing.get_context(METHOD)
    queue = context.Queue()
    processes = [context.Process(target=child, args=(queue, number)) for number in range(CHILDREN)]
    for process in processes:
        process.start()
    answers = sorted(queue.get() for _ in processes)
    for process in processes:
        process.join()
    for number, value, module in answers:
        print(f"child {number}: setting is {value!r}, the file's name is {module!r}")
    print(f"parent: setting is {setting!r}")

# %% [markdown]
# ### What to look at
#
# - `fork` starts fastest. `spawn` and `forkserver` must first start Python and import the program.
# - In a spawned child the file's `__name__` is `__mp_main__`, so the guarded block is skipped.
# - Fork copies only the thread that calls it. If another thread holds a lock at that moment, the lock stays held in the
#   child for ever. That is why Linux changed its default, and why Python 3.12 and later warn when a process with threads forks.
# - Give children what they need as arguments. That works with all three methods.
