"""References. The engine frees objects by counting and has no weak references: these here keep their objects alive."""


class ref:
    """A reference to an object."""

    def __init__(self, object, callback=None, /):
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        return self._object == other._object if isinstance(other, ref) else NotImplemented

    def __hash__(self):
        return hash(self._object)


ReferenceType = ref
WeakMethod = ref


def proxy(object, callback=None, /):
    """The object."""
    return object


def getweakrefcount(object, /):
    """Nothing is counted."""
    return 0


def getweakrefs(object, /):
    """Nothing is listed."""
    return []


class WeakValueDictionary(dict):
    """A dict."""


class WeakKeyDictionary(dict):
    """A dict."""


class WeakSet(set):
    """A set."""


class finalize:
    """A function to call when the program ends."""

    def __init__(self, obj, func, /, *args, **kwargs):
        import atexit
        self._call = (func, args, kwargs)
        self.alive = True
        self.atexit = True
        atexit.register(self)

    def __call__(self, _=None):
        if self.alive:
            self.alive = False
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        """Forgets the function."""
        if self.alive:
            self.alive = False
            return (None, *self._call)
