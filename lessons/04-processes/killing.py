# ---
# title: Ending a process from outside
# level: 2
# order: 6
# concepts: [terminate, kill, exit code, is_alive, signal]
# after: [first-process]
# question: Right after `terminate()`, is `is_alive()` true or false?
# answer: Usually still true. `terminate()` only sends a signal and returns at once; the process needs a moment to end. After
#   `join()` it is false, and `exitcode` is -15, the negative number of the signal SIGTERM.
# challenge: Let the child catch SIGTERM with `signal.signal` and print a farewell.
# docs:
#   - multiprocessing: multiprocessing.Process.terminate
#   - multiprocessing: multiprocessing.Process.exitcode
# covers: [1.19]
# output: exact
# check: [AFTER=0.05]
# ---

# %% [markdown]
# A thread cannot be stopped from outside. A process can: `terminate()` asks the system to end it, `kill()` leaves it no
# choice.
# `exitcode` tells how a process ended: 0 for well, a positive number for an error, minus the signal's number if it was killed.
# Whatever the process was doing is left half done, so this is the last resort.

# %%
from multiprocessing import Process
import sys
import time

# How it shall end
END = "terminate()"  #@param ["terminate()", "kill()", "by itself", "sys.exit(3)", "exception"]
# When the main program acts [s]
AFTER = 0.05  #@param {type:"slider", min:0.05, max:0.5, step:0.05}

# %%
def work():
    if END == "sys.exit(3)":
        sys.exit(3)
    if END == "exception":
        raise ValueError("something is wrong")
    if END != "by itself":
        time.sleep(60)


if __name__ == "__main__":
    process = Process(target=work)
    print("before start: alive", process.is_alive(), "exit code", process.exitcode)
    process.start()
    print("running: alive", process.is_alive(), "exit code", process.exitcode)
    time.sleep(AFTER)
    if END == "terminate()":
        process.terminate()
    elif END == "kill()":
        process.kill()
    process.join()
    print("after join: alive", process.is_alive(), "exit code", process.exitcode)

# %% [markdown]
# ### What to look at
#
# - The lane of a killed process ends with a cross, that of a failed one with a filled square.
# - -15 is SIGTERM, -9 is SIGKILL. A process can catch the first, never the second.
# - An exception gives 1, `sys.exit(3)` gives 3. The parent sees the number only; the traceback goes to the error output.
# - A killed process does not release its locks and may leave half an item in a queue. Everybody who shares them may then
#   wait for ever.
