import threading

event = threading.Event()
threads = [threading.Thread(target=event.wait, name=f"t{i}") for i in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count(), sorted(thread.name for thread in threading.enumerate()))
event.set()
for thread in threads:
    thread.join()
print(threading.active_count())
