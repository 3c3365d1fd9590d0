# ---
# title: A block of shared memory
# level: 4
# order: 8
# concepts: [SharedMemory, buffer, name, unlink]
# after: [shared-array]
# question: Two processes see the same bytes. What has to be sent from one to the other so that this works?
# answer: Only the block's name. The bytes stay where they are; nothing is pickled and nothing copied.
# docs:
#   - multiprocessing.shared_memory: multiprocessing.shared_memory.SharedMemory
# covers: [0.14, 2.7]
# output: exact
# ---

# %% [markdown]
# `SharedMemory` is a block of bytes with a name; any process that knows the name can open it.
# Large data, for example an image, need not travel through a queue then: the workers write directly into the block.
# Each user closes it, and the last one, usually the creator, unlinks it.

# %%
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

# Workers
WORKERS = 4  #@param {type:"slider", min:1, max:8, step:1}
# Cells for each worker
CELLS = 6  #@param {type:"slider", min:1, max:50, step:1}

# %%
def fill(name, number):
    block = SharedMemory(name=name)  # no `create`: it exists already
    for cell in range(number * CELLS, (number + 1) * CELLS):
        block.buf[cell] = ord("A") + number
    block.close()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=WORKERS * CELLS)
    try:
        processes = [Process(target=fill, args=(block.name, number)) for number in range(WORKERS)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(bytes(block.buf[: WORKERS * CELLS]).decode())
    finally:
        block.close()
        block.unlink()

# %% [markdown]
# ### What to look at
#
# - There are no arrows: nothing is sent. Each worker has a part of the block for itself, so no lock is needed.
# - The block may be larger than asked for, because systems hand out memory in pages. So cut it yourself, as here.
# - Without `unlink` the block can outlive the program. Without `close` some systems keep it mapped.
# - A helper of CPython, the resource tracker, removes forgotten blocks at the end, with a warning. Where a program only visits a
#   block of another one, that is a nuisance; since 3.13 `track=False` switches it off.
# - It holds bytes, not Python objects. For numbers use `Array`, `struct`, or NumPy on top of `buf`.
