import queue
import threading
import time

for name, action in [
    ("event", lambda: threading.Event().wait(0.05)),
    ("join", lambda: waiting.join(0.05)),
    ("lock", lambda: taken.acquire(timeout=0.05)),
    ("sleep", lambda: time.sleep(0.05)),
]:
    taken = threading.Lock()
    taken.acquire()
    waiting = threading.Thread(target=taken.acquire, daemon=True)
    waiting.start()
    begin = time.monotonic()
    action()
    print(name, time.monotonic() - begin >= 0.0499)
    taken.release()
