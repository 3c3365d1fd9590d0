"""Containers: the `collections` module as CPython 3.11 documents it."""

import _collections
from _collections import _count_elements, _tuplegetter, deque

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]


def __getattr__(name):
    if name in ("UserDict", "UserList", "UserString"):
        import _more_collections
        found = globals()[name] = getattr(_more_collections, name)
        return found
    if name == "abc":
        import collections.abc
        return collections.abc
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class defaultdict(_collections.defaultdict):
    """A dict that makes what is missing."""

    def __repr__(self):
        return f"{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})"

    def copy(self):
        """A shallow copy."""
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        factory = self.default_factory
        return type(self), () if factory is None else (factory,), None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new


class OrderedDict(_collections.OrderedDict):
    """A dict whose order counts."""

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        return f"{type(self).__name__}({list(self.items())!r})"

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    __copy__ = copy

    def __reduce__(self):
        return type(self), (), self.__dict__ or None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """The same value for each key."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self


class Counter(dict):
    """How often each item occurs."""

    def __init__(self, iterable=None, /, **kwargs):
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of all counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The items that occur most often, with their counts."""
        if n is None:
            return sorted(self.items(), key=lambda item: item[1], reverse=True)
        from heapq import nlargest
        return nlargest(n, self.items(), key=lambda item: item[1])

    def elements(self):
        """Each item as often as it occurs."""
        for item, count in self.items():
            for _ in range(count):
                yield item

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Not for counters."""
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwargs):
        """Counts the items, or adds the counts, of an iterable or mapping."""
        if iterable is not None:
            if isinstance(iterable, dict):
                if self:
                    for item, count in iterable.items():
                        self[item] = count + self.get(item, 0)
                else:
                    dict.update(self, iterable)
            else:
                _count_elements(self, iterable)
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        """The opposite of `update`."""
        if iterable is not None:
            if isinstance(iterable, dict):
                for item, count in iterable.items():
                    self[item] = self.get(item, 0) - count
            else:
                for item in iterable:
                    self[item] = self.get(item, 0) - 1
        if kwargs:
            self.subtract(kwargs)

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    def __reduce__(self):
        return type(self), (dict(self),)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            items = self.most_common()
        except TypeError:
            items = self.items()
        return f"{type(self).__name__}({dict(items)!r})"

    def _each(self, other):
        keys = list(self)
        keys.extend([key for key in other if key not in self])
        for key in keys:
            yield key, self[key], other[key]

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(a == b for _, a, b in self._each(other))

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(a <= b for _, a, b in self._each(other))

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(a >= b for _, a, b in self._each(other))

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combined(self, other, function):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, a, b in self._each(other):
            count = function(a, b)
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._combined(other, max)

    def __and__(self, other):
        return self._combined(other, min)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._keep_positive()

    def __iand__(self, other):
        for key, count in self.items():
            if other[key] < count:
                self[key] = other[key]
        return self._keep_positive()


class ChainMap:
    """Several mappings seen as one; writing goes to the first."""

    # `collections.abc` counts it among its classes; a program with dicts and deques need not load that.

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        """The value, or a default."""
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return iter(merged)

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, *args):
        """One with a dict of these keys."""
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        """A copy whose first mapping is a copy, too."""
        return type(self)(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """With another mapping in front."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        """Without the first mapping."""
        return type(self)(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        """Takes an item from the first mapping."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        """Takes a key from the first mapping."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        """Empties the first mapping."""
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not hasattr(type(other), "keys"):
            return NotImplemented
        made = self.copy()
        made.maps[0].update(other)
        return made

    def __ror__(self, other):
        if not hasattr(type(other), "keys"):
            return NotImplemented
        made = dict(other)
        for mapping in reversed(self.maps):
            made.update(mapping)
        return type(self)(made)

    def keys(self):
        """All keys."""
        from collections.abc import KeysView
        return KeysView(self)

    def values(self):
        """All values."""
        from collections.abc import ValuesView
        return ValuesView(self)

    def items(self):
        """All items."""
        from collections.abc import ItemsView
        return ItemsView(self)

    def __eq__(self, other):
        if not hasattr(type(other), "keys"):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def update(self, *args, **kwargs):
        """Updates the first mapping."""
        self.maps[0].update(*args, **kwargs)

    def setdefault(self, key, default=None):
        """The value; if there is none, the default, which goes to the first mapping."""
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

    __class_getitem__ = classmethod(type(list[int]))


_KEYWORDS = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda nonlocal not or pass raise return try while with yield".split()
)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A tuple class whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        seen = set()
        for place, name in enumerate(fields):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in seen:
                fields[place] = f"_{place}"
            seen.add(name)
    for name in [typename] + fields:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    fields = tuple(fields)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")
        field_defaults = dict(zip(fields[len(fields) - len(defaults):], defaults))

    count = len(fields)
    shown = "(" + ", ".join([f"{name}=%r" for name in fields]) + ")"

    # Made from text, so that its signature and its errors are those of a written function.
    made = {"__name__": f"namedtuple_{typename}", "_new": tuple.__new__, "_defaults": field_defaults}
    parameters = [f"{name}=_defaults[{name!r}]" if name in field_defaults else name for name in fields]
    exec(
        f"def __new__({', '.join(['_cls', *parameters])}):\n"
        f" return _new(_cls, ({''.join([f'{name}, ' for name in fields])}))",
        made,
    )
    __new__ = made["__new__"]
    __new__.__qualname__ = f"{typename}.__new__"
    __new__.__doc__ = f"Create new instance of {typename}({', '.join(fields)})"

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != count:
            raise TypeError(f"Expected {count} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwargs):
        result = self._make([kwargs.pop(name, value) for name, value in zip(fields, self)])
        if kwargs:
            raise ValueError(f"Got unexpected field names: {list(kwargs)!r}")
        return result

    def __repr__(self):
        return self.__class__.__name__ + shown % tuple(self)

    def _asdict(self):
        return dict(zip(fields, self))

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": field_defaults,
        "__new__": __new__,
        "_make": classmethod(_make),
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
    }
    for place, name in enumerate(fields):
        namespace[name] = _tuplegetter(place, f"Alias for field number {place}")
    if module is None:
        import sys
        module = sys._getframe(1).f_globals.get("__name__", "__main__")
    namespace["__module__"] = module
    return type(typename, (tuple,), namespace)
