import atexit
import threading

atexit.register(print, "at exit", threading.active_count())
thread = threading.Thread(target=lambda: atexit.register(print, "from a thread"))
thread.start()
thread.join()
print("main")
