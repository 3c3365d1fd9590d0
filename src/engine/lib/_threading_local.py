"""Thread-local data, for `threading.local`."""

from _thread import get_ident
from _weakref import ref

# Of each thread, the objects in which it has attributes.
_used = {}


class local:
    """An object whose attributes differ from thread to thread."""

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_thread._local' object")

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        # The creating thread's `__init__` runs anyway; other threads run it when they first come.
        object.__setattr__(self, "_local__threads", {get_ident(): {}})
        object.__setattr__(self, "_local__arguments", (args, kwargs))
        _note(self, get_ident())
        return self

    def __getattribute__(self, name):
        attributes = _attributes(self)
        if name == "__dict__":
            return attributes
        if name in attributes:
            return attributes[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError("%r object attribute '__dict__' is read-only" % type(self).__name__)
        attributes = _attributes(self)
        found = getattr(type(self), name, None)
        if hasattr(type(found), "__set__"):
            object.__setattr__(self, name, value)
        else:
            attributes[name] = value

    def __delattr__(self, name):
        if name == "__dict__":
            raise AttributeError("%r object attribute '__dict__' is read-only" % type(self).__name__)
        attributes = _attributes(self)
        if name not in attributes:
            raise AttributeError(name)
        del attributes[name]


def _attributes(self):
    threads = object.__getattribute__(self, "_local__threads")
    ident = get_ident()
    attributes = threads.get(ident)
    if attributes is None:
        attributes = threads[ident] = {}
        _note(self, ident)
        args, kwargs = object.__getattribute__(self, "_local__arguments")
        type(self).__init__(self, *args, **kwargs)
    return attributes


def _note(self, ident):
    used = _used.setdefault(ident, {})
    key = id(self)
    used[key] = ref(self, lambda _: used.pop(key, None))


local.__name__ = local.__qualname__ = "_local"
local.__module__ = "_thread"


def _end():
    """The thread that calls this ends: its attributes go."""
    ident = get_ident()
    for found in list(_used.pop(ident, {}).values()):
        self = found()
        if self is not None:
            object.__getattribute__(self, "_local__threads").pop(ident, None)
