import os
import signal
import time
from multiprocessing import Event, Process


def worker(kind, ready):
    if kind == "handler":
        signal.signal(signal.SIGINT, lambda number, frame: print("handled", number, flush=True))
    elif kind == "default":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    elif kind == "again":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ready.set()
        # Long enough for a busy computer to interrupt it; what has a handler sleeps on afterwards.
        time.sleep(1.5 if kind == "handler" else 60)
        print("slept", flush=True)
    except KeyboardInterrupt as error:
        print("interrupted", repr(error), flush=True)


if __name__ == "__main__":
    for kind in ("nothing", "handler", "default", "again"):
        ready = Event()
        process = Process(target=worker, args=(kind, ready))
        process.start()
        ready.wait()
        os.kill(process.pid, signal.SIGINT)
        process.join()
        print(kind, process.exitcode)
