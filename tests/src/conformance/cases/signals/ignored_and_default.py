import signal
import time
from multiprocessing import Event, Process, Value


def worker(action, number, ready):
    if action is not None:
        signal.signal(number, action)
    ready.set()
    time.sleep(0.3)


if __name__ == "__main__":
    for action in (None, signal.SIG_DFL, signal.SIG_IGN):
        for name in ("SIGTERM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGINT", "SIGPIPE"):
            number = getattr(signal, name)
            if number == signal.SIGINT and action is None:
                continue
            ready = Event()
            process = Process(target=worker, args=(action, number, ready))
            process.start()
            ready.wait()
            process._popen._send_signal(number)
            process.join()
            print(action, name, process.exitcode)
