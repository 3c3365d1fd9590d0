"""Functions to call when the program ends."""

import sys

_callbacks = []


def register(func, /, *args, **kwargs):
    """Calls `func(*args, **kwargs)` at the end; the last one registered is called first."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Forgets all registrations of a function."""
    _callbacks[:] = [entry for entry in _callbacks if entry[0] != func]


def _clear():
    _callbacks.clear()


def _ncallbacks():
    return len(_callbacks)


def _run_exitfuncs():
    while _callbacks:
        func, args, kwargs = _callbacks.pop()
        try:
            func(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException:
            import traceback
            sys.stderr.write(f"Exception ignored in atexit callback: {func!r}\n" + traceback.format_exc())
