import threading

event = threading.Event()
thread = threading.Thread(target=event.wait)
print(thread.is_alive(), thread.ident, thread.native_id)
thread.start()
print(thread.is_alive(), thread.ident is not None, thread.native_id is not None)
event.set()
thread.join()
print(thread.is_alive(), thread.ident is not None)
