"""How objects of a class are pickled, by functions that are registered."""

import sys as _sys

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Objects of the class are taken apart by the function."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Checks that it can be called."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _slotnames(cls):
    # The slots of a class and its bases, by the names that their attributes have: kept with the class, as CPython does.
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                owner = base.__name__.lstrip("_")
                name = "_%s%s" % (owner, name) if owner else name
            names.append(name)
    try:
        cls.__slotnames__ = names
    except (AttributeError, TypeError):
        pass
    return names


def _has_state(x):
    # Whether all there is to an object are its attributes.
    return hasattr(x, "__dict__") or any("__slots__" in base.__dict__ for base in type(x).__mro__)


def _getstate(x):
    # object.__getstate__: the attributes, and apart from them the slots.
    state = getattr(x, "__dict__", None) or None
    slots = {name: getattr(x, name) for name in _slotnames(type(x)) if hasattr(x, name)}
    return (state, slots) if slots else state


def _of_set(x, protocol):
    return (type(x), (list(x),), x.__getstate__())


def _of_bytearray(x, protocol):
    if protocol < 3:
        args = (x.decode("latin-1"), "latin-1") if x else ()
    else:
        args = (bytes(x),) if x else ()
    return (type(x), args, x.__getstate__())


def _of_range(x, protocol):
    return (type(x), (x.start, x.stop, x.step))


def _of_complex(x):
    return (complex, (x.real, x.imag))


def _of_singleton(x, protocol):
    return repr(x)


def _of_builtin(x, protocol):
    owner = getattr(x, "__self__", None)
    if owner is None or type(owner) is type(_sys):
        return x.__qualname__
    return (getattr, (owner, x.__name__))


def _of_method(x, protocol):
    return (getattr, (x.__self__, x.__func__.__name__))


def _of_method_descriptor(x, protocol):
    return (getattr, (x.__objclass__, x.__name__))


def _of_alias(x, protocol):
    return (type(x), (x.__origin__, x.__args__))


def _of_union(x):
    import functools
    import operator
    return (functools.reduce, (operator.or_, x.__args__))


def _of_deque(x, protocol):
    return (type(x), () if x.maxlen is None else ((), x.maxlen), x.__getstate__(), iter(x))


def _of_element(x, protocol):
    return (__newobj__, (type(x),), x.__getstate__(), None, None)


def _of_pattern(x, protocol):
    import re
    return (re._compile, (x.pattern, x.flags))


def _of_os_error(x):
    args = x.args
    if len(args) == 2 and x.filename is not None:
        args = (*args, x.filename) if x.filename2 is None else (*args, x.filename, None, x.filename2)
    state = {name: value for name, value in x.__dict__.items() if name not in ("errno", "strerror", "filename", "filename2")}
    return (type(x), args, state) if state else (type(x), args)


def _of_image(x, protocol):
    # Iterators and files in memory: how far they are this Python alone can tell.
    import _image
    data, handles = _image.dumps(x)
    return (_image.loads, (data,))


# How objects of builtin classes are made anew, by class; of a class outside of `builtins` by its name.
_MAKERS = {
    set: _of_set, frozenset: _of_set, bytearray: _of_bytearray, range: _of_range, slice: _of_range,
    type(...): _of_singleton, type(NotImplemented): _of_singleton, type(len): _of_builtin, type(str.join): _of_method_descriptor,
    type(list[int]): _of_alias, ("builtins", "method"): _of_method,
    ("collections", "deque"): _of_deque, ("re", "Pattern"): _of_pattern,
    ("io", "StringIO"): _of_image, ("io", "BytesIO"): _of_image,
    ("xml.etree.ElementTree", "Element"): _of_element,
}


dispatch_table.update({complex: _of_complex, type(int | str): _of_union})


def _sample():
    yield


# What cannot be made anew although it has attributes.
_REFUSED = {type(_sample), type(_sample()), type(_sys), classmethod, staticmethod, property, memoryview}


def _native(x, cls, protocol):
    # What a builtin class says, or None.
    for base in cls.__mro__:
        maker = _MAKERS.get(base) or _MAKERS.get((base.__module__, base.__name__))
        if maker is not None:
            return maker(x, protocol)
    if cls.__module__ in ("builtins", "itertools") and hasattr(cls, "__next__"):
        return _of_image(x, protocol)
    return None


def _refusal(cls):
    # The classes that CPython has in C are named with their module.
    name = cls.__name__
    if (cls.__module__, name) in (("re", "Pattern"), ("re", "Match"), ("_thread", "lock"), ("_thread", "RLock"),
                                  ("types", "UnionType"), ("weakref", "ReferenceType"), ("_thread", "_local")):
        name = f"{cls.__module__}.{name}"
    return TypeError(f"cannot pickle {name!r} object")


def _reduce(x, protocol=0):
    # object.__reduce__: how to make the object, its state, its items.
    cls = type(x)
    if cls in _REFUSED or cls.__name__ == "mappingproxy":
        raise _refusal(cls)
    made = _native(x, cls, protocol)
    if made is not None:
        return made
    if protocol < 2:
        base = next(base for base in cls.__mro__ if base.__module__ == "builtins")
        if base is cls and cls is not object:
            raise _refusal(cls)
        if getattr(x, "__slots__", None) and cls.__getstate__ is object.__getstate__:
            raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
        if base is object and not _has_state(x) and cls is not object:
            raise _refusal(cls)
        args = (cls, base, None if base is object else base(x))
        state = x.__getstate__()
        return (_reconstructor, args, state) if state else (_reconstructor, args)
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = x.__getnewargs_ex__()
        make = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    elif hasattr(cls, "__getnewargs__"):
        args = x.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError("__getnewargs__ should return a tuple, not %r" % type(args).__name__)
        make = (__newobj__, (cls, *args))
    else:
        if cls is not object and not isinstance(x, (list, dict)) and not _has_state(x):
            raise _refusal(cls)
        make = (__newobj__, (cls,))
    items = iter(x) if isinstance(x, list) else None
    pairs = iter(x.items()) if isinstance(x, dict) else None
    return (*make, x.__getstate__(), items, pairs)


def _reduce_ex(x, protocol):
    # object.__reduce_ex__: as the class's own `__reduce__` says, if it has one.
    cls = type(x)
    if cls.__reduce__ is not object.__reduce__:
        # A builtin class whose own `__reduce__` leaves something out.
        owner = next(base for base in cls.__mro__ if "__reduce__" in base.__dict__)
        if owner is BaseException and isinstance(x, OSError):
            return _of_os_error(x)
        return x.__reduce__()
    return _reduce(x, protocol)


_extension_registry, _inverted_registry, _extension_cache = {}, {}, {}


def add_extension(module, name, code):
    """A short code for a global."""
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError("key %s is already registered with code %s" % (key, _extension_registry[key]))
    if code in _inverted_registry:
        raise ValueError("code %s is already in use for key %s" % (code, _inverted_registry[code]))
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError("key %s is not registered with code %s" % (key, code))
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
