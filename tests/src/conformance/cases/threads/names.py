import threading
from threading import Thread


def who():
    names.append(threading.current_thread().name)


names = []
for thread in [Thread(target=who), Thread(target=who, name="worker"), Thread(), Thread(target=who)]:
    thread.start()
    thread.join()
print(names)
print(threading.current_thread().name, threading.main_thread() is threading.current_thread())
