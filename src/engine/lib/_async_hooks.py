"""Who is told of asynchronous generators: `sys.set_asyncgen_hooks` (PEP 525)."""

from _thread import get_ident

_KEPT = object()
# What each thread has set, by its number.
_hooks = {}


def set_asyncgen_hooks(firstiter=_KEPT, finalizer=_KEPT):
    """Who is told of generators that begin, and of those that are released before their end."""
    for name, hook in (("firstiter", firstiter), ("finalizer", finalizer)):
        if hook is not _KEPT and hook is not None and not callable(hook):
            raise TypeError(f"callable {name} expected, got {type(hook).__name__}")
    before = _hooks.get(get_ident(), (None, None))
    now = before[0] if firstiter is _KEPT else firstiter, before[1] if finalizer is _KEPT else finalizer
    if now == (None, None):
        _hooks.pop(get_ident(), None)
    else:
        _hooks[get_ident()] = now


class asyncgen_hooks(tuple):
    """What `get_asyncgen_hooks` gives."""

    __slots__ = ()
    firstiter = property(lambda self: self[0])
    finalizer = property(lambda self: self[1])

    def __repr__(self):
        return f"asyncgen_hooks(firstiter={self[0]!r}, finalizer={self[1]!r})"


def get_asyncgen_hooks():
    """What was set."""
    return asyncgen_hooks(_hooks.get(get_ident(), (None, None)))


def _begins(generator):
    """A generator is asked for the first time; who is to be told of its release."""
    firstiter, finalizer = _hooks.get(get_ident(), (None, None))
    if firstiter is not None:
        firstiter(generator)
    return finalizer
