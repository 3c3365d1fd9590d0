import signal
import sys
import time
from multiprocessing import Event, Process


def worker(ready):
    def stop(number, frame):
        print("cleaning up after", signal.Signals(number).name, flush=True)
        sys.exit(3)

    signal.signal(signal.SIGTERM, stop)
    ready.set()
    try:
        while True:
            time.sleep(10)
    finally:
        print("finally", flush=True)


if __name__ == "__main__":
    ready = Event()
    process = Process(target=worker, args=(ready,))
    process.start()
    ready.wait()
    process.terminate()
    process.join()
    print(process.exitcode)
