# ---
# title: Why lines of output mix
# level: 2
# order: 7
# concepts: [print, end, atomic, interleaving]
# after: [two-printers]
# question: Two threads each call `print("a b c")`. Can the output be `a b ca b c` and then two line ends?
# answer: Yes. `print` writes the text and the line end as two separate writes. Another thread may write between them.
# docs:
#   - functions: print
# covers: [2.2, 4.2]
# output: letters
# promise: prints >[
# broken: WAY="print(text)"
# schedule: random 14
# mended: WAY="one string"
# check: [WORKERS=3, LINES=4]
# ---

# %% [markdown]
# `print` is not one step: it writes the text, and then the line end.
# Between the two another thread may write its own text, and two lines end up on one.
# The remedy is to make it one step, by a lock around the whole `print` or by one string with the line end inside.

# %%
from threading import Lock, Thread

# Threads
WORKERS = 4  #@param {type:"slider", min:1, max:16, step:1}
# Lines each
LINES = 5  #@param {type:"slider", min:1, max:50, step:1}
# How to print
WAY = "print(text)"  #@param ["print(text)", "one string", "with a lock"]

# %%
lock = Lock()


def say(text):
    if WAY == "print(text)":
        print(text)
    elif WAY == "one string":
        print(text + "\n", end="")
    else:
        with lock:
            print(text)


def worker(number):
    for line in range(1, LINES + 1):
        say(f"[worker {number}, line {line}>")


if __name__ == "__main__":
    threads = [Thread(target=worker, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

# %% [markdown]
# ### What to look at
#
# - Step by writes: a line end that is missing on one line shows up as an empty line later. No character is ever lost.
# - How often it happens differs: natively an unlocked `print` may look right a hundred times. That it *can* happen is
#   what counts, and the simulator's random policy finds it quickly.
# - The lock must be one for all, made once. `lock = Lock` without brackets is a common slip: it stores the class,
#   and `lock.acquire()` then fails.
