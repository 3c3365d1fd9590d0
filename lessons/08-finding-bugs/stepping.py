# ---
# title: Stepping through a race
# level: 2
# order: 1
# concepts: [stepping, interleaving, race condition, schedule]
# after: [lost-update]
# question: Two threads each withdraw 70 from an account of 100, after checking that there is enough. What can the balance be at the end?
# answer: 30, if one comes after the other, and -40, if both check before either withdraws. Checking and acting must be one step.
# challenge: Mend it with a lock. Where must it begin, where may it end?
# docs:
#   - threading: Lock objects
# covers: [1.7]
# output: exact
# promise: prints the account is overdrawn
# broken: LOCK=False
# schedule: round-robin
# mended: LOCK=True
# ---

# %% [markdown]
# A race is a matter of order, so the way to understand it is to choose the order oneself.
# The simulator goes on by one line for each click on Step, and with the policy "You choose" it asks you who runs next.
# Try to overdraw this account: let both threads get past the `if` before either of them withdraws.

# %%
from threading import Lock, Thread
import time

# Withdrawal
AMOUNT = 70  #@param {type:"slider", min:10, max:100, step:10}
# Time between looking and withdrawing [s]
PAUSE = 0.001  #@param {type:"slider", min:0, max:0.01, step:0.001}
# Lock
LOCK = False  #@param {type:"boolean"}

# %%
balance = 100
lock = Lock()


def withdraw():
    global balance
    if balance >= AMOUNT:
        time.sleep(PAUSE)
        balance -= AMOUNT


def customer():
    if LOCK:
        with lock:
            withdraw()
    else:
        withdraw()


if __name__ == "__main__":
    threads = [Thread(target=customer, name=name) for name in ("Ada", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("balance", balance)
    print("the account is overdrawn" if balance < 0 else "all is well")

# %% [markdown]
# ### What to look at
#
# - Choose the policy "You choose" and click Run: a button for each thread lets it go on by a few instructions. Let the main thread go
#   until it waits in `join()`, then Ada until her mark in the code stands behind the `if`, then Bob until his does. Whatever you
#   choose now, the account is overdrawn.
# - Point at the timeline after the run: the marks beside the code show where each thread was at that moment.
# - "Check, then act" is the second classic race, beside the lost update. Files are checked and then opened, keys are looked up
#   and then inserted: the same mistake.
# - With an amount of 50 or less, both withdrawals are covered and the order does not matter. Races hide behind friendly
#   numbers.
