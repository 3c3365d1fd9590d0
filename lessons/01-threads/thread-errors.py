# ---
# title: When a thread fails
# level: 2
# order: 9
# concepts: [exception, traceback, excepthook]
# after: [first-thread]
# question: One of three threads raises an exception. Does the program stop? Which exit status has it?
# answer: It goes on. The traceback is printed, that thread ends, the others and the main thread know nothing of it, and
#   the exit status is 0. An error in a thread is easily overlooked.
# challenge: Change the program so that the main thread raises the error again after the joins.
# docs:
#   - threading: threading.excepthook
# covers: [1.3]
# output: lines
# ---

# %% [markdown]
# An exception ends only the thread that raised it.
# Python prints its traceback, and nobody else notices: `join()` returns as if all were well.
# Whoever needs to know must catch the exception inside the thread and hand it over.

# %%
from threading import Thread

# Threads
THREADS = 3  #@param {type:"slider", min:1, max:10, step:1}
# Catch errors in the thread
CATCH = True  #@param {type:"boolean"}

# %%
errors = []


def divide(number):
    print(f"12 / {number} is {12 / number:.1f}\n", end="")


def safely(number):
    try:
        divide(number)
    except Exception as error:
        errors.append((number, error))


if __name__ == "__main__":
    target = safely if CATCH else divide
    threads = [Thread(target=target, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, error in errors:
        print(f"thread {number} failed: {error!r}")
    print("main: all joined")

# %% [markdown]
# ### What to look at
#
# - The failed lane ends with a filled square. The main lane waits for it at `join()` and goes on as always.
# - Switch `CATCH` off to see the traceback. Its first line names the thread.
# - Pools and futures do this handing over for you: `future.result()` raises the worker's exception in the caller.
