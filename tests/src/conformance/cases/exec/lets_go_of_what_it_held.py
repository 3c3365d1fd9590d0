import os
import sys
from multiprocessing import Lock, Pipe, Process


def child(sender, lock):
    lock.acquire()
    sender.send("about to execute")
    os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(0.3)"])


if __name__ == "__main__":
    receiver, sender = Pipe(False)
    lock = Lock()
    process = Process(target=child, args=(sender, lock))
    process.start()
    sender.close()
    print(receiver.recv())
    try:
        receiver.recv()
    except EOFError:
        print("the pipe ended")
    print("taken for ever:", not lock.acquire(timeout=0.1))
    process.join()
    print(process.exitcode)
