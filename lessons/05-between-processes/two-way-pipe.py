# ---
# title: A two-way pipe
# level: 3
# order: 2
# concepts: [pipe, process, message, EOFError]
# after: [process-queue]
# question: Both sides first call `recv()` and then `send()`. What happens?
# answer: Both wait for a message that the other one would only send after having received one. That is a deadlock, without
#   any lock.
# questions:
#   - Who waits for whom, and at which line?
#   - Remove the line that closes the parent's copy of the helper's end. What changes?
# challenge: Send all questions first and fetch the answers afterwards. From how many questions on could that go wrong?
# docs:
#   - multiprocessing: Connection objects
#   - multiprocessing: multiprocessing.Pipe
# covers: [0.15, 3.11, 3.12]
# output: exact
# check: [THINK=0]
# ---

# %% [markdown]
# A **pipe** connects exactly two processes and carries messages both ways.
# The parent sends questions through its end, a helper process answers through the other end.
# When the parent closes its end, the helper notices by an `EOFError` and stops.

# %%
from multiprocessing import Pipe, Process
import time

# Questions
QUESTIONS = 5  #@param {type:"slider", min:1, max:30, step:1}
# Time to think [s]
THINK = 0.02  #@param {type:"slider", min:0, max:0.2, step:0.01}

# %%
def helper(connection, other_end):
    other_end.close()  # this copy belongs to the parent
    answered = 0
    while True:
        try:
            number = connection.recv()
        except EOFError:
            break
        time.sleep(THINK)
        connection.send(number * number)
        answered += 1
    print(f"helper: answered {answered} questions")


if __name__ == "__main__":
    parent_end, helper_end = Pipe()
    process = Process(target=helper, args=(helper_end, parent_end), name="helper")
    process.start()
    helper_end.close()  # this copy belongs to the helper

    for number in range(1, QUESTIONS + 1):
        parent_end.send(number)
        print(f"{number} squared is {parent_end.recv()}")

    parent_end.close()
    process.join()

# %% [markdown]
# ### What to look at
#
# - Arrows go both ways. After each question the parent is blocked in `recv()` until the answer comes, so the two
#   processes take turns, although they could work at the same time.
# - Both processes hold copies of both ends after the start. A reader sees the end of a pipe only when *every*
#   copy of the other end is closed.
# - Never let two processes or threads read from, or write to, the *same* end at the same time: their messages may get
#   mixed up. Several writers want a queue, which has a lock for that.
# - To gain time, send several questions first and fetch the answers afterwards.
