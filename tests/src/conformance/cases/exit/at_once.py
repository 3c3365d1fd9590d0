#: status 5
import os
import threading
import time

threading.Thread(target=time.sleep, args=(60,)).start()
print("now", flush=True)
os._exit(5)
