"""Tools for functions: the `functools` module as CPython 3.11 documents it."""

import _functools
from _functools import cmp_to_key, reduce
from _thread import RLock, get_ident

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_MISSING = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes `wrapper` look like `wrapped`."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            pass
        else:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """`update_wrapper` as a decorator."""

    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)

    return decorate


class partial(_functools.partial):
    """A function with some of its arguments."""

    def __repr__(self):
        name = type(self).__qualname__
        if type(self).__module__ == "functools":
            name = "functools." + name
        mark = id(self), get_ident()
        if mark in _shown:
            return "..."
        _shown.add(mark)
        try:
            return f"{name}({_shown_call(self)})"
        finally:
            _shown.discard(mark)

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 4:
            raise TypeError("invalid partial state")
        func, args, keywords, attributes = state
        if not callable(func) or not isinstance(args, tuple) or keywords is not None and not isinstance(keywords, dict):
            raise TypeError("invalid partial state")
        self._set(func, tuple(args), dict(keywords or {}))
        self.__dict__.clear()
        self.__dict__.update(attributes or {})

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


# Which partial functions each thread is about to show: one may be in itself.
_shown = set()


def _shown_call(call):
    parts = [call.func, *call.args]
    return ", ".join([repr(part) for part in parts] + [f"{name}={value!r}" for name, value in call.keywords.items()])


class partialmethod:
    """A method with some of its arguments."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            func, args, keywords = func.func, func.args + args, {**func.keywords, **keywords}
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        return f"{type(self).__module__}.{type(self).__qualname__}({_shown_call(self)})"

    def __get__(self, obj, cls=None):
        if hasattr(self.func, "__get__"):
            bound = self.func.__get__(obj, cls)
            if bound is not self.func:
                made = partial(bound, *self.args, **self.keywords)
                try:
                    made.__self__ = bound.__self__
                except AttributeError:
                    pass
                return made

        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method.__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


class _lru_cache_wrapper(_functools._lru_cache):
    # The table and the call are in Rust.

    def __get__(self, obj, cls=None):
        return self if obj is None else _Method(self, obj)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return self.__qualname__

    def cache_info(self):
        """Hits, misses, greatest and present size."""
        return _cache_info_type()(*self._info())


_Method = type(_lru_cache_wrapper.__get__.__get__(0, int))


def _cached(function, maxsize, typed):
    made = _lru_cache_wrapper(function, maxsize, typed)
    made.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(made, function)


_CacheInfo = None


def _cache_info_type():
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple
        _CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])
    return _CacheInfo


def lru_cache(maxsize=128, typed=False):
    """Remembers the results of the last `maxsize` different calls."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        return _cached(function, maxsize, typed)

    return decorate


def cache(user_function, /):
    """Remembers all results."""
    return _cached(user_function, None, False)


class cached_property:
    """A property computed once for each object."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                f"{self.attrname!r} property."
            ) from None
        value = values.get(self.attrname, _MISSING)
        if value is not _MISSING:
            return value
        with self.lock:
            # Another thread may have been faster.
            value = values.get(self.attrname, _MISSING)
            if value is _MISSING:
                value = self.func(instance)
                try:
                    values[self.attrname] = value
                except TypeError:
                    raise TypeError(
                        f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support item "
                        f"assignment for caching {self.attrname!r} property."
                    ) from None
        return value

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def _comparison(root, name, negate, combine):
    # One of the other three comparisons in terms of one and equality.
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if negate:
            result = not result
        if combine == "eq":
            return result or self == other
        if combine == "ne":
            return result and self != other
        return result

    compare.__name__ = name
    compare.__qualname__ = f"_{name[2:4]}_from_{root[2:4]}"
    globals()[compare.__qualname__] = compare
    return compare


# For each comparison the others: name, negate, combine with "or equal", "and not equal".
_ORDERINGS = {
    root: [_comparison(root, *other) for other in others] for root, others in {
        "__ge__": [("__le__", True, "eq"), ("__gt__", False, "ne"), ("__lt__", True, None)],
        "__gt__": [("__lt__", True, "ne"), ("__ge__", False, "eq"), ("__le__", True, None)],
        "__le__": [("__ge__", True, "eq"), ("__lt__", False, "ne"), ("__gt__", True, None)],
        "__lt__": [("__gt__", True, "ne"), ("__le__", False, "eq"), ("__ge__", True, None)],
    }.items()
}


def total_ordering(cls):
    """Adds the comparisons that a class lacks, from one it has and `__eq__`."""
    defined = [name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for function in _ORDERINGS[defined[-1]]:
        if function.__name__ not in defined:
            setattr(cls, function.__name__, function)
    return cls


def __getattr__(name):
    # Generic functions, which few programs have.
    if name not in ("singledispatch", "singledispatchmethod", "_c3_mro", "_compose_mro", "_find_impl"):
        raise AttributeError(f"module 'functools' has no attribute {name!r}")
    import _singledispatch
    found = globals()[name] = getattr(_singledispatch, name)
    return found
