# ---
# title: The same seed twice
# level: 2
# order: 2
# concepts: [seed, reproducibility, schedule, random policy]
# after: [stepping]
# question: A test failed yesterday and passes today, with the same code. What has changed?
# answer: The order in which the threads ran. It is an input of the program that nobody wrote down. The simulator takes it from
#   a seed, so it can be written down and repeated.
# challenge: Print `finish` and try seeds until the thread that was started last comes in first. Send that link to somebody.
# docs:
#   - random: random.seed
# covers: [3.14]
# output: lines
# check: [RUNNERS=3]
# ---

# %% [markdown]
# A real scheduler decides differently in every run, so a failure may never come back.
# The simulator decides by a number, the seed: the same program with the same seed runs the same way, step by step.
# Run this race a few times with one seed, then with others.

# %%
from threading import Thread

# Runners
RUNNERS = 4  #@param {type:"slider", min:2, max:12, step:1}
# Laps
LAPS = 200  #@param {type:"slider", min:10, max:2000, step:10}

# %%
finish = []


def run(name):
    for _ in range(LAPS):
        pass
    finish.append(name)


if __name__ == "__main__":
    threads = [Thread(target=run, args=(number,)) for number in range(RUNNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("all arrived:", sorted(finish) == list(range(RUNNERS)))

# %% [markdown]
# ### What to look at
#
# - Print `finish` itself. With the simulator's random policy its order depends on the seed, and on nothing else.
# - Natively, and in the browser's workers, the order is the machine's. The same seed there only fixes the numbers of `random`.
# - A link to this page contains the seed. Who opens it sees the run that you saw: a bug report as it should be.
# - Other tools for parallel Python are listed in Python's wiki under ParallelProcessing. Whichever you use, ask how a
#   failure can be repeated.
