"""Signals: handlers are called by the main thread, between two instructions or in the middle of a wait."""

import sys
from enum import IntEnum

import _process
from _process import default_int_handler

NSIG = 65
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
ItimerError = OSError


class Signals(IntEnum):
    """The signals by name."""

    (SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE,
     SIGALRM, SIGTERM, SIGSTKFLT, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ,
     SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS) = range(1, 32)


class Handlers(IntEnum):
    """What may stand for a handler."""

    SIG_DFL = 0
    SIG_IGN = 1


class Sigmasks(IntEnum):
    """What `pthread_sigmask` does with the signals that it is given."""

    SIG_BLOCK = 0
    SIG_UNBLOCK = 1
    SIG_SETMASK = 2


for _names in (Signals, Handlers, Sigmasks):
    globals().update(_names.__members__)
del _names
SIGCLD, SIGPOLL = SIGCHLD, SIGIO


_handlers = {SIGINT: default_int_handler, SIGPIPE: SIG_IGN, SIGXFSZ: SIG_IGN}
_interval = 0.0
# Signals that are held back, and those of them that have come meanwhile.
_blocked, _pending = set(), set()


def signal(signalnum, handler, /):
    """Says what a signal does from now on; returns what it did before."""
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    _check(signalnum)
    if handler not in (SIG_DFL, SIG_IGN) and not callable(handler):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if signalnum in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    old = getsignal(signalnum)
    if signalnum in _blocked:
        # The machine goes on handing it over.
        _handlers[signalnum] = handler if callable(handler) else Handlers(handler)
    elif callable(handler):
        _handlers[signalnum] = handler
        _process.set_signal(signalnum, None if signalnum == SIGINT and handler is default_int_handler else 2)
    else:
        _process.set_signal(signalnum, int(handler))
        _handlers[signalnum] = Handlers(handler)
    return old


def _check(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")


def getsignal(signalnum, /):
    """What a signal does."""
    _check(signalnum)
    return _handlers.get(signalnum, SIG_DFL)


def _deliver(signalnum):
    # Called by the machine when a signal has come.
    if signalnum in _blocked:
        _pending.add(Signals(signalnum))
        return
    handler = _handlers.get(signalnum)
    if callable(handler):
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.startswith("<library"):
            frame = frame.f_back
        handler(signalnum, frame)


def raise_signal(signalnum, /):
    """Sends a signal to this process."""
    _process.kill(_process.pid(), int(signalnum))


def strsignal(signalnum, /):
    """What a signal means."""
    _check(signalnum)
    names = ("Hangup,Interrupt,Quit,Illegal instruction,Trace/breakpoint trap,Aborted,Bus error,Floating point exception,Killed,"
             "User defined signal 1,Segmentation fault,User defined signal 2,Broken pipe,Alarm clock,Terminated,Stack fault,"
             "Child exited,Continued,Stopped (signal),Stopped,Stopped (tty input),Stopped (tty output),Urgent I/O condition,"
             "CPU time limit exceeded,File size limit exceeded,Virtual timer expired,Profiling timer expired,Window changed,"
             "I/O possible,Power failure,Bad system call").split(",")
    return names[signalnum - 1] if signalnum < 32 else None


def valid_signals():
    """All signals."""
    return {Signals(number) if number < 32 else number for number in range(1, NSIG) if number not in (32, 33)}


def alarm(seconds, /):
    """SIGALRM for this process in so many seconds; 0: none. How many were left of the last one."""
    return -int(-setitimer(ITIMER_REAL, seconds)[0] // 1)


def setitimer(which, seconds, interval=0.0, /):
    """SIGALRM for this process in so many seconds, and then at intervals. What was left of the last one, and its interval."""
    global _interval
    if which != ITIMER_REAL:
        raise ItimerError(22, "Invalid argument: there is ITIMER_REAL only")
    if seconds < 0 or interval < 0:
        raise ItimerError(22, "Invalid argument")
    old = (_process.alarm(seconds, interval), _interval)
    _interval = float(interval) if seconds else 0.0
    return old


def getitimer(which, /):
    """What is left of the last alarm, and its interval."""
    left, interval = setitimer(which, 0)
    if left:
        setitimer(which, left, interval)
    return left, interval


def pthread_kill(thread_id, signalnum, /):
    """Sends a signal: it goes to the main thread, as handlers are called there."""
    import threading
    _check(signalnum) if signalnum else None
    if thread_id not in [thread.ident for thread in threading.enumerate()]:
        raise ProcessLookupError(3, "No such process")
    if signalnum:
        raise_signal(signalnum)


def _numbers(signals):
    numbers = {int(number) for number in signals}
    for number in numbers:
        if not 1 <= number < NSIG:
            raise ValueError(f"signal number {number} out of range [1; {NSIG - 1}]")
    return {Signals(number) for number in numbers if number in Signals._value2member_map_}


def pthread_sigmask(how, mask, /):
    """Holds signals back, or no longer: all threads share what is held back. What was held back before."""
    mask, before = _numbers(mask), set(_blocked)
    if how == SIG_BLOCK:
        after = before | mask
    elif how == SIG_UNBLOCK:
        after = before - mask
    elif how == SIG_SETMASK:
        after = mask
    else:
        raise OSError(22, "Invalid argument")
    after -= {SIGKILL, SIGSTOP}
    for signalnum in after - before:
        # From now on the machine hands it over, whatever it does otherwise.
        _blocked.add(signalnum)
        _process.set_signal(signalnum, 2)
    for signalnum in sorted(before - after):
        _blocked.discard(signalnum)
        handler = _handlers.get(signalnum, SIG_DFL)
        usual = signalnum == SIGINT and handler is default_int_handler
        _process.set_signal(signalnum, None if usual else 2 if callable(handler) else int(handler))
        if signalnum in _pending:
            _pending.discard(signalnum)
            raise_signal(signalnum)
    return before


def sigpending():
    """The signals that have come and are held back."""
    return set(_pending)


def sigwait(sigset, /):
    """Waits for one of these signals, which are held back: its number. No handler is called."""
    wanted = _numbers(sigset)
    before = pthread_sigmask(SIG_BLOCK, wanted)
    try:
        while not wanted & _pending:
            _process.pause()
        found = min(wanted & _pending)
        _pending.discard(found)
    finally:
        pthread_sigmask(SIG_SETMASK, before)
    return found


def pause():
    """Waits until a handler was called."""
    _process.pause()


def siginterrupt(signalnum, flag, /):
    """Accepted: waits always go on after a handler."""


def __getattr__(name):
    words = f"module 'signal' has no attribute '{name}'"
    if name in ("sigwaitinfo", "sigtimedwait", "set_wakeup_fd", "pidfd_send_signal"):
        words += ": signals go to processes here, and their main threads"
    raise AttributeError(words)
