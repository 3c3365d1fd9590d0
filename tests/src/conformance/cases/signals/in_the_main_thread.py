import os
import signal
import threading
import time


def handler(number, frame):
    print(threading.current_thread().name)


signal.signal(signal.SIGUSR1, handler)
done = threading.Event()


def send():
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.05)
    signal.raise_signal(signal.SIGUSR1)
    time.sleep(0.05)
    done.set()


thread = threading.Thread(target=send)
thread.start()
done.wait()
thread.join()
count = 0
thread = threading.Thread(target=signal.raise_signal, args=(signal.SIGUSR1,))
thread.start()
while thread.is_alive():
    count += 1
thread.join()
