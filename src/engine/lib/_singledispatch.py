"""`functools.singledispatch`: functions that choose their code by the class of an argument."""

import weakref
from abc import get_cache_token
from functools import update_wrapper
from types import GenericAlias, MappingProxyType, UnionType


def _merged(sequences):
    # C3: the first of a head that stands behind none of the others.
    made = []
    while sequences := [sequence for sequence in sequences if sequence]:
        for sequence in sequences:
            head = sequence[0]
            if not any([head in other[1:] for other in sequences]):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        made.append(head)
        sequences = [sequence[1:] if sequence[0] is head else sequence for sequence in sequences]
    return made


def _c3_mro(cls, abcs=None):
    # The order of a class's bases, with abstract classes in it that know the class without being its bases.
    bases, abcs = list(cls.__bases__), list(abcs or ())
    # Those behind the last base that is abstract itself come after what is put in.
    cut = max([at + 1 for at, base in enumerate(bases) if hasattr(base, "__abstractmethods__")], default=0)
    implied = [abstract for abstract in abcs
               if issubclass(cls, abstract) and not any([issubclass(base, abstract) for base in bases])]
    abcs = [abstract for abstract in abcs if abstract not in implied]
    groups = bases[:cut], implied, bases[cut:]
    return _merged([[cls], *[_c3_mro(base, abcs) for group in groups for base in group], *map(list, groups)])


def _compose_mro(cls, types):
    # The same, with those abstract classes in it that there is code for.
    bases = set(cls.__mro__)
    related = [typ for typ in types if typ not in bases and hasattr(typ, "__mro__")
               and not isinstance(typ, GenericAlias) and issubclass(cls, typ)]
    related = [typ for typ in related if not any([typ is not other and typ in other.__mro__ for other in related])]
    wanted, abcs = set(related), []
    for typ in related:
        # A class derived from it that knows `cls`, too, tells the order of more than one of them.
        chains = [[base for base in derived.__mro__ if base in wanted] for derived in typ.__subclasses__()
                  if derived not in bases and issubclass(cls, derived)]
        for chain in sorted(chains, key=len, reverse=True) or [[typ]]:
            abcs.extend([base for base in chain if base not in abcs])
    return _c3_mro(cls, abcs)


def _find_impl(cls, registry):
    match = None
    for typ in _compose_mro(cls, registry.keys()):
        if match is not None:
            # Two abstract classes of which neither says that it comes first.
            if (typ in registry and typ not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, typ)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {typ}")
            break
        if typ in registry:
            match = typ
    return registry.get(match)


def _classes(kind):
    # The classes that code is registered for, and whether it is a union; None for what cannot be.
    if isinstance(kind, type) and not isinstance(kind, GenericAlias):
        return [kind], False
    union = isinstance(kind, UnionType) or repr(getattr(kind, "__origin__", None)) == "typing.Union"
    args = kind.__args__ if union else ()
    return [arg for arg in args] if args and all([isinstance(arg, type) for arg in args]) else None, union


def _first_hint(func):
    # An annotation that is a class needs no `typing`.
    inner = getattr(func, "__func__", func)
    hints = getattr(inner, "__annotations__", {})
    if hints and not isinstance(next(iter(hints.values())), (type, UnionType)):
        from typing import get_type_hints
        hints = get_type_hints(inner)
    return next(iter(hints.items()), None)


def singledispatch(func):
    """A function that chooses its code by the class of its first argument."""
    registry = {object: func}
    cache = weakref.WeakKeyDictionary()
    token = None
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The code for a class."""
        nonlocal token
        if token is not None and token != (now := get_cache_token()):
            # A class has been registered with an abstract one.
            cache.clear()
            token = now
        try:
            return cache[cls]
        except KeyError:
            found = cache[cls] = registry[cls] if cls in registry else _find_impl(cls, registry)
            return found

    def register(cls, func=None):
        """Adds the code for a class."""
        nonlocal token
        classes, _ = _classes(cls)
        if classes is not None:
            if func is None:
                return lambda func: register(cls, func)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            hint = _first_hint(cls)
            if hint is None:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` or plain "
                    "`@register` on an annotated function.")
            func = cls
            parameter, cls = hint
            classes, union = _classes(cls)
            if classes is None:
                what = "not all arguments are classes" if union else "is not a class"
                raise TypeError(f"Invalid annotation for {parameter!r}. {cls!r} {what}.")
        for one in classes:
            registry[one] = func
        if token is None and hasattr(cls, "__abstractmethods__"):
            token = get_cache_token()
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = cache.clear
    update_wrapper(wrapper, func)
    return wrapper


singledispatch.__module__ = "functools"


class singledispatchmethod:
    """`singledispatch` for methods: by the class of the first argument after self."""

    __module__ = "functools"

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Adds the code for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, getattr(self.func, "__func__", self.func))
        _method.__wrapped__ = self.func
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(getattr(self.func, "__func__", self.func), "__isabstractmethod__", False)
