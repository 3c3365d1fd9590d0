import sys
from threading import Thread

thread = Thread(target=sys.exit, args=(3,))
thread.start()
thread.join()
print("still here")
