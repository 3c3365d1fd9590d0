import threading

print(threading.main_thread() is threading.current_thread(), threading.main_thread().name)


def work():
    print(threading.main_thread() is threading.current_thread(), threading.main_thread().is_alive())


thread = threading.Thread(target=work)
thread.start()
thread.join()
