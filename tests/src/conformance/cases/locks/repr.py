import re
import threading

for thing in (threading.Lock(), threading.RLock(), threading.Condition(threading.Lock()), threading.Event(),
              threading.Semaphore(2), threading.BoundedSemaphore(3), threading.Barrier(2)):
    print(re.sub("0x[0-9a-f]+", "ADDRESS", repr(thing)))
