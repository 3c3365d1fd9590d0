"""Abstract base classes."""

from _abc import (
    _abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_registry, _reset_caches, _reset_registry, get_cache_token)


def abstractmethod(funcobj):
    """A method that concrete classes must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    """A property that concrete classes must override."""

    __isabstractmethod__ = True


class abstractclassmethod(classmethod):
    """A class method that concrete classes must override."""

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that concrete classes must override."""

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


def _is_abstract(value):
    if getattr(value, "__isabstractmethod__", False):
        return True
    if isinstance(value, property):
        return any([getattr(part, "__isabstractmethod__", False) for part in (value.fget, value.fset, value.fdel)])
    if isinstance(value, (classmethod, staticmethod)):
        return getattr(value.__func__, "__isabstractmethod__", False)
    return False


def _abstract_names(cls):
    names = {name for name, value in cls.__dict__.items() if _is_abstract(value)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The class of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Counts a class as a subclass."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            _abc_register(cls, subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        print(f"_abc_registry: {_get_registry(cls)!r}", file=file)

    def _abc_registry_clear(cls):
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        _reset_caches(cls)


class ABC(metaclass=ABCMeta):
    """A base for abstract classes."""

    __slots__ = ()


def update_abstractmethods(cls):
    """Looks again which methods are abstract."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _abstract_names(cls)
    return cls
