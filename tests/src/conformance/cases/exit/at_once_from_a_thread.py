#: status 6
import os
import threading
import time


def end():
    print("now", flush=True)
    os._exit(6)


threading.Thread(target=end).start()
time.sleep(60)
