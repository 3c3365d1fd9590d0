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


def _getitem(cls, item):
    return type(list[int])(cls, item)


def _callable_getitem(cls, item):
    from _generics import _CallableGenericAlias
    return _CallableGenericAlias(cls, item)


def _protocol(name, bases, abstract, **others):
    # A class with these abstract methods; any class that has them all, and the other ones, counts as a subclass.
    methods = [*abstract, *others]

    def __subclasshook__(cls, subclass):
        return _has(subclass, *methods) if cls is made else NotImplemented

    namespace = {"__slots__": (), "__module__": "collections.abc", "__subclasshook__": classmethod(__subclasshook__)}
    if name not in ("Hashable", "Sized"):
        namespace["__class_getitem__"] = classmethod(_callable_getitem if name == "Callable" else _getitem)
    for key, method in [*abstract.items(), *others.items()]:
        if method is not None:
            method.__name__, method.__qualname__ = key, f"{name}.{key}"
            namespace[key] = abstractmethod(method) if key in abstract else method
    made = ABCMeta(name, bases, namespace)
    return made


def _nothing(self):
    yield from ()


def _end(self, value=None):
    raise StopIteration


def _throw(self, typ, val=None, tb=None):
    if val is None:
        if tb is None:
            raise typ
        val = typ()
    raise val if tb is None else val.with_traceback(tb)


def _close(self):
    try:
        self.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        pass
    else:
        raise RuntimeError(f"{'coroutine' if isinstance(self, Coroutine) else 'generator'} ignored GeneratorExit")


async def _asend(self, value=None):
    raise StopAsyncIteration


async def _athrow(self, typ, val=None, tb=None):
    _throw(self, typ, val, tb)


async def _aclose(self):
    try:
        await self.athrow(GeneratorExit)
    except (GeneratorExit, StopAsyncIteration):
        pass
    else:
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


Hashable = _protocol("Hashable", (), {"__hash__": lambda self: 0})
Awaitable = _protocol("Awaitable", (), {"__await__": _nothing})
Coroutine = _protocol("Coroutine", (Awaitable,), {"send": _end, "throw": lambda *args: _throw(*args)}, __await__=None,
                      close=_close)
AsyncIterable = _protocol("AsyncIterable", (), {"__aiter__": lambda self: AsyncIterator()})
AsyncIterator = _protocol("AsyncIterator", (AsyncIterable,), {"__anext__": _asend}, __aiter__=lambda self: self)
AsyncGenerator = _protocol("AsyncGenerator", (AsyncIterator,), {"asend": _asend, "athrow": _athrow}, __aiter__=None,
                           __anext__=lambda self: self.asend(None), aclose=_aclose)
Iterable = _protocol("Iterable", (), {"__iter__": lambda self: _nothing(self)})
Iterator = _protocol("Iterator", (Iterable,), {"__next__": lambda self: _end(self)}, __iter__=lambda self: self)
Reversible = _protocol("Reversible", (Iterable,), {"__reversed__": lambda self: _nothing(self)}, __iter__=None)
Generator = _protocol("Generator", (Iterator,), {"send": lambda self, value: _end(self), "throw": _throw}, __iter__=None,
                      __next__=lambda self: self.send(None), close=lambda self: _close(self))
Sized = _protocol("Sized", (), {"__len__": lambda self: 0})
Container = _protocol("Container", (), {"__contains__": lambda self, item: False})
Collection = _protocol("Collection", (Sized, Iterable, Container), {}, __len__=None, __iter__=None, __contains__=None)
Callable = _protocol("Callable", (), {"__call__": lambda self, *args, **kwds: False})


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
        if start is not None and start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        place = start
        while stop is None or place < stop:
            try:
                item = self[place]
            except IndexError:
                break
            if item is value or item == value:
                return place
            place += 1
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
        try:
            while True:
                self.pop()
        except IndexError:
            pass

    def reverse(self):
        """Turns the order round."""
        items = list(self)
        for place, item in enumerate(reversed(items)):
            self[place] = item

    def extend(self, values):
        """Adds items."""
        for item in list(values) if values is self else values:
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

    def _set(self, other):
        # Another as a set, or None.
        if isinstance(other, (Set, set, frozenset)):
            return other
        return self._from_iterable(other) if isinstance(other, Iterable) else None

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for item in other if item in self)

    __rand__ = __and__

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(item for part in (self, other) for item in part)

    __ror__ = __or__

    def __sub__(self, other):
        other = self._set(other)
        return NotImplemented if other is None else self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        other = self._set(other)
        return NotImplemented if other is None else self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        other = self._set(other)
        return NotImplemented if other is None else (self - other) | (other - self)

    __rxor__ = __xor__

    def _hash(self):
        """What a frozenset of the items has."""
        return hash(frozenset(self))

    def isdisjoint(self, other):
        """Whether nothing is in both."""
        for item in other:
            if item in self:
                return False
        return True


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
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        for value in self._set(it):
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self

    def __isub__(self, it):
        if it is self:
            self.clear()
            return self
        for value in it:
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

    __class_getitem__ = classmethod(_getitem)


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
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]


class ValuesView(MappingView, Collection):
    """The values."""

    __slots__ = ()

    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False

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
    from collections import ChainMap
    from array import array
    for base, kinds in (
        (Sequence, (tuple, str, range, memoryview)), (ByteString, (bytes, bytearray)), (MutableSequence, (list, bytearray, deque, array)),
        (Set, (frozenset, type({}.keys()), type({}.items()))), (MutableSet, (set,)), (MutableMapping, (dict, ChainMap)),
        (KeysView, (type({}.keys()),)), (ItemsView, (type({}.items()),)), (ValuesView, (type({}.values()),)),
    ):
        for kind in kinds:
            base.register(kind)


_register()
