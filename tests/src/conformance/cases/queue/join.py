import queue
import threading

channel = queue.Queue()
done = []


def work():
    while True:
        item = channel.get()
        done.append(item * 10)
        channel.task_done()


for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
for i in range(10):
    channel.put(i)
channel.join()
print(sorted(done))
try:
    channel.task_done()
except ValueError as error:
    print(error)
