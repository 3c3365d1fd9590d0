# ---
# title: Races that tests miss
# level: 4
# order: 3
# concepts: [rare race, exploring schedules, outcomes, testing]
# after: [same-seed]
# question: The test passes a thousand times. How sure can you be that the program is right?
# answer: Not very. If the bug needs a switch within a few instructions, a thousand usual runs may never have one there.
#   Looking at many *different* schedules says far more than repeating the usual one.
# challenge: There is a third outcome, still rarer than tickets that are sold twice. `interleave check FILE` finds it among 1,000
#   schedules. Before you look, find the line of `take_last` that can fail.
# docs:
#   - threading: Lock objects
# covers: [1.7]
# output: exact
# check: [TICKETS=2, WORK=20]
# promise: prints sold twice
# broken: [LOCK=False, TICKETS=5]
# schedule: random 51
# mended: LOCK=True
# ---

# %% [markdown]
# Some races have a window of a few instructions, so a usual run hits it once in a million.
# A random schedule switches threads anywhere, also where a real scheduler nearly never does.
# What one seed out of a hundred finds in the simulator, users find after months.

# %%
from threading import Lock, Thread

# Sellers
SELLERS = 2  #@param {type:"slider", min:2, max:8, step:1}
# Tickets
TICKETS = 5  #@param {type:"slider", min:1, max:50, step:1}
# Other work between two sales [steps]
WORK = 100  #@param {type:"slider", min:0, max:2000, step:10}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
lock = Lock()
free = list(range(TICKETS, 0, -1))
sold = []


def take_last():
    if not free:
        return None
    ticket = free[-1]
    free[-1:] = []  # remove it; another seller may have read it, too
    return ticket


def seller():
    while True:
        if LOCK:
            with lock:
                ticket = take_last()
        else:
            ticket = take_last()
        if ticket is None:
            break
        sold.append(ticket)
        for _ in range(WORK):
            pass


if __name__ == "__main__":
    threads = [Thread(target=seller) for _ in range(SELLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    twice = len(sold) - len(set(sold))
    print("some tickets were sold twice" if twice else "no ticket was sold again")

# %% [markdown]
# ### What to look at
#
# - Run it natively as often as you like: it looks right. Then take the simulator, random policy, and try seeds.
# - Or press *Try schedules*: it runs the program under many different schedules and lists what happened. *Replay* then
#   shows the run in which a ticket was sold twice.
# - Above the outcomes it names the variables that threads share without order, and the lines. It need not see the damage for
#   that: nothing orders the reading of one thread and the writing of the other, whoever was faster this time.
# - The window is between reading the last ticket and removing it: a handful of instructions.
# - `free.pop()` reads and removes in one step, which CPython's list does without a switch in between. A queue promises it.
# - Free-threaded Python makes such windows wider: there, the other thread need not wait for a switch.
