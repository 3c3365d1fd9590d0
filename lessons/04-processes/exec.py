# ---
# title: One script runs another
# level: 3
# order: 8
# concepts: [os.execvp, sys.argv, process image, subprocess]
# after: [process-names]
# question: What is printed by a line that follows a successful `os.execvp(…)`?
# answer: Nothing. `execvp` replaces the running program by another one. The process keeps its pid, but the old code is gone, and
#   there is nothing to come back to.
# docs:
#   - os: os.execvp
#   - subprocess: Using the subprocess module
# covers: [1.2]
# output: exact
# ---

# %% [markdown]
# A program can start another program instead of a function of its own.
# `os.execvp` turns the running process into the other program and never returns.
# To start it *beside* oneself and get its output, CPython has the module `subprocess`; in this playground, which has no
# other programs to start, `multiprocessing` does that.

# %%
import os
import sys

# What the caller passes on
GREETING = "hello"  #@param {type:"string"}
# Rounds
ROUNDS = 2  #@param {type:"slider", min:1, max:5, step:1}

# %%
if __name__ == "__main__":
    if len(sys.argv) == 1:
        print("caller: replacing myself", flush=True)
        left = ROUNDS
        pid = os.getpid()
    else:
        left, pid = int(sys.argv[1]), int(sys.argv[2])
        print(f"called: {sys.argv[3]}, {left} left, same process: {os.getpid() == pid}", flush=True)

    if left > 0:
        # The first argument is the program, and by custom its own name once more.
        os.execvp("python3", ["python3", __file__, str(left - 1), str(pid), GREETING])
        print("this line is never reached")
    print("no more rounds")

# %% [markdown]
# ### What to look at
#
# - There is one lane only: no new process begins, the old one becomes another program.
# - What was in memory is lost. Only what is passed as arguments (`sys.argv`) or in the environment comes along, as text.
# - `flush=True` matters: what is still in a buffer when the program is replaced is lost.
# - Under CPython, `subprocess.run([sys.executable, "other.py"])` starts a script, waits for it, and gives its exit code.
