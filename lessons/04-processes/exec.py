# ---
# title: One script becomes another
# level: 3
# order: 8
# concepts: [os.execvp, sys.argv, process image]
# after: [process-names]
# question: What is printed by a line that follows a successful `os.execvp(…)`?
# answer: Nothing. `execvp` replaces the running program by another one. The process keeps its pid, but the old code is gone, and
#   there is nothing to come back to.
# challenge: Let `called.py` replace itself by `exec.py` again, and count in an argument how often, so that it ends.
# docs:
#   - os: os.execvp
#   - sys: sys.argv
# files: [called.py]
# covers: [1.2]
# output: exact
# ---

# %% [markdown]
# A program can turn into another program: `os.execvp` loads that one into the running process and never returns.
# The process stays, with its pid, its open files and its environment; the code and all variables are gone.
# So this lesson has two files, the calling program and the one it becomes, `called.py`.

# %%
import os
import sys

# What the caller passes on
GREETING = "hello"  #@param {type:"string"}
# Begin a new process before, with fork()
FORK = False  #@param {type:"boolean"}

# %%
secret = "only in the caller's memory"


def become_called():
    # The first argument is the program, and by custom its own name once more.
    os.execvp(sys.executable, [sys.executable, "called.py", GREETING, str(os.getpid())])
    print("this line is never reached")


if __name__ == "__main__":
    print("caller: I begin", flush=True)
    if FORK:
        child = os.fork()
        if child == 0:
            become_called()
        os.waitpid(child, 0)
        print("caller: still here, it was my child that changed")
    else:
        become_called()

# %% [markdown]
# ### What to look at
#
# - There is one lane only: no new process begins, the old one becomes another program.
# - With `fork()` before, a second lane begins, and it is the child that becomes `called.py`. This is how every shell starts a
#   program, and what `subprocess` does for you.
# - Only what is passed as arguments (`sys.argv`) or in the environment comes along, and it is text: a number must be
#   turned back by `int(…)`.
# - `flush=True` matters: what is still in a buffer when the program is replaced is lost.
# - Windows has no such replacement. There `os.execvp` starts a second process and ends the first one.
