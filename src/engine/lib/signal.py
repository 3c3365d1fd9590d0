"""Signals: numbers, and handlers that are remembered. SIGINT raises KeyboardInterrupt in the main thread."""

from enum import IntEnum

import _process

NSIG = 65


class Signals(IntEnum):
    """The signals by name."""

    SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1 = range(1, 11)
    SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM = range(11, 16)
    SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU = range(17, 23)


globals().update(Signals.__members__)


class Handlers:
    """What may stand for a handler."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __repr__(self):
        return f"<Handlers.{self.name}: {self.value}>"

    def __str__(self):
        return str(self.value)

    def __int__(self):
        return self.value

    def __eq__(self, other):
        return isinstance(other, (Handlers, int)) and int(self) == int(other)

    def __hash__(self):
        return self.value


SIG_DFL = Handlers("SIG_DFL", 0)
SIG_IGN = Handlers("SIG_IGN", 1)


def default_int_handler(signum, frame, /):
    """What SIGINT does unless it is handled."""
    raise KeyboardInterrupt


_handlers = {SIGINT: default_int_handler}


def _main_only():
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")


def signal(signalnum, handler, /):
    """Remembers a handler; returns the one before."""
    _main_only()
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if signalnum in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    old = getsignal(signalnum)
    _handlers[signalnum] = handler
    return old


def getsignal(signalnum, /):
    """The handler."""
    return _handlers.get(signalnum, SIG_DFL)


def _handle(signalnum):
    # A signal to this process itself: whether it is done with.
    handler = getsignal(signalnum)
    if handler == SIG_DFL:
        return False
    if handler != SIG_IGN:
        import sys
        handler(signalnum, sys._getframe(1).f_back)
    return True


def raise_signal(signalnum, /):
    """Sends a signal to this process."""
    if not _handle(signalnum):
        _process.kill(_process.pid(), int(signalnum))


def strsignal(signalnum, /):
    """What a signal means."""
    return {SIGINT: "Interrupt", SIGTERM: "Terminated", SIGKILL: "Killed", SIGSEGV: "Segmentation fault",
            SIGABRT: "Aborted", SIGALRM: "Alarm clock", SIGHUP: "Hangup", SIGPIPE: "Broken pipe"}.get(signalnum)


def alarm(seconds, /):
    """There are no timed signals."""
    raise NotImplementedError("signal.alarm is not available here; use threading.Timer")


def pause():
    """Waits until the process is ended."""
    import time
    while True:
        time.sleep(3600)


def siginterrupt(signalnum, flag, /):
    """Accepted."""
