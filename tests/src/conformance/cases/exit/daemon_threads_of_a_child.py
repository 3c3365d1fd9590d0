import threading
import time
from multiprocessing import Process


def child():
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print("child ends", flush=True)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    process.join()
    print(process.exitcode)
