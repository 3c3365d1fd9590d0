# ---
# title: Names, and who is running
# level: 1
# order: 4
# concepts: [name, current_thread, ident, main_thread]
# after: [thread-arguments]
# question: A thread without a name of its own is called `Thread-1 (work)`. Where does the word in brackets come from?
# answer: It is the name of the target function. CPython adds it since version 3.10. A thread made from a subclass has
#   no target and is called only `Thread-1`.
# questions:
#   - What does `current_thread()` give when it is called in the main thread?
# challenge: Let a thread whose name ends with 0 start a thread of its own. What is the name of that one, and who has to join it?
# docs:
#   - threading: threading.current_thread
#   - threading: threading.Thread.name
#   - threading: threading.get_ident
# covers: [1.5]
# output: lines
# ---

# %% [markdown]
# Every thread has a name, for people, and a number (`ident`), for programs.
# `current_thread()` answers the question "who is running this line?", and the answer depends on who asks.
# Good names make outputs, logs and timelines readable.

# %%
from threading import Thread, current_thread, main_thread
import time

# Threads
THREADS = 3  #@param {type:"slider", min:1, max:12, step:1}
# Pause [s]
PAUSE = 0.03  #@param {type:"slider", min:0, max:0.2, step:0.01}
# Give them names
NAMED = True  #@param {type:"boolean"}

# %%
def work():
    me = current_thread()
    print(f"{me.name} begins\n", end="")
    time.sleep(PAUSE)
    print(f"{me.name} ends\n", end="")


if __name__ == "__main__":
    threads = []
    for number in range(THREADS):
        name = f"cook {number}" if NAMED else None
        threads.append(Thread(target=work, name=name))
    for thread in threads:
        thread.start()
    print(f"{current_thread().name} waits\n", end="")
    for thread in threads:
        thread.join()
    print("this is the main thread:", current_thread() is main_thread())

# %% [markdown]
# ### What to look at
#
# - The lanes carry the names. All of them run the same function; only `current_thread()` tells them apart.
# - Two threads may have the same name. Use `ident` where a program must tell threads apart; after a thread has ended,
#   another one may get its number.
# - Older texts write `currentThread()` and `getName()`. These are deprecated since Python 3.10: write
#   `current_thread()` and `.name`.
