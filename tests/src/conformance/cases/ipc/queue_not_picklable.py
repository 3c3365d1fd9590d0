#: stderr PicklingError
from multiprocessing import Queue

channel = Queue()
channel.put(lambda: 1)
channel.put("next")
print(channel.get(timeout=10))
