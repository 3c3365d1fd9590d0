"""Weak references: they do not keep their objects alive. The references themselves are the machine's (`_weakref`)."""

import itertools
from _weakref import getweakrefcount, getweakrefs, ref

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
           "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

ReferenceType = ref


class WeakMethod(ref):
    """A weak reference to a bound method, which itself lives only while it is used."""

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def dead(_):
            this = this_ref()
            if this is not None and this._alive:
                this._alive = False
                if callback is not None:
                    callback(this)

        this = ref.__new__(cls, obj, dead)
        this._func_ref = ref(func, dead)
        this._alive = True
        this_ref = ref(this)
        return this

    def __call__(self):
        obj, func = super().__call__(), self._func_ref()
        return None if obj is None or func is None else func.__get__(obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


def _alive(proxy):
    # The object behind a proxy.
    found = _reference(proxy)()
    if found is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return found


def _reference(proxy):
    return object.__getattribute__(proxy, "_reference")


class ProxyType:
    """Stands for an object as long as it lives."""

    __slots__ = ("_reference", "__weakref__")

    def __getattribute__(self, name):
        return getattr(_alive(self), name)

    def __setattr__(self, name, value):
        setattr(_alive(self), name, value)

    def __delattr__(self, name):
        delattr(_alive(self), name)

    def __repr__(self):
        found = _reference(self)()
        return f"<weakproxy at {id(self):#x} to {type(found).__name__} at {id(found):#x}>"

    def __str__(self):
        return str(_alive(self))

    def __bytes__(self):
        return bytes(_alive(self))

    def __bool__(self):
        return bool(_alive(self))

    def __dir__(self):
        return dir(_alive(self))



def _forward_operators():
    import operator

    def bare(value):
        return _alive(value) if isinstance_of_proxy(value) else value

    def isinstance_of_proxy(value):
        return type(value) is ProxyType or type(value) is CallableProxyType

    def binary(function):
        return lambda self, other: function(_alive(self), bare(other))

    def reflected(function):
        return lambda self, other: function(bare(other), _alive(self))

    for name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor"):
        function = getattr(operator, f"__{name}__")
        setattr(ProxyType, f"__{name}__", binary(function))
        setattr(ProxyType, f"__r{name}__", reflected(function))
        setattr(ProxyType, f"__i{name}__", binary(getattr(operator, f"i{name}", function)))
    for name in ("lt", "le", "eq", "ne", "gt", "ge", "contains", "getitem", "delitem"):
        setattr(ProxyType, f"__{name}__", binary(getattr(operator, f"__{name}__")))
    for name, function in (("neg", operator.neg), ("pos", operator.pos), ("abs", abs), ("invert", operator.invert),
                           ("int", int), ("float", float), ("index", operator.index), ("len", len), ("iter", iter),
                           ("next", next), ("reversed", reversed)):
        setattr(ProxyType, f"__{name}__", lambda self, function=function: function(_alive(self)))
    ProxyType.__setitem__ = lambda self, key, value: operator.setitem(_alive(self), key, value)
    ProxyType.__divmod__ = lambda self, other: divmod(_alive(self), bare(other))
    ProxyType.__rdivmod__ = lambda self, other: divmod(bare(other), _alive(self))
    ProxyType.__hash__ = None


class CallableProxyType(ProxyType):
    """Stands for something that can be called."""

    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _alive(self)(*args, **kwargs)


_forward_operators()
ProxyTypes = (ProxyType, CallableProxyType)


def proxy(target, callback=None, /):
    """Something that stands for the object as long as it lives, without keeping it alive."""
    made = object.__new__(CallableProxyType if callable(target) else ProxyType)
    if callback is None:
        reference = ref(target)
    else:
        whole = ref(made)
        reference = ref(target, lambda _: callback(whole()))
    object.__setattr__(made, "_reference", reference)
    return made


class _Keyed(ref):
    # A reference that knows the key under which it is stored.

    __slots__ = ("key",)

    def __new__(cls, object, callback, key):
        self = ref.__new__(cls, object, callback)
        self.key = key
        return self

    def __init__(self, object, callback, key):
        super().__init__(object, callback)


from collections.abc import MutableMapping, MutableSet


class _WeakMapping(MutableMapping):
    # What both mappings share; `data` has their references.

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return self.keys()

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __or__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        both = self.copy()
        both.update(other)
        return both

    def __ior__(self, other):
        self.update(other)
        return self

    def __ror__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        both = type(self)(other)
        both.update(self)
        return both


class WeakValueDictionary(_WeakMapping):
    """A mapping whose items go when nobody else has their values."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        own = ref(self)

        def remove(reference):
            this = own()
            if this is not None and this.data.get(reference.key) is reference:
                del this.data[reference.key]

        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = _Keyed(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def keys(self):
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    def values(self):
        for reference in list(self.data.values()):
            value = reference()
            if value is not None:
                yield value

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def get(self, key, default=None):
        reference = self.data.get(key)
        value = None if reference is None else reference()
        return default if value is None else value

    def pop(self, key, *default):
        if len(default) > 1:
            raise TypeError(f"pop expected at most 2 arguments, got {len(default) + 1}")
        reference = self.data.pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def popitem(self):
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def update(self, other=(), /, **kw):
        for key, value in (other if hasattr(other, "items") else dict(other)).items():
            self[key] = value
        for key, value in kw.items():
            self[key] = value

    def __deepcopy__(self, memo):
        from copy import deepcopy
        return type(self)([(deepcopy(key, memo), value) for key, value in self.items()])


class WeakKeyDictionary(_WeakMapping):
    """A mapping whose items go when nobody else has their keys."""

    def __init__(self, dict=None):
        self.data = {}
        own = ref(self)

        def remove(reference):
            this = own()
            if this is not None:
                this.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def keys(self):
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    def values(self):
        for reference, value in list(self.data.items()):
            if reference() is not None:
                yield value

    def items(self):
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keyrefs(self):
        return list(self.data)

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def update(self, dict=None, /, **kwargs):
        if dict is not None:
            for key, value in (dict if hasattr(dict, "items") else type({})(dict)).items():
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = type(self)()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new


class WeakSet(MutableSet):
    """A set whose items go when nobody else has them."""

    def __init__(self, data=None):
        self.data = set()
        own = ref(self)

        def remove(reference):
            this = own()
            if this is not None:
                this.data.discard(reference)

        self._remove = remove
        if data is not None:
            self.update(data)

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while True:
            try:
                item = self.data.pop()()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            if item is not None:
                return item

    def copy(self):
        return type(self)(self)

    def __reduce__(self):
        return type(self), (list(self),), self.__getstate__()

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        return type(self)(itertools.chain(self, other))

    def intersection(self, other):
        return type(self)([item for item in other if item in self])

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    def difference_update(self, other):
        self.data.difference_update([ref(item) for item in other])

    def intersection_update(self, other):
        self.data.intersection_update([ref(item) for item in other])

    def symmetric_difference_update(self, other):
        self.data.symmetric_difference_update([ref(item, self._remove) for item in other])

    def _changed(change):
        def method(self, other):
            change(self, other)
            return self

        return method

    __isub__, __iand__ = _changed(difference_update), _changed(intersection_update)
    __ixor__ = _changed(symmetric_difference_update)
    del _changed

    def issubset(self, other):
        return self.data.issubset([ref(item) for item in other])

    def issuperset(self, other):
        return self.data.issuperset([ref(item) for item in other])

    def __lt__(self, other):
        return self.data < set([ref(item) for item in other])

    def __gt__(self, other):
        return self.data > set([ref(item) for item in other])

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return set(self) == set(other)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)

    __hash__ = None
    __or__ = union
    __and__ = intersection
    __sub__ = difference
    __xor__ = symmetric_difference
    __le__ = issubset
    __ge__ = issuperset


class finalize:
    """Calls a function when an object dies, or at the end of the program at the latest."""

    __slots__ = ()
    _registry = {}
    _counter = itertools.count()
    _registered = False

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered:
            import atexit
            atexit.register(self._exitfunc)
            finalize._registered = True
        info = self._Info()
        info.weakref = ref(obj, self)
        info.func, info.args, info.kwargs = func, args, kwargs
        info.atexit = True
        info.index = next(self._counter)
        self._registry[self] = info

    def __call__(self, _=None):
        """Calls the function, unless it was called or detached before."""
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **info.kwargs)

    def detach(self):
        """If alive: `(obj, func, args, kwargs)`, and the function is not called any more."""
        info = self._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is not None and self._registry.pop(self, None) is not None:
            return obj, info.func, info.args, info.kwargs

    def peek(self):
        """If alive: `(obj, func, args, kwargs)`."""
        info = self._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs

    @property
    def alive(self):
        """Whether the function is still to be called."""
        return self in self._registry

    @property
    def atexit(self):
        """Whether the function is called at the end of the program."""
        info = self._registry.get(self)
        return info is not None and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info is not None:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is None:
            return f"<finalize object at {id(self):#x}; dead>"
        return f"<finalize object at {id(self):#x}; for '{type(obj).__name__}' at {id(obj):#x}>"

    @classmethod
    def _exitfunc(cls):
        # Latest first, as long as there are some.
        while True:
            pending = [(info.index, f) for f, info in cls._registry.items() if info.atexit]
            if not pending:
                return
            f = max(pending, key=lambda pair: pair[0])[1]
            try:
                f()
            except Exception:
                import sys
                sys.excepthook(*sys.exc_info())
