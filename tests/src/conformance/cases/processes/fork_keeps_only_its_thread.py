import threading
from multiprocessing import Process

event = threading.Event()


def show():
    print(threading.active_count(), [thread.name for thread in threading.enumerate()])


if __name__ == "__main__":
    thread = threading.Thread(target=event.wait)
    thread.start()
    process = Process(target=show)
    process.start()
    process.join()
    event.set()
    thread.join()
