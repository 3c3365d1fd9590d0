import threading

for thread in (threading.current_thread(), threading.main_thread()):
    try:
        thread.join()
    except RuntimeError as error:
        print(error)
