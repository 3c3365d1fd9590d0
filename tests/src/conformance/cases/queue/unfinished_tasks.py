import queue
import threading
import time

channel = queue.Queue()
for number in range(3):
    channel.put(number)
print(channel.unfinished_tasks)
joined = threading.Event()
thread = threading.Thread(target=lambda: (channel.join(), joined.set()))
thread.start()
for _ in range(3):
    print(joined.is_set(), end=" ")
    channel.get()
    channel.task_done()
print(joined.wait(10), channel.unfinished_tasks)
thread.join()
