import os
import signal


def handler(number, frame):
    seen.append((number, frame.f_code.co_name, type(number).__name__))


def work():
    os.kill(os.getpid(), signal.SIGUSR1)
    print(seen)
    signal.raise_signal(signal.SIGUSR2)
    print(seen)


seen = []
print(signal.signal(signal.SIGUSR1, handler), signal.signal(signal.SIGUSR2, handler) is signal.SIG_DFL)
work()
print(signal.getsignal(signal.SIGUSR1) is handler, signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
os.kill(os.getpid(), signal.SIGUSR1)
print(len(seen), signal.getsignal(signal.SIGUSR1))
