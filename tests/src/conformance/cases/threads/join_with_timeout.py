import threading

event = threading.Event()
thread = threading.Thread(target=event.wait)
thread.start()
thread.join(timeout=0.05)
print(thread.is_alive())
thread.join(timeout=0)
print(thread.is_alive())
event.set()
thread.join(timeout=10)
print(thread.is_alive())
