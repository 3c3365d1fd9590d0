"""Abstract base classes of containers."""

from abc import ABCMeta, abstractmethod

__all__ = [
    "Hashable", "Iterable", "Iterator", "Generator", "Reversible", "Sized", "Container", "Callable", "Collection",
    "Set", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView",
    "Sequence", "MutableSequence", "ByteString", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator",
    "AsyncGenerator",
]


def _has(cls, *names):
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _protocol(name, *methods):
    # A class with these abstract methods; any class that has them counts as a subclass.

    def __subclasshook__(cls, subclass):
        if cls.__name__ == name and cls.__module__ == "collections.abc":
            return _has(subclass, *methods)
        return NotImplemented

    namespace = {"__slots__": (), "__module__": "collections.abc",
                 "__subclasshook__": classmethod(__subclasshook__),
                 "__class_getitem__": classmethod(_getitem)}
    for method in methods:
        namespace[method] = _missing(method)
    return namespace


def _getitem(cls, item):
    from types import GenericAlias
    return GenericAlias(cls, item)


def _missing(name):
    def method(self, *args):
        raise NotImplementedError(name)

    method.__name__ = name
    return abstractmethod(method)


Hashable = ABCMeta("Hashable", (), _protocol("Hashable", "__hash__"))
Iterable = ABCMeta("Iterable", (), _protocol("Iterable", "__iter__"))
Sized = ABCMeta("Sized", (), _protocol("Sized", "__len__"))
Container = ABCMeta("Container", (), _protocol("Container", "__contains__"))
Callable = ABCMeta("Callable", (), _protocol("Callable", "__call__"))
Reversible = ABCMeta("Reversible", (Iterable,), _protocol("Reversible", "__reversed__", "__iter__"))
Collection = ABCMeta("Collection", (Sized, Iterable, Container),
                     _protocol("Collection", "__len__", "__iter__", "__contains__"))
Awaitable = ABCMeta("Awaitable", (), _protocol("Awaitable", "__await__"))


def _close(self):
    try:
        self.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        pass
    else:
        raise RuntimeError(f"{'coroutine' if isinstance(self, Coroutine) else 'generator'} ignored GeneratorExit")


async def _aclose(self):
    try:
        await self.athrow(GeneratorExit)
    except (GeneratorExit, StopAsyncIteration):
        pass
    else:
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


Coroutine = ABCMeta("Coroutine", (Awaitable,), {
    **_protocol("Coroutine", "__await__", "send", "throw", "close"), "close": _close})
AsyncIterable = ABCMeta("AsyncIterable", (), _protocol("AsyncIterable", "__aiter__"))
AsyncIterator = ABCMeta("AsyncIterator", (AsyncIterable,), {
    **_protocol("AsyncIterator", "__anext__", "__aiter__"), "__aiter__": lambda self: self})
AsyncGenerator = ABCMeta("AsyncGenerator", (AsyncIterator,), {
    **_protocol("AsyncGenerator", "__aiter__", "__anext__", "asend", "athrow", "aclose"),
    "__aiter__": lambda self: self, "__anext__": lambda self: self.asend(None), "aclose": _aclose,
})

_iterator = _protocol("Iterator", "__next__", "__iter__")
_iterator["__iter__"] = lambda self: self
Iterator = ABCMeta("Iterator", (Iterable,), _iterator)
Generator = ABCMeta("Generator", (Iterator,), {
    **_protocol("Generator", "__iter__", "__next__", "send", "throw", "close"),
    "__iter__": lambda self: self, "__next__": lambda self: self.send(None), "close": _close,
})


class Sequence(Reversible, Collection):
    """Items by number."""

    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        place = 0
        try:
            while True:
                yield self[place]
                place += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def __reversed__(self):
        for place in reversed(range(len(self))):
            yield self[place]

    def index(self, value, start=0, stop=None):
        """Where an item first occurs."""
        for place in range(start, len(self) if stop is None else stop):
            if self[place] is value or self[place] == value:
                return place
        raise ValueError

    def count(self, value):
        """How often an item occurs."""
        return sum(1 for item in self if item is value or item == value)


class ByteString(Sequence):
    """bytes and bytearray."""

    __slots__ = ()


class MutableSequence(Sequence):
    """A sequence that can be changed."""

    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        """Inserts an item."""
        raise IndexError

    def append(self, value):
        """Adds an item at the end."""
        self.insert(len(self), value)

    def clear(self):
        """Removes all items."""
        while len(self):
            self.pop()

    def reverse(self):
        """Turns the order round."""
        items = list(self)
        for place, item in enumerate(reversed(items)):
            self[place] = item

    def extend(self, values):
        """Adds items."""
        for item in list(values):
            self.append(item)

    def pop(self, index=-1):
        """Takes an item."""
        item = self[index]
        del self[index]
        return item

    def remove(self, value):
        """Removes the first equal item."""
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set(Collection):
    """A set."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) <= len(other) and all(item in other for item in self)

    def __lt__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) < len(other) and self <= other

    def __ge__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) >= len(other) and all(item in self for item in other)

    def __gt__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) > len(other) and self >= other

    def __eq__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) == len(other) and self <= other

    def __and__(self, other):
        return self._from_iterable(item for item in other if item in self)

    __rand__ = __and__

    def __or__(self, other):
        return self._from_iterable(item for part in (self, other) for item in part)

    __ror__ = __or__

    def __sub__(self, other):
        other = set(other)
        return self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        return self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        other = self._from_iterable(other)
        return (self - other) | (other - self)

    __rxor__ = __xor__

    def isdisjoint(self, other):
        """Whether nothing is in both."""
        return not any(item in self for item in other)


class MutableSet(Set):
    """A set that can be changed."""

    __slots__ = ()

    @abstractmethod
    def add(self, value):
        """Adds an item."""

    @abstractmethod
    def discard(self, value):
        """Removes an item if it is there."""

    def remove(self, value):
        """Removes an item."""
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        """Takes an item."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Removes all items."""
        for value in list(self):
            self.discard(value)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __isub__(self, it):
        for value in list(it):
            self.discard(value)
        return self


class MappingView(Sized):
    """A view of a mapping."""

    __slots__ = ("_mapping",)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"


class KeysView(MappingView, Set):
    """The keys."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)


class ItemsView(MappingView, Set):
    """The items."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __contains__(self, item):
        key, value = item
        return key in self._mapping and self._mapping[key] == value

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]


class ValuesView(MappingView, Collection):
    """The values."""

    __slots__ = ()

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


class Mapping(Collection):
    """Values by key."""

    __slots__ = ()

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        """The value, or a default."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        """The keys."""
        return KeysView(self)

    def items(self):
        """The items."""
        return ItemsView(self)

    def values(self):
        """The values."""
        return ValuesView(self)

    def __eq__(self, other):
        if not isinstance(other, (Mapping, dict)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __reversed__ = None


class MutableMapping(Mapping):
    """A mapping that can be changed."""

    __slots__ = ()
    _marker = object()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_marker):
        """Takes a value."""
        try:
            value = self[key]
        except KeyError:
            if default is self._marker:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        """Takes an item."""
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        """Removes all items."""
        # By `popitem`, which may leave some: a parser's default section.
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def update(self, other=(), /, **kwds):
        """Sets items."""
        if hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        """The value, set if it is not there."""
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


def _register():
    from _collections import deque
    for base, kinds in (
        (Sequence, (tuple, str, range)), (ByteString, (bytes, bytearray)), (MutableSequence, (list, bytearray, deque)),
        (Set, (frozenset, type({}.keys()), type({}.items()))), (MutableSet, (set,)), (MutableMapping, (dict,)),
        (KeysView, (type({}.keys()),)), (ItemsView, (type({}.items()),)), (ValuesView, (type({}.values()),)),
    ):
        for kind in kinds:
            base.register(kind)


_register()
