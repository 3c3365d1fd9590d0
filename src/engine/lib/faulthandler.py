"""Tracebacks on demand. Machine code does not fail here: there are no faults to handle."""

import sys

_enabled = False


def enable(file=None, all_threads=True):
    """Is remembered."""
    global _enabled
    _enabled = True


def disable():
    """Takes `enable` back; whether it was there."""
    global _enabled
    before, _enabled = _enabled, False
    return before


def is_enabled():
    """Whether `enable` was called."""
    return _enabled


def dump_traceback(file=None, all_threads=True):
    """Writes where the running thread is."""
    import threading
    file = sys.stderr if file is None else file
    title = "Current thread 0x%016x" % threading.get_ident() if all_threads else "Stack"
    file.write(title + " (most recent call first):\n")
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        file.write('  File "%s", line %d in %s\n' % (code.co_filename, frame.f_lineno, code.co_name))
        frame = frame.f_back


def _elsewhere(*args, **kwargs):
    raise NotImplementedError("where other threads are cannot be asked for here; the timeline shows it")


dump_traceback_later = register = _elsewhere


def cancel_dump_traceback_later():
    """There is none."""


def unregister(signum):
    """There was none."""
    return False
