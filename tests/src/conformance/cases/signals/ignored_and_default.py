import signal
import time
from multiprocessing import Event, Process, Value


def worker(action, number, seconds, ready):
    if action is not None:
        signal.signal(number, action)
    ready.set()
    time.sleep(seconds)


if __name__ == "__main__":
    for action in (None, signal.SIG_DFL, signal.SIG_IGN):
        for name in ("SIGTERM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGINT", "SIGPIPE"):
            number = getattr(signal, name)
            if number == signal.SIGINT and action is None:
                continue
            lives = action == signal.SIG_IGN or name == "SIGCHLD" or name == "SIGPIPE" and action is None
            # Who is to be ended waits for it, however busy the computer is.
            seconds = 0.1 if lives else 60
            ready = Event()
            process = Process(target=worker, args=(action, number, seconds, ready))
            process.start()
            ready.wait()
            process._popen._send_signal(number)
            process.join()
            print(action, name, process.exitcode)
