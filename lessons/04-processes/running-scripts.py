# ---
# title: One script runs another
# level: 3
# order: 9
# concepts: [subprocess.run, Popen, exit code, standard output]
# after: [exec, killing]
# question: Three scripts, each takes 0.1 s. How long do three calls of `subprocess.run` take, how long three `Popen` objects?
# answer: `run` waits for the end each time, so 0.3 s and more. `Popen` returns as soon as the process has started, so the three
#   run side by side: about 0.1 s, and the time to start them.
# challenge: Let `square.py` take much longer, give `run` a `timeout=`, and handle `subprocess.TimeoutExpired`.
# docs:
#   - subprocess: Using the subprocess Module
#   - subprocess: subprocess.CompletedProcess.returncode
#   - subprocess: subprocess.Popen.communicate
# files: [square.py]
# covers: [1.2]
# output: exact
# check: [SECONDS=0.01]
# ---

# %% [markdown]
# `subprocess.run` starts another program beside one's own, waits for it, and tells how it ended and what it wrote.
# The two share no variables: in go arguments, out come text and an **exit code**, 0 if all went well.
# With `Popen` the caller does not wait, so several programs can run at the same time.

# %%
import subprocess
import sys

# Numbers to square
NUMBERS = 3  #@param {type:"slider", min:1, max:8, step:1}
# Time one takes [s]
SECONDS = 0.1  #@param {type:"slider", min:0, max:0.5, step:0.01}
# All at once
AT_ONCE = False  #@param {type:"boolean"}

# %%
def command(number):
    return [sys.executable, "square.py", str(number), str(SECONDS)]


def one_after_the_other(numbers):
    for number in numbers:
        done = subprocess.run(command(number), capture_output=True, text=True)
        yield number, done.returncode, done.stdout, done.stderr


def all_at_once(numbers):
    running = [
        subprocess.Popen(command(number), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for number in numbers
    ]
    for number, process in zip(numbers, running):
        output, errors = process.communicate()
        yield number, process.returncode, output, errors


if __name__ == "__main__":
    numbers = [*range(1, NUMBERS + 1), -1]  # the last one fails
    way = all_at_once if AT_ONCE else one_after_the_other
    for number, code, output, errors in way(numbers):
        if code == 0:
            print(f"{number} squared is {int(output)}")
        else:
            print(f"{number} failed with exit code {code}: {errors.strip()}")

# %% [markdown]
# ### What to look at
#
# - One lane for each script. One after the other they form a staircase, and the main lane is hatched all the time; at once they
#   lie above each other.
# - The error does not reach the caller as an exception: `run` only reports the exit code. With `check=True` it
#   raises `CalledProcessError`.
# - Everything that goes in or comes out is text, or bytes without `text=True`. `int(output)` makes a number of it again.
# - `communicate()` reads both outputs until they end. Whoever calls `wait()` first can wait for ever: the script cannot end while
#   the pipe that it writes to is full.
# - `sys.executable` is the Python that runs the caller. A plain `"python"` might be another one.
# - CPython can start any program this way, `git` or `ffmpeg` too. In this playground there are only Python scripts.
