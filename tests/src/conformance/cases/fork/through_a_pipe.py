import os
from multiprocessing import Lock, Pipe, Queue, Value

near, far = Pipe()
queue = Queue()
total = Value("i", 0)
pids = []
for number in range(3):
    pid = os.fork()
    if pid == 0:
        for _ in range(50):
            with total.get_lock():
                total.value += 1
        far.send((number, "child"))
        queue.put(number)
        queue.close()
        queue.join_thread()
        os._exit(0)
    pids.append(pid)
for pid in pids:
    os.waitpid(pid, 0)
print(sorted(near.recv() for _ in pids), sorted(queue.get() for _ in pids), total.value)
near.close()
