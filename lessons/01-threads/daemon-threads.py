# ---
# title: Daemon threads
# level: 2
# order: 8
# concepts: [daemon, end of the program, background]
# after: [first-thread]
# question: The main thread ends after 0.05 s, the background thread would need 0.2 s. How many of its lines appear?
# answer: As a daemon, only those it wrote before the main thread ended; then it is stopped wherever it is. As an
#   ordinary thread, all of them, because Python waits for it.
# docs:
#   - threading: threading.Thread.daemon
# covers: [3.2]
# output: free
# ---

# %% [markdown]
# A Python program ends when its last ordinary thread has ended.
# A **daemon** thread does not count: it is stopped without warning when only daemons are left.
# That suits helpers such as a heartbeat, and is dangerous for anything that must be finished, such as writing a file.

# %%
from threading import Thread
import time

# Beats
BEATS = 10  #@param {type:"slider", min:1, max:50, step:1}
# Time between two beats [s]
PAUSE = 0.02  #@param {type:"slider", min:0.01, max:0.1, step:0.01}
# Time the main thread works [s]
WORK = 0.05  #@param {type:"slider", min:0, max:0.5, step:0.01}
# Daemon
DAEMON = True  #@param {type:"boolean"}

# %%
def heartbeat():
    for beat in range(1, BEATS + 1):
        print(f"beat {beat}\n", end="")
        time.sleep(PAUSE)
    print("heartbeat: finished properly\n", end="")


if __name__ == "__main__":
    thread = Thread(target=heartbeat, daemon=True if DAEMON else None)
    thread.start()
    time.sleep(WORK)
    print("main: done\n", end="")

# %% [markdown]
# ### What to look at
#
# - The daemon's lane is cut off where the main lane ends. Its last line, `finished properly`, is missing.
# - No `finally` block of a daemon is carried out when it is stopped like this.
# - The flag must be set before `start()`. A new thread takes it over from the thread that makes it.
# - To end a helper in an orderly way, tell it to stop with an `Event` and join it.
