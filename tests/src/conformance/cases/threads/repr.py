import re
import threading

event = threading.Event()
thread = threading.Thread(target=event.wait, name="n", daemon=True)
show = lambda: print(re.sub("[0-9]{3,}", "ID", repr(thread)))
show()
thread.start()
show()
event.set()
thread.join()
show()
print(re.sub("[0-9]{3,}", "ID", repr(threading.main_thread())))
