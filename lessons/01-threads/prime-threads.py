# ---
# title: Many threads
# level: 2
# order: 6
# concepts: [list of threads, join, GIL, order of output]
# after: [thread-arguments]
# question: Sixteen threads test sixteen numbers. Is that faster than one thread testing all of them?
# answer: Not in usual CPython. Testing a number is pure computation, and the global interpreter lock (GIL) lets one
#   thread compute at a time. Switch the GIL off, and it is faster, up to the number of cores.
# challenge: Collect the primes in a list and print them sorted after the joins. Do you need a lock for `append`?
# docs:
#   - threading: Thread objects
#   - glossary: global interpreter lock
# covers: [0.8]
# output: lines
# ---

# %% [markdown]
# A loop starts one thread for each number; every thread finds out whether its number is prime.
# The answers come in the order in which the threads finish, not in the order in which they were started.
# A list of the threads is kept, so that the main thread can wait for all of them.

# %%
from threading import Thread

# First number
FIRST = 10007  #@param {type:"integer", min:2, max:100000000}
# Numbers
NUMBERS = 16  #@param {type:"slider", min:1, max:64, step:1}

# %%
def print_is_prime(number):
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            print(f"{number} = {divisor} * {number // divisor}\n", end="")
            return
        divisor += 1
    print(f"{number} is prime\n", end="")


if __name__ == "__main__":
    threads = []
    for number in range(FIRST, FIRST + NUMBERS):
        thread = Thread(target=print_is_prime, args=(number,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print("all threads finished")

# %% [markdown]
# ### What to look at
#
# - Even numbers answer at once, primes late: they must try every divisor up to their root.
# - Under the GIL the solid bars of different lanes never overlap. Threads that are ready but not running show a thin
#   line. Compare with the GIL switched off.
# - A short computation may end before the next thread is even started.
# - A thread per number is fine for 64 numbers and a waste for a million. Pools solve that.
