# ---
# title: Queue or pipe
# level: 3
# order: 3
# concepts: [throughput, overhead, Queue, Pipe]
# after: [two-way-pipe]
# question: Which is faster for a thousand small messages, a queue or a pipe?
# answer: The pipe. A queue *is* a pipe, with a lock so that many may use it, and a helper thread in the sender so that `put`
#   need not wait. Both cost time.
# challenge: Send the messages through the pipe in packets, lists of fifty. Which cost of a message does that save, and which not?
# docs:
#   - multiprocessing: Pipes and Queues
# covers: [0.15]
# output: shape
# check: [MESSAGES=20]
# ---

# %% [markdown]
# A pipe joins two ends and does nothing else. A queue serves many senders and many receivers, and pays for that.
# This program sends the same messages through either of them and takes the time.
# The time includes starting the receiver, so send enough messages to see the difference.

# %%
from multiprocessing import Pipe, Process, Queue
import time

# Messages
MESSAGES = 200  #@param {type:"slider", min:10, max:2000, step:10}
# Length of a message [characters]
LENGTH = 10  #@param {type:"slider", min:0, max:10000, step:10}

# %%
def receive_from_queue(queue, answer):
    count = 0
    while queue.get() is not None:
        count += 1
    answer.put(count)


def receive_from_pipe(end, answer):
    count = 0
    while end.recv() is not None:
        count += 1
    answer.put(count)


if __name__ == "__main__":
    message = "x" * LENGTH
    answer = Queue()
    queue = Queue()
    receiving, sending = Pipe(duplex=False)
    ways = [
        ("queue", receive_from_queue, queue, queue.put),
        ("pipe", receive_from_pipe, receiving, sending.send),
    ]
    for name, target, source, send in ways:
        process = Process(target=target, args=(source, answer), name=name)
        process.start()
        begin = time.perf_counter()
        for _ in range(MESSAGES):
            send(message)
        send(None)
        received = answer.get()
        seconds = time.perf_counter() - begin
        process.join()
        print(f"{name}: {received} messages, {seconds * 1e6 / MESSAGES:.1f} us each")

# %% [markdown]
# ### What to look at
#
# - In the queue's part the sender is through early and the receiver comes later. In the pipe's part they keep step.
# - Longer messages cost more with both: every message is pickled, copied, and unpickled.
# - `Pipe(duplex=False)` gives a receiving and a sending end, in this order.
# - A pipe holds a limited amount of data, often 64 KiB. `send` waits when it is full; `put` never does, unless the queue
#   has a `maxsize`.
