import signal
import threading


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


attempt(signal.signal, 0, signal.SIG_DFL)
attempt(signal.signal, 65, signal.SIG_DFL)
attempt(signal.signal, signal.SIGTERM, None)
attempt(signal.signal, signal.SIGTERM, 7)
attempt(signal.signal, signal.SIGKILL, print)
attempt(signal.signal, signal.SIGKILL, signal.SIG_IGN)
attempt(signal.signal, signal.SIGSTOP, print)
attempt(signal.getsignal, 0)
attempt(signal.getsignal, signal.SIGTERM)
attempt(signal.getsignal, signal.SIGPIPE)
attempt(signal.strsignal, signal.SIGTERM)
attempt(signal.strsignal, 99)
thread = threading.Thread(target=attempt, args=(signal.signal, signal.SIGTERM, print))
thread.start()
thread.join()
print(repr(signal.SIGTERM), int(signal.SIGUSR1), signal.Signals(9).name, signal.SIGINT in signal.valid_signals())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, repr(signal.SIG_IGN), signal.SIG_DFL)
