import queue
import threading
import time

channel = queue.Queue(1)
channel.put("first")
done = []
thread = threading.Thread(target=lambda: (channel.put("second"), done.append(True)))
thread.start()
time.sleep(0.05)
print(done)
print(channel.get())
thread.join()
print(done, channel.get())
