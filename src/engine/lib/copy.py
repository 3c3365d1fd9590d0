"""Copies, shallow and deep."""

__all__ = ["Error", "copy", "deepcopy"]

_ATOMIC = (type(None), int, float, bool, complex, str, bytes, type, range, type(Ellipsis), type(NotImplemented),
           type(lambda: None), type(len), property)

_ITERATORS = tuple([type(iter(x)) for x in ([], (), "", b"", range(0), set(), {})])


class Error(Exception):
    """Something cannot be copied."""


error = Error


def copy(x):
    """A new object with the same content."""
    cls = type(x)
    if cls in _ATOMIC or issubclass(cls, type) or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _rebuild(x, lambda value: value, {})


def deepcopy(x, memo=None, _nil=[]):
    """A new object with copies of all that is in it."""
    cls = type(x)
    if cls in _ATOMIC or issubclass(cls, type):
        return x
    if memo is None:
        memo = {}
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    method = getattr(cls, "__deepcopy__", None)
    if method is not None:
        new = method(x, memo)
    elif cls is list:
        new = memo[id(x)] = []
        new.extend([deepcopy(item, memo) for item in x])
    elif cls is dict:
        new = memo[id(x)] = {}
        for key, value in x.items():
            new[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        # An item may have led back here.
        known = memo.get(id(x), _nil)
        if known is not _nil:
            return known
        new = x if all(a is b for a, b in zip(items, x)) else tuple(items)
    elif cls in (set, frozenset):
        new = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        new = bytearray(x)
    elif cls in _ITERATORS:
        new = iter([deepcopy(item, memo) for item in copy(x)])
    else:
        new = _rebuild(x, lambda value: deepcopy(value, memo), memo)
    if new is not x:
        memo[id(x)] = new
        # Keeps `x` alive, so that its id is not given to another object.
        memo.setdefault(id(memo), []).append(x)
    return new


def _rebuild(x, each, memo):
    cls = type(x)
    reduce = getattr(x, "__reduce__", None)
    if reduce is not None and getattr(cls, "__reduce__", None) is not getattr(object, "__reduce__", None):
        parts = reduce()
        if isinstance(parts, str):
            return x
        function, args, *rest = parts
        new = function(*[each(arg) for arg in args])
        memo[id(x)] = new
        if rest and rest[0] is not None:
            _set_state(new, each(rest[0]))
        if len(rest) > 1 and rest[1] is not None:
            for item in rest[1]:
                new.append(each(item))
        if len(rest) > 2 and rest[2] is not None:
            for key, value in rest[2]:
                new[each(key)] = each(value)
        return new
    if isinstance(x, BaseException):
        new = cls.__new__(cls, *[each(arg) for arg in x.args])
        new.args = tuple([each(arg) for arg in x.args])
    elif isinstance(x, list):
        new = cls.__new__(cls)
        memo[id(x)] = new
        new.extend([each(item) for item in x])
    elif isinstance(x, dict):
        new = cls.__new__(cls)
        memo[id(x)] = new
        for key, value in x.items():
            dict.__setitem__(new, each(key), each(value))
    elif isinstance(x, (tuple, set, frozenset)):
        base = tuple if isinstance(x, tuple) else frozenset if isinstance(x, frozenset) else set
        items = [each(item) for item in x]
        new = set.__new__(cls) if base is set else base.__new__(cls, items)
        if base is set:
            new.update(items)
    elif isinstance(x, bytearray):
        new = cls.__new__(cls)
        bytearray.extend(new, x)
    elif isinstance(x, (int, float, complex, str, bytes)):
        new = cls.__new__(cls, x)
    elif not _can_have_state(x):
        name = cls.__name__ if cls.__module__ != "_thread" else f"_thread.{cls.__name__}"
        raise TypeError(f"cannot pickle '{name}' object")
    else:
        new = object.__new__(cls)
    memo[id(x)] = new
    state = None
    if "__getstate__" in _names(cls):
        state = x.__getstate__()
    elif hasattr(x, "__dict__"):
        state = x.__dict__
    if state:
        _set_state(new, each(dict(state) if type(state) is dict else state))
    for name in _slots(cls):
        if hasattr(x, name):
            object.__setattr__(new, name, each(getattr(x, name)))
    return new


def _names(cls):
    names = set()
    for base in cls.__mro__:
        if base is not object:
            names.update(base.__dict__)
    return names


def _slots(cls):
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__"):
                yield name


def _can_have_state(x):
    return hasattr(x, "__dict__") or any("__slots__" in base.__dict__ for base in type(x).__mro__)


def _set_state(new, state):
    if hasattr(new, "__setstate__"):
        new.__setstate__(state)
    elif isinstance(state, tuple) and len(state) == 2:
        for part in state:
            for name, value in (part or {}).items():
                setattr(new, name, value)
    else:
        new.__dict__.update(state)
