# ---
# title: Processes in the background
# level: 2
# order: 5
# concepts: [daemon, background, end of the program]
# after: [first-process, daemon-threads]
# question: The background process needs 1 s, the other one 0.3 s, the main program is through after 0.2 s. What is printed?
# answer: The ordinary process finishes, because the main program waits for it at its end. The daemon is terminated at
#   0.2 s, so its last line never appears.
# docs:
#   - multiprocessing: multiprocessing.Process.daemon
# covers: [1.18]
# output: lines
# check: [SLOW=3, MAIN=0.6]
# ---

# %% [markdown]
# At its end a Python program waits for its child processes, but not for those marked as **daemon**: these it terminates.
# A daemon suits work that loses its sense when the main program ends.
# Despite the name, it is no service of the operating system.

# %%
from multiprocessing import Process, current_process
import time

# The daemon needs [s]
SLOW = 1.0  #@param {type:"slider", min:0.5, max:3, step:0.1}
# The ordinary process needs [s]
QUICK = 0.3  #@param {type:"slider", min:0, max:1, step:0.05}
# The main program works [s]
MAIN = 0.2  #@param {type:"slider", min:0.1, max:2, step:0.1}
# Join the daemon, too
JOIN = False  #@param {type:"boolean"}

# %%
def work(seconds):
    name = current_process().name
    print(f"{name} begins\n", end="")
    time.sleep(seconds)
    print(f"{name} ends\n", end="")


if __name__ == "__main__":
    background = Process(target=work, args=(SLOW,), name="background", daemon=True)
    ordinary = Process(target=work, args=(QUICK,), name="ordinary")
    background.start()
    ordinary.start()
    if JOIN:
        background.join()
    time.sleep(MAIN)
    print("main: end of the file\n", end="")

# %% [markdown]
# ### What to look at
#
# - The daemon's lane ends with a cross: it was killed. The ordinary lane ends round.
# - The order at the end: Python first terminates the daemons, then joins the others. So the daemon is gone as soon as the
#   main program is through, even if the ordinary process still works.
# - A daemon may have no children of its own: `start()` in it raises an `AssertionError`. So a daemon pool worker cannot
#   open a pool.
# - Set the flag before `start()`. Afterwards it raises an error.
