"""Ctrl-C ends a run of tests after the one that is running; a second one does what it would do without this."""

import functools
import weakref
from signal import SIG_DFL, SIG_IGN, SIGINT, default_int_handler, getsignal, signal

__unittest = True

_results = weakref.WeakKeyDictionary()
_interrupt_handler = None


def registerResult(result):
    """Ctrl-C stops it from now on."""
    _results[result] = True


def removeResult(result):
    """Ctrl-C does not stop it any more; whether it did."""
    return _results.pop(result, False)


def installHandler():
    """Ctrl-C ends the run after the test that is running."""
    global _interrupt_handler
    if _interrupt_handler is None:
        _interrupt_handler = _StopResults(getsignal(SIGINT))
        signal(SIGINT, _interrupt_handler)


def removeHandler(method=None):
    """Undoes `installHandler`; as a decorator, while the function runs."""
    if method is None:
        if _interrupt_handler is not None:
            signal(SIGINT, _interrupt_handler.replaced)
        return None

    @functools.wraps(method)
    def undisturbed(*args, **kwargs):
        usual = getsignal(SIGINT)
        removeHandler()
        try:
            return method(*args, **kwargs)
        finally:
            signal(SIGINT, usual)

    return undisturbed


class _StopResults:
    def __init__(self, replaced):
        self.replaced = replaced
        self.called = False
        self._usual = _function_of(replaced)

    def __call__(self, signum, frame):
        # Who has put a handler of their own in this one's place and calls it from there wants the usual thing too.
        if self.called or getsignal(SIGINT) is not self:
            self._usual(signum, frame)
        self.called = True
        for result in [*_results]:
            result.stop()


def _function_of(handler):
    if handler == SIG_DFL:
        return default_int_handler
    if handler == SIG_IGN:
        return lambda signum, frame: None
    if isinstance(handler, int):
        raise TypeError("expected SIGINT signal handler to be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    return handler
