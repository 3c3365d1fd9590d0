"""Copies, shallow and deep."""

from _weakref import ref as _ref

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    """Something cannot be copied."""

    def _method(self):
        pass


error = Error

_ATOMIC = {type(None), int, float, bool, complex, str, bytes, type, range, type(Ellipsis), type(NotImplemented),
           type(lambda: None), type((lambda: None).__code__), type(len), property, _ref}
_IMMUTABLE = {*_ATOMIC, tuple, frozenset, slice}
_MUTABLE = {list, dict, set, bytearray}
_Method = type(Error()._method)
del Error._method


def copy(x):
    """A new object with the same content."""
    cls = type(x)
    if cls in _IMMUTABLE or issubclass(cls, type):
        return x
    if cls in _MUTABLE:
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    parts = _reduced(x, cls, "shallow")
    return x if isinstance(parts, str) else _reconstruct(x, None, *parts)


def deepcopy(x, memo=None, _nil=[]):
    """A new object with copies of all that is in it."""
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    # What is copied as it is needs no call.
    if cls is list:
        new = memo[id(x)] = []
        append = new.append
        for item in x:
            append(item if type(item) in _ATOMIC else deepcopy(item, memo))
    elif cls is dict:
        new = memo[id(x)] = {}
        for key, value in x.items():
            if type(key) not in _ATOMIC:
                key = deepcopy(key, memo)
            new[key] = value if type(value) in _ATOMIC else deepcopy(value, memo)
    elif cls is tuple:
        items = [item if type(item) in _ATOMIC else deepcopy(item, memo) for item in x]
        # An item may have led back here.
        known = memo.get(id(x), _nil)
        if known is not _nil:
            return known
        new = x if all(a is b for a, b in zip(items, x)) else tuple(items)
    elif cls is set:
        # The items of one that is in itself are not to be hashed before they are whole.
        new = set([deepcopy(item, memo) for item in x])
    elif cls is _Method:
        new = cls(x.__func__, deepcopy(x.__self__, memo))
    elif issubclass(cls, type):
        return x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            new = method(memo)
        else:
            parts = _reduced(x, cls, "deep")
            new = x if isinstance(parts, str) else _reconstruct(x, memo, *parts)
    if new is not x:
        memo[id(x)] = new
        # Keeps `x` alive, so that its id is not given to another object.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return new


# That of copyreg, once an object needs it.
_dispatch_table = None


def _reduced(x, cls, kind):
    # What is said of how the object is made.
    global _dispatch_table
    if _dispatch_table is None:
        from copyreg import dispatch_table as _dispatch_table
    by = _dispatch_table.get(cls)
    if by is not None:
        return by(x)
    by = getattr(x, "__reduce_ex__", None)
    if by is not None:
        return by(4)
    by = getattr(x, "__reduce__", None)
    if by is None:
        raise Error(f"un({kind})copyable object of type {cls}")
    return by()


def _reconstruct(x, memo, function, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    new = function(*args)
    if deep:
        memo[id(x)] = new
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        setter = getattr(new, "__setstate__", None)
        if setter is not None:
            setter(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                new.__dict__.update(state)
            for name, value in (slots or {}).items():
                setattr(new, name, value)
    if items is not None:
        for item in items:
            new.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            new[key] = value
    return new
