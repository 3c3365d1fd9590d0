"""Type hints: how they are written, what they say of themselves. Nothing is checked."""

import collections
import collections.abc
import contextlib
import functools
import operator
import re as _re
import sys
import types
from abc import ABCMeta, abstractmethod
from types import GenericAlias

from _generics import flattened as _flattened, parameters as _parameters, prepared as _prepared, substitute as _substitute

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal", "Optional",
    "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union", "AbstractSet", "ByteString", "Container",
    "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView",
    "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator",
    "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs",
    "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap",
    "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict",
    "Generator", "BinaryIO", "IO", "Match", "Pattern", "TextIO", "AnyStr", "assert_type", "assert_never", "cast",
    "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_type_hints",
    "is_typeddict", "LiteralString", "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoReturn",
    "NotRequired", "overload", "ParamSpecArgs", "ParamSpecKwargs", "Required", "reveal_type", "runtime_checkable", "Self",
    "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "Unpack",
]

TYPE_CHECKING = False


def _idfunc(value, /):
    return value


def _caller(depth):
    # The name of the module whose code called. Helpers of builtin functions are no callers.
    at = -1
    try:
        while depth >= -1:
            at += 1
            name = sys._getframe(at).f_globals.get("__name__", "__main__")
            depth -= name != "_builtins"
    except ValueError:
        return None
    return name


# ---- arguments


def _type_convert(arg, module=None, *, allow_special_forms=False):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    arg = _type_convert(arg, module, allow_special_forms=allow_special_forms)
    if type(arg) is type and arg is not Generic:
        return arg
    refused = [Generic, Protocol]
    if not allow_special_forms:
        refused += [ClassVar, Final] if is_argument else [ClassVar]
    if isinstance(arg, _GenericAlias) and any([arg.__origin__ is form for form in refused]):
        raise TypeError(f"{arg} is not valid as type argument")
    if any([arg is form for form in (Any, LiteralString, NoReturn, Never, Self, TypeAlias)]):
        return arg
    if allow_special_forms and (arg is ClassVar or arg is Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg is Generic or arg is Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _type_repr(value):
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, types.FunctionType):
        return value.__name__
    return repr(value)


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _is_unpacked_typevartuple(arg):
    return not isinstance(arg, type) and getattr(arg, "__typing_is_unpacked_typevartuple__", False)


def _as_tuple(params):
    return params if isinstance(params, tuple) else (params,)


_cleanups = []


def _tp_cache(func=None, /, *, typed=False):
    # Forms with the same arguments are the same objects, where the arguments can be keys.
    if func is None:
        return lambda func: _tp_cache(func, typed=typed)
    cached = functools.lru_cache(typed=typed)(func)
    _cleanups.append(cached.cache_clear)

    @functools.wraps(func)
    def inner(*args, **kwds):
        try:
            return cached(*args, **kwds)
        except TypeError:
            # Not hashable; or wrong, then it is said again.
            return func(*args, **kwds)

    return inner


# ---- what forms have in common


class _Final:
    # Not to be derived from.

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _Immutable:
    # Its copies are itself.

    __slots__ = ()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Unions:
    # What `|` makes of it.

    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_Final, _Unions, _root=True):
    __slots__ = ("_name", "__doc__", "_getitem", "_each")

    __iter__ = None

    def __init__(self, getitem, name=None, each=False):
        self._getitem = getitem
        self._name = name or getitem.__name__
        self.__doc__ = getattr(getitem, "__doc__", None)
        self._each = each

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        if self._each:
            return self._getitem(self, *_as_tuple(parameters))
        return _subscribed(self, parameters)


@_tp_cache
def _subscribed(form, parameters):
    return form._getitem(form, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


NoReturn = _SpecialForm(None, "NoReturn")
Never = _SpecialForm(None, "Never")
Self = _SpecialForm(None, "Self")
LiteralString = _SpecialForm(None, "LiteralString")
TypeAlias = _SpecialForm(None, "TypeAlias")


def _of_one(name):
    # A form around one type.
    def getitem(self, parameters):
        return _GenericAlias(self, (_type_check(parameters, f"{self} accepts only single type."),))

    return _SpecialForm(getitem, name)


ClassVar, Final, TypeGuard = _of_one("ClassVar"), _of_one("Final"), _of_one("TypeGuard")


def _of_key(name):
    # A form around the type of a key of a `TypedDict`.
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self._name} accepts only a single type.")
        return _GenericAlias(self, (item,))

    return _SpecialForm(getitem, name)


Required, NotRequired = _of_key("Required"), _of_key("NotRequired")


def _distinct(parameters):
    # Each once. Not by a set: what cannot be a key may be among them.
    found = []
    for parameter in parameters:
        if parameter not in found:
            found.append(parameter)
    return tuple(found)


@_SpecialForm
def Union(self, parameters):
    """One of some types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for parameter in _as_tuple(parameters):
        parameter = _type_check(parameter, "Union[arg, ...]: each arg must be a type.")
        flat.extend(parameter.__args__ if isinstance(parameter, (_UnionGenericAlias, types.UnionType)) else (parameter,))
    flat = _distinct(flat)
    if len(flat) == 1:
        return flat[0]
    name = "Optional" if len(flat) == 2 and type(None) in flat else None
    return _UnionGenericAlias(self, flat, name=name)


@_SpecialForm
def Optional(self, parameters):
    """A type, or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


def _literal_keys(parameters):
    # 1, True and 1.0 are different here.
    return [(parameter, type(parameter)) for parameter in parameters]


def _literal(self, *parameters):
    """One of some values."""
    flat = []
    for parameter in parameters:
        flat.extend(parameter.__args__ if isinstance(parameter, _LiteralGenericAlias) else (parameter,))
    try:
        flat = [parameter for parameter, _ in dict.fromkeys(_literal_keys(flat))]
    except TypeError:
        pass
    return _LiteralGenericAlias(self, tuple(flat))


Literal = _SpecialForm(_tp_cache(_literal, typed=True), "Literal", True)


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters before those of a `ParamSpec`."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    parameters = _as_tuple(parameters)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    checked = [_type_check(parameter, "Concatenate[arg, ...]: each arg must be a type.") for parameter in parameters[:-1]]
    return _ConcatenateGenericAlias(self, (*checked, parameters[-1]))


@_SpecialForm
def Unpack(self, parameters):
    """The items of a tuple, or of a `TypeVarTuple`, in its place."""
    return _UnpackGenericAlias(self, (_type_check(parameters, f"{self} accepts only single type."),))


# ---- names for types


class ForwardRef(_Final, _Unions, _root=True):
    """A type that is named before it is there."""

    __slots__ = ("__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__",
                 "__forward_is_argument__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        # `*tuple[int]` is none of Python's expressions by itself.
        text = f"({arg},)[0]" if arg.startswith("*") else arg
        try:
            self.__forward_code__ = compile(text, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, recursive_guard):
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            if globalns is None and localns is None:
                globalns = localns = {}
            elif globalns is None:
                globalns = localns
            elif localns is None:
                localns = globalns
            if self.__forward_module__ is not None:
                globalns = getattr(sys.modules.get(self.__forward_module__), "__dict__", globalns)
            value = _type_check(
                eval(self.__forward_code__, globalns, localns), "Forward references must evaluate to types.",
                self.__forward_is_argument__, allow_special_forms=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(value, globalns, localns, recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_arg__ == other.__forward_arg__ and self.__forward_value__ == other.__forward_value__
        return (self.__forward_arg__, self.__forward_module__) == (other.__forward_arg__, other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


class _Variable(_Final, _Immutable, _root=True):
    # What type variables of all three kinds have in common.

    def _named(self, name):
        self.__name__ = name
        module = _caller(2)
        if module != "typing":
            self.__module__ = module

    def _limited(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = _type_check(bound, "Bound must be a type.") if bound else None

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __reduce__(self):
        return self.__name__


class TypeVar(_Variable, _Unions, _root=True):
    """A type to be filled in."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self._named(name)
        self._limited(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple([_type_check(constraint, message) for constraint in constraints])

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if (isinstance(arg, _GenericAlias) and arg.__origin__ is Unpack
                or isinstance(arg, GenericAlias) and arg.__unpacked__):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class TypeVarTuple(_Variable, _root=True):
    """Any number of types to be filled in."""

    def __init__(self, name):
        self._named(name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        before = params.index(self)
        if any([isinstance(param, TypeVarTuple) for param in params[before + 1:]]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        after = len(params) - before - 1
        left, right = before, after
        # `*tuple[int, ...]` may stand for some of the others, too.
        filler = place = None
        for at, arg in enumerate(args):
            inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
            if inner and len(inner) == 2 and inner[-1] is ...:
                if place is not None:
                    raise TypeError("More than one unpacked arbitrary-length tuple argument")
                filler, place = inner[0], at
        if place is not None:
            left, right = min(left, place), min(right, len(args) - place - 1)
        elif left + right > len(args):
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(params) - 1}")
        return (*args[:left], *[filler] * (before - left), tuple(args[left:len(args) - right]),
                *[filler] * (after - right), *args[len(args) - right:])


class _ParamSpecPart(_Final, _Immutable, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__


class ParamSpecArgs(_ParamSpecPart, _root=True):
    """The type of `*args` of a `ParamSpec`."""

    _part = "args"


class ParamSpecKwargs(_ParamSpecPart, _root=True):
    """The type of `**kwargs` of a `ParamSpec`."""

    _part = "kwargs"


class ParamSpec(_Variable, _Unions, _root=True):
    """Parameters of a function to be filled in."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self._named(name)
        self._limited(bound, covariant, contravariant)

    @property
    def args(self):
        """The type of `*args`."""
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        """The type of `**kwargs`."""
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple([_type_check(part, "Expected a type.") for part in arg])
        if not _is_param_expr(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        place = params.index(self)
        if place >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(params) == 1 and not _is_param_expr(args[0]):
            # The only one needs no brackets.
            return (args,)
        if isinstance(args[place], list):
            args = (*args[:place], tuple(args[place]), *args[place + 1:])
        return args


for _variable in (TypeVar, TypeVarTuple, ParamSpec):
    _variable.__module__ = "typing"


# ---- forms with arguments


class _BaseGenericAlias(_Final, _Unions, _root=True):
    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        made = [] if self.__origin__ in bases else [self.__origin__]
        later = bases[[base is self for base in bases].index(True) + 1:]
        if not any([isinstance(base, _BaseGenericAlias) or isinstance(base, type) and issubclass(base, Generic)
                    for base in later]):
            made.append(Generic)
        return tuple(made)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not (name.startswith("__") and name.endswith("__")):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name in ("_inst", "_name", "_count") or name.startswith("__") and name.endswith("__"):
            super().__setattr__(name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list({*super().__dir__(), *[name for name in dir(self.__origin__)
                                           if not (name.startswith("__") and name.endswith("__"))]})


class _GenericAlias(_BaseGenericAlias, _root=True):
    # `List[int]`, `C[T]`, `ClassVar[int]`.

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = _as_tuple(args)
        self.__parameters__ = _parameters(self.__args__)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        return _filled(self, args)

    def copy_with(self, args):
        """The same form with other arguments."""
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        return f"{name}[{', '.join(map(_type_repr, self.__args__)) or '()'}]"

    def __reduce__(self):
        origin = globals()[self._name] if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            later = bases[[base is self for base in bases].index(True) + 1:]
            if any([isinstance(base, _BaseGenericAlias) and base is not self for base in later]):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


@_tp_cache
def _filled(alias, args):
    # An alias with its type variables replaced.
    if alias.__origin__ is Generic or alias.__origin__ is Protocol:
        raise TypeError(f"Cannot subscript already-subscripted {alias}")
    if not alias.__parameters__:
        raise TypeError(f"{alias} is not a generic class")
    args = tuple([_type_convert(arg) for arg in _as_tuple(args)])
    made = _substitute(alias, alias.__args__, alias.__parameters__, args,
                       alias.__origin__ is collections.abc.Callable)
    return alias.copy_with(made)


class _SpecialGenericAlias(_BaseGenericAlias, _root=True):
    # `List`, before it has arguments.

    __iter__ = None

    def __init__(self, origin, count, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._count = count
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, params):
        return _of_special(self, params)

    def _arguments(self, params):
        if not self._count:
            raise TypeError(f"{self} is not a generic class")
        params = tuple([_type_check(param, "Parameters to generic types must be types.") for param in _as_tuple(params)])
        if len(params) != self._count:
            few = "few" if len(params) < self._count else "many"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(params)}, expected {self._count}")
        return self.copy_with(params)

    def copy_with(self, params):
        """The form with arguments."""
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return f"typing.{self._name}"

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name


@_tp_cache
def _of_special(form, params):
    return form._arguments(params)


class _CallableGenericAlias(_GenericAlias, _root=True):
    __iter__ = None

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f"typing.Callable[[{', '.join(map(_type_repr, args[:-1]))}], {_type_repr(args[-1])}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # A list could be no key of the cache.
        return _of_special(self, (tuple(args) if isinstance(args, list) else args, result))

    def _arguments(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            return self.copy_with((..., result))
        return self.copy_with((*[_type_convert(arg) for arg in _as_tuple(args)], result))


class _TupleType(_SpecialGenericAlias, _root=True):
    def _arguments(self, params):
        params = _as_tuple(params)
        dots = len(params) >= 2 and params[-1] is ...
        checked = [_type_check(param, "Tuple[t0, t1, ...]: each t must be a type.")
                   for param in (params[:-1] if dots else params)]
        return self.copy_with((*checked, ...) if dots else tuple(checked))


class _UnionGenericAlias(_GenericAlias, _root=True):
    __iter__ = None

    def copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            return f"typing.Optional[{_type_repr(args[args[0] is type(None)])}]"
        return f"typing.Union[{', '.join(map(_type_repr, args))}]"

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any([issubclass(cls, arg) for arg in self.__args__])

    def __reduce__(self):
        return operator.getitem, (Union, self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_literal_keys(self.__args__)) == set(_literal_keys(other.__args__))

    def __hash__(self):
        return hash(frozenset(_literal_keys(self.__args__)))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(_literal_repr, self.__args__)) or '()'}]"


def _literal_repr(value):
    return _type_repr(value) if isinstance(value, (type, types.FunctionType)) or value is ... else repr(value)


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        if isinstance(params[-1], (list, tuple)):
            return (*params[:-1], *params[-1])
        if isinstance(params[-1], _ConcatenateGenericAlias):
            params = (*params[:-1], *params[-1].__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return f"*{_type_repr(self.__args__[0])}"

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg, = self.__args__
        if isinstance(arg, _GenericAlias):
            if arg.__origin__ is not tuple:
                raise AssertionError
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias, _root=True):
    __iter__ = None

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, (*origin.__metadata__, *metadata)
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, name):
        return "Annotated" if name in ("__name__", "__qualname__") else super().__getattr__(name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class Annotated:
    """A type, and what else is known of it."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        return _annotated(*params)

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")


@_tp_cache(typed=True)
def _annotated(*params):
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


# ---- generic classes


class Generic:
    """A base for classes with type parameters."""

    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, params):
        return _of_class(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        written = cls.__dict__.get("__orig_bases__")
        if written is None:
            plain = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not _TypedDictMeta
        else:
            # In front of another alias it may stand for `Generic[T]`, which the machine has resolved already.
            plain = Generic in written and all([isinstance(base, type) for base in written[written.index(Generic):]])
        if plain:
            raise TypeError("Cannot inherit from plain Generic")
        found = ()
        if written is not None:
            found = _parameters(written)
            declared = [base for base in written if isinstance(base, _GenericAlias) and base.__origin__ is Generic]
            if len(declared) > 1:
                raise TypeError("Cannot inherit from Generic[...] multiple times.")
            if declared:
                missing = [str(param) for param in found if param not in declared[0].__parameters__]
                if missing:
                    listed = ", ".join(map(str, declared[0].__parameters__))
                    raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in Generic[{listed}]")
                found = declared[0].__parameters__
        cls.__parameters__ = tuple(found)


_generic_getitem = Generic.__dict__["__class_getitem__"]


@_tp_cache
def _of_class(cls, params):
    # `C[int]`, `Generic[T]`.
    params = tuple([_type_convert(param) for param in _as_tuple(params)])
    if cls is Generic or cls is Protocol:
        if not params:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all([isinstance(param, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(param) for param in params]):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.")
        if len(set(params)) != len(params):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, params)
    if not cls.__parameters__:
        raise TypeError(f"{cls} is not a generic class")
    params = tuple([tuple(param) if isinstance(param, list) else param for param in params])
    args = []
    for param, value in zip(cls.__parameters__, _prepared(cls, cls.__parameters__, params)):
        if isinstance(param, TypeVarTuple):
            args.extend(value)
        else:
            args.append(value)
    return _GenericAlias(cls, tuple(args))


# ---- protocols

_NO_MEMBERS = {
    "__module__", "__qualname__", "__name__", "__doc__", "__dict__", "__slots__", "__weakref__", "__annotations__",
    "__parameters__", "__orig_bases__", "__orig_class__", "__abstractmethods__", "__final__", "__match_args__",
    "_is_protocol", "_is_runtime_protocol",
    "__init__", "__new__", "__init_subclass__", "__subclasshook__", "__class_getitem__", "__protocol_attrs__",
    "_MutableMapping__marker",
}


def _own_annotations(cls):
    found = cls.__dict__.get("__annotations__")
    return found if isinstance(found, dict) else {}


def _get_protocol_attrs(cls):
    # What an object must have.
    names = set()
    for base in cls.__mro__[:-1]:
        if base is not Protocol and base is not Generic:
            names.update(base.__dict__, _own_annotations(base))
    return {name for name in names - _NO_MEMBERS if not name.startswith("_abc_")}


def _allow_reckless_class_checks(depth=3):
    # These two ask classes about classes without a program's having asked.
    return _caller(depth) in ("abc", "functools", None)


_NOT_RUNTIME = "Instance and class checks can only be used with @runtime_checkable protocols"


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False) and not _allow_reckless_class_checks(2):
            raise TypeError(_NOT_RUNTIME)
        names = _get_protocol_attrs(cls)
        wanted = [(name, callable(getattr(cls, name, None))) for name in names]
        if all([method for _, method in wanted]) and issubclass(instance.__class__, cls):
            return True
        for name, method in wanted:
            try:
                value = getattr(instance, name)
            except AttributeError:
                break
            if method and value is None:
                break
        else:
            return True
        return super().__instancecheck__(instance)


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    # It stands in the way of the `__init__` that comes after the protocols.
    if cls.__init__ is _no_init_or_replace_init:
        inits = [base.__dict__["__init__"] for base in cls.__mro__ if "__init__" in base.__dict__]
        cls.__init__ = next((init for init in inits if init is not _no_init_or_replace_init), object.__init__)
        cls.__init__(self, *args, **kwargs)


def _proto_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    if not getattr(cls, "_is_runtime_protocol", False):
        if _allow_reckless_class_checks():
            return NotImplemented
        raise TypeError(_NOT_RUNTIME)
    names = _get_protocol_attrs(cls)
    if not all([callable(getattr(cls, name, None)) for name in names]):
        if _allow_reckless_class_checks():
            return NotImplemented
        raise TypeError("Protocols with non-method members don't support issubclass()")
    if not isinstance(other, type):
        raise TypeError("issubclass() arg 1 must be a class")
    for name in names:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in _own_annotations(base) and issubclass(other, Generic) and other._is_protocol:
                break
        else:
            return NotImplemented
    return True


_ALLOWED_BASES = {
    "collections.abc": ("Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "Hashable", "Sized", "Container",
                        "Collection", "Reversible"),
    "contextlib": ("AbstractContextManager", "AbstractAsyncContextManager"),
}


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base for classes that tell which methods there are."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_proto_hook)
        if not cls._is_protocol:
            return
        for base in cls.__bases__:
            if not (base is object or base is Generic or base.__name__ in _ALLOWED_BASES.get(base.__module__, ())
                    or issubclass(base, Generic) and base._is_protocol):
                raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        if cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Lets `isinstance` ask whether an object has what a protocol names."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and cls._is_protocol):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


# ---- variables and forms that are there already

T = TypeVar("T")
KT, VT = TypeVar("KT"), TypeVar("VT")
T_co, V_co, VT_co = TypeVar("T_co", covariant=True), TypeVar("V_co", covariant=True), TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)
AnyStr = TypeVar("AnyStr", bytes, str)
Text = str


def _alias(origin, count, name=None, inst=True):
    return _SpecialGenericAlias(origin, count, inst=inst, name=name)


_abc = collections.abc
Hashable, Sized = _alias(_abc.Hashable, 0), _alias(_abc.Sized, 0)
Awaitable, Coroutine = _alias(_abc.Awaitable, 1), _alias(_abc.Coroutine, 3)
AsyncIterable, AsyncIterator = _alias(_abc.AsyncIterable, 1), _alias(_abc.AsyncIterator, 1)
Iterable, Iterator, Reversible = _alias(_abc.Iterable, 1), _alias(_abc.Iterator, 1), _alias(_abc.Reversible, 1)
Container, Collection = _alias(_abc.Container, 1), _alias(_abc.Collection, 1)
Callable = _CallableType(_abc.Callable, 2)
AbstractSet, MutableSet = _alias(_abc.Set, 1, "AbstractSet"), _alias(_abc.MutableSet, 1)
Mapping, MutableMapping = _alias(_abc.Mapping, 2), _alias(_abc.MutableMapping, 2)
Sequence, MutableSequence = _alias(_abc.Sequence, 1), _alias(_abc.MutableSequence, 1)
ByteString = _alias(_abc.ByteString, 0)
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
List, Set = _alias(list, 1, "List", False), _alias(set, 1, "Set", False)
FrozenSet, Dict = _alias(frozenset, 1, "FrozenSet", False), _alias(dict, 2, "Dict", False)
Deque, DefaultDict = _alias(collections.deque, 1, "Deque"), _alias(collections.defaultdict, 2, "DefaultDict")
OrderedDict, Counter = _alias(collections.OrderedDict, 2), _alias(collections.Counter, 1)
ChainMap = _alias(collections.ChainMap, 2)
MappingView, KeysView = _alias(_abc.MappingView, 1), _alias(_abc.KeysView, 1)
ItemsView, ValuesView = _alias(_abc.ItemsView, 2), _alias(_abc.ValuesView, 1)
Generator, AsyncGenerator = _alias(_abc.Generator, 3), _alias(_abc.AsyncGenerator, 2)
ContextManager = _alias(contextlib.AbstractContextManager, 1, "ContextManager")
AsyncContextManager = _alias(contextlib.AbstractAsyncContextManager, 1, "AsyncContextManager")
Type = _alias(type, 1, "Type", False)
Pattern, Match = _alias(_re.Pattern, 1), _alias(_re.Match, 1)


@runtime_checkable
class SupportsInt(Protocol):
    """It has `__int__`."""

    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    """It has `__float__`."""

    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    """It has `__complex__`."""

    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    """It has `__bytes__`."""

    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    """It has `__index__`."""

    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    """It has `__abs__`."""

    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    """It has `__round__`."""

    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


def _abstract(name, result, **parameters):
    # An abstract method with annotations.
    def method(self, *args, **kwargs):
        pass

    method.__name__, method.__qualname__ = name, f"IO.{name}"
    method.__annotations__ = {**parameters, "return": result}
    return abstractmethod(method)


class IO(Generic[AnyStr]):
    """What `open` returns."""

    __slots__ = ()

    mode, name, closed = [property(_abstract(name, result)) for name, result in (("mode", str), ("name", str), ("closed", bool))]
    close, flush = _abstract("close", None), _abstract("flush", None)
    fileno, tell = _abstract("fileno", int), _abstract("tell", int)
    isatty, readable = _abstract("isatty", bool), _abstract("readable", bool)
    seekable, writable = _abstract("seekable", bool), _abstract("writable", bool)
    read, readline = _abstract("read", AnyStr, n=int), _abstract("readline", AnyStr, limit=int)
    readlines, seek = _abstract("readlines", List[AnyStr], hint=int), _abstract("seek", int, offset=int, whence=int)
    truncate, write = _abstract("truncate", int, size=int), _abstract("write", int, s=AnyStr)
    writelines = _abstract("writelines", None, lines=List[AnyStr])
    __enter__, __exit__ = _abstract("__enter__", "IO[AnyStr]"), _abstract("__exit__", None)


class BinaryIO(IO[bytes]):
    """What `open` returns in binary mode."""

    __slots__ = ()

    write = _abstract("write", int, s=Union[bytes, bytearray])
    __enter__ = _abstract("__enter__", "BinaryIO")


class TextIO(IO[str]):
    """What `open` returns in text mode."""

    __slots__ = ()

    buffer, encoding, errors, line_buffering, newlines = [property(_abstract(name, result)) for name, result in (
        ("buffer", BinaryIO), ("encoding", str), ("errors", Optional[str]), ("line_buffering", bool), ("newlines", Any))]
    __enter__ = _abstract("__enter__", "TextIO")


# ---- classes with fields

_NOT_OVERWRITTEN = {"__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_field_types",
                    "_make", "_replace", "_asdict", "_source"}


def _make_nmtuple(name, fields, module, defaults=()):
    hints = {field: _type_check(kind, f"field {field} annotation must be a type") for field, kind in fields}
    made = collections.namedtuple(name, list(hints) if len(hints) == len(fields) else [field for field, _ in fields],
                                  defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = hints
    return made


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        if bases.count(_NamedTuple) > 1:
            raise TypeError("duplicate base class tuple")
        hints = ns.get("__annotations__", {})
        defaults = []
        for field in hints:
            if field in ns:
                defaults.append(field)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        made = _make_nmtuple(typename, list(hints.items()), ns["__module__"], [ns[field] for field in defaults])
        if Generic in bases:
            inner = {key: value for key, value in made.__dict__.items() if key not in ("__dict__", "__weakref__")}
            made = type.__new__(type, typename, tuple([tuple if base is _NamedTuple else base for base in bases]),
                                {**inner, "__class_getitem__": _generic_getitem, "__orig_bases__": ns["__orig_bases__"]})
        for key in ns:
            if key in _NOT_OVERWRITTEN:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__name__", "__annotations__") and key not in made._fields:
                setattr(made, key, ns[key])
        return made


class _Maker(_Immutable):
    # Called like a function, derived from like a class.

    def __init__(self, base, function):
        functools.update_wrapper(self, function)
        self._base = base

    def __call__(self, /, *args, **kwargs):
        return self.__wrapped__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self._base,)

    def __reduce__(self):
        return self.__name__

    def __repr__(self):
        return f"<function {self.__name__} at {id(self):#x}>"


def _namedtuple(typename, fields=None, /, **kwargs):
    """A tuple whose fields have names and types."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    made = _make_nmtuple(typename, list(fields), _caller(2))
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})
_namedtuple.__name__ = _namedtuple.__qualname__ = "NamedTuple"
NamedTuple = _Maker(_NamedTuple, _namedtuple)


def _key_form(hint):
    # `Required` or `NotRequired`, if it is around the type of a key.
    origin = get_origin(hint)
    if origin is Annotated:
        origin = get_origin(get_args(hint)[0])
    return origin


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any([issubclass(base, Generic) for base in bases]) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {key: _type_check(hint, message, module=made.__module__) for key, hint in ns.get("__annotations__", {}).items()}
        hints, required, optional = {}, set(), set()
        for base in bases:
            hints.update(_own_annotations(base))
            required = required - base.__dict__.get("__optional_keys__", set()) | base.__dict__.get("__required_keys__", set())
            optional = optional - base.__dict__.get("__required_keys__", set()) | base.__dict__.get("__optional_keys__", set())
        hints.update(own)
        for key, hint in own.items():
            form = _key_form(hint)
            needed = form is Required or total and form is not NotRequired
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
        made.__annotations__ = hints
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        if not hasattr(made, "__total__"):
            made.__total__ = total
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def _typeddict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict whose keys have types."""
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    if kwargs:
        import warnings
        warnings.warn("The kwargs-based syntax for TypedDict definitions is deprecated in Python 3.11, will be removed in "
                      "Python 3.13, and may not be understood by third-party type checkers.", DeprecationWarning,
                      stacklevel=3)
    ns = {"__annotations__": dict(fields)}
    module = _caller(2)
    if module is not None:
        ns["__module__"] = module
    made = _TypedDictMeta(typename, (), ns, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
_typeddict.__name__ = _typeddict.__qualname__ = "TypedDict"
TypedDict = _Maker(_TypedDict, _typeddict)


def is_typeddict(tp):
    """Whether it was made by `TypedDict`."""
    return isinstance(tp, _TypedDictMeta)


class NewType(_Unions):
    """A name for a type."""

    def __call__(self, value, /):
        return value

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller(1)
        if module != "typing":
            self.__module__ = module

    def __mro_entries__(self, bases):
        name = self.__name__

        class Refused:
            def __init_subclass__(cls):
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{cls.__name__} = NewType({cls.__name__!r}, {name})`")

        return (Refused,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__


# ---- what is said to type checkers


def cast(typ, val):
    """The value."""
    return val


def assert_type(val, typ, /):
    """The value."""
    return val


def reveal_type(obj, /):
    """Says the type."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg, /):
    """Must not be reached."""
    text = repr(arg)
    if len(text) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        text = text[:_ASSERT_NEVER_REPR_MAX_LENGTH] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {text}")


def final(f):
    """Not to be overridden, not to be derived from: `__final__` says so."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    """What is decorated makes something like data classes: `__dataclass_transform__` says how."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


# By module and qualified name: the functions by their first lines.
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    """One of the ways to call a function."""
    inner = getattr(func, "__func__", func)
    try:
        _overload_registry[inner.__module__][inner.__qualname__][inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    """The overloads that were declared for a function."""
    inner = getattr(func, "__func__", func)
    if inner.__module__ not in _overload_registry:
        return []
    return list(_overload_registry[inner.__module__].get(inner.__qualname__, {}).values())


def clear_overloads():
    """Forgets all overloads."""
    _overload_registry.clear()


def no_type_check(arg):
    """`get_type_hints` finds none in it."""
    if isinstance(arg, type):
        for key in dir(arg):
            value = getattr(arg, key)
            value = value.__func__ if isinstance(value, types.MethodType) else value
            if (not hasattr(value, "__qualname__") or value.__module__ != arg.__module__
                    or value.__qualname__ != f"{arg.__qualname__}.{value.__name__}"):
                continue
            if isinstance(value, types.FunctionType):
                value.__no_type_check__ = True
            elif isinstance(value, type):
                no_type_check(value)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """A decorator whose results are as those of `no_type_check`."""
    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


# ---- looking at hints


def _eval_type(hint, globalns, localns, recursive_guard=frozenset()):
    # The hint with the forward references in it resolved.
    if isinstance(hint, ForwardRef):
        return hint._evaluate(globalns, localns, recursive_guard)
    if not isinstance(hint, (_GenericAlias, GenericAlias, types.UnionType)):
        return hint
    if isinstance(hint, GenericAlias):
        # Those of the builtin classes do not know that a text is a reference.
        args, starred = tuple([ForwardRef(arg) if isinstance(arg, str) else arg for arg in hint.__args__]), hint.__unpacked__
        if _should_unflatten(hint.__origin__, args):
            args = (list(args[:-1]), args[-1])
        hint = type(hint)(hint.__origin__, args)
        if starred:
            hint = Unpack[hint]
    made = tuple([_eval_type(arg, globalns, localns, recursive_guard) for arg in hint.__args__])
    if made == hint.__args__:
        return hint
    if isinstance(hint, GenericAlias):
        return GenericAlias(hint.__origin__, made)
    if isinstance(hint, types.UnionType):
        return functools.reduce(operator.or_, made)
    return hint.copy_with(made)


def _should_unflatten(origin, args):
    return origin is collections.abc.Callable and not (len(args) == 2 and _is_param_expr(args[0]))


def _strip_annotations(hint):
    # Without `Annotated`, `Required` and `NotRequired`.
    if isinstance(hint, _AnnotatedAlias):
        return _strip_annotations(hint.__origin__)
    if hasattr(hint, "__origin__") and (hint.__origin__ is Required or hint.__origin__ is NotRequired):
        return _strip_annotations(hint.__args__[0])
    if not isinstance(hint, (_GenericAlias, GenericAlias, types.UnionType)):
        return hint
    made = tuple([_strip_annotations(arg) for arg in hint.__args__])
    if made == hint.__args__:
        return hint
    if isinstance(hint, GenericAlias):
        return GenericAlias(hint.__origin__, made)
    if isinstance(hint, types.UnionType):
        return functools.reduce(operator.or_, made)
    return hint.copy_with(made)


def _hint(value, is_class, is_argument=True):
    if value is None:
        return type(None)
    return ForwardRef(value, is_argument, is_class=is_class) if isinstance(value, str) else value


_WITHOUT_HINTS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                  types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations, those written as text evaluated."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            names = getattr(sys.modules.get(base.__module__), "__dict__", {}) if globalns is None else globalns
            found = _own_annotations(base)
            own = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # A class's names are looked at last.
                names, own = own, names
            for name, value in found.items():
                hints[name] = _eval_type(_hint(value, True, False), names, own)
    else:
        names = globalns
        if names is None:
            inner = obj
            if not isinstance(obj, types.ModuleType):
                while hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
            names = obj.__dict__ if isinstance(obj, types.ModuleType) else getattr(inner, "__globals__", {})
            if localns is None:
                localns = names
        elif localns is None:
            localns = names
        found = getattr(obj, "__annotations__", None)
        if found is None:
            if isinstance(obj, _WITHOUT_HINTS):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in found.items():
            hints[name] = _eval_type(_hint(value, False, not isinstance(obj, types.ModuleType)), names, localns)
    return hints if include_extras else {name: _strip_annotations(hint) for name, hint in hints.items()}


def get_origin(tp):
    """What stands before the brackets."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """What stands in the brackets."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        return (list(args[:-1]), args[-1]) if _should_unflatten(tp.__origin__, args) else args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


class _DeprecatedType(type):
    def __getattribute__(cls, name):
        if name not in ("__dict__", "__module__") and name in cls.__dict__:
            import warnings
            warnings.warn(f"{cls.__name__} is deprecated, import directly from typing instead. {cls.__name__} will be "
                          "removed in Python 3.12.", DeprecationWarning, stacklevel=2)
        return super().__getattribute__(name)


class io(metaclass=_DeprecatedType):
    """The old place of IO's forms."""

    __all__ = ["IO", "TextIO", "BinaryIO"]
    IO, TextIO, BinaryIO = IO, TextIO, BinaryIO


class re(metaclass=_DeprecatedType):
    """The old place of the forms of regular expressions."""

    __all__ = ["Pattern", "Match"]
    Pattern, Match = Pattern, Match


io.__name__, re.__name__ = "typing.io", "typing.re"
sys.modules["typing.io"], sys.modules["typing.re"] = io, re
