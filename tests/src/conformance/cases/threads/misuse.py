from threading import Thread, current_thread

thread = Thread(target=lambda: None)
for action in [thread.join, current_thread().join]:
    try:
        action()
    except RuntimeError as error:
        print(error)
thread.start()
thread.join()
try:
    thread.start()
except RuntimeError as error:
    print(error)
