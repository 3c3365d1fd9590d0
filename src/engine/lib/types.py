"""Names of types that builtins do not name."""

import sys
from _thread import get_ident

def _function():
    yield


class _Class:
    __slots__ = ("slot",)

    def method(self):
        pass


FunctionType = LambdaType = type(lambda: None)
CodeType = type((lambda: None).__code__)
GeneratorType = type(_function())


async def _coroutine():
    pass


async def _async_generator():
    yield


_made = _coroutine()
CoroutineType = type(_made)
_made.close()
AsyncGeneratorType = type(_async_generator())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
MappingProxyType = type(type.__dict__)
GetSetDescriptorType = type(type(lambda: None).__code__)
MemberDescriptorType = type(_Class.slot)
GenericAlias = type(list[int])
UnionType = type(int | str)
ModuleType = type(sys)
NoneType = type(None)
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
CellType = type((lambda value: lambda: value)(0).__closure__[0])
try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)


class SimpleNamespace:
    """An object with attributes."""

    def __init__(self, /, *args, **kwargs):
        if args:
            raise TypeError("no positional arguments expected")
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        mark = id(self), get_ident()
        if mark in _shown:
            return f"{name}(...)"
        _shown.add(mark)
        try:
            return f"{name}({', '.join([f'{key}={value!r}' for key, value in self.__dict__.items()])})"
        finally:
            _shown.discard(mark)

    def __eq__(self, other):
        if isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __reduce__(self):
        return (type(self), (), self.__dict__)


# Which of them each thread is about to show: one may be in itself.
_shown = set()


class DynamicClassAttribute:
    """A property of objects whose name means something else on the class itself."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError("unreadable attribute")
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """The same with another way to read it."""
        made = type(self)(fget, self.fset, self.fdel, (fget.__doc__ if self.overwrite_doc else None) or self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def setter(self, fset):
        """The same with another way to set it."""
        made = type(self)(self.fget, fset, self.fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def deleter(self, fdel):
        """The same with another way to delete it."""
        made = type(self)(self.fget, self.fset, fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class; `exec_body` fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def resolve_bases(bases):
    """The bases, with what stands for those that are no classes."""
    made = list(bases)
    for at in reversed(range(len(made))):
        base = made[at]
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        made[at:at + 1] = entries
    same = len(made) == len(bases) and all([new is old for new, old in zip(made, bases)])
    return bases if same else tuple(made)


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace to be filled, the arguments that are left."""
    kwds = dict(kwds or {})
    if "metaclass" in kwds:
        meta = kwds.pop("metaclass")
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            kind = type(base)
            if issubclass(meta, kind):
                continue
            if not issubclass(kind, meta):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                                "the metaclasses of all its bases")
            meta = kind
    prepare = getattr(meta, "__prepare__", None)
    return meta, {} if prepare is None else prepare(name, bases, **kwds), kwds


class _GeneratorWrapper:
    # A generator, or something like one, that can be awaited.

    def __init__(self, generator):
        self._generator = generator
        self.__name__ = getattr(generator, "__name__", None)
        self.__qualname__ = getattr(generator, "__qualname__", None)

    def send(self, value):
        return self._generator.send(value)

    def throw(self, *args):
        return self._generator.throw(*args)

    def close(self):
        return self._generator.close()

    def __next__(self):
        return next(self._generator)

    def __iter__(self):
        return self._generator if isinstance(self._generator, GeneratorType) else self

    __await__ = __iter__

    gi_code = cr_code = property(lambda self: self._generator.gi_code)
    gi_frame = cr_frame = property(lambda self: self._generator.gi_frame)
    gi_running = cr_running = property(lambda self: self._generator.gi_running)
    gi_yieldfrom = cr_await = property(lambda self: self._generator.gi_yieldfrom)


def coroutine(func):
    """Makes a generator function one whose generators can be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    flags = getattr(getattr(func, "__code__", None), "co_flags", 0)
    if flags & 0x180:
        return func
    import functools
    from collections.abc import Coroutine, Generator

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if isinstance(made, GeneratorType) or isinstance(made, Generator) and not isinstance(made, Coroutine):
            return _GeneratorWrapper(made)
        return made

    return wrapped


del _Class, _function
