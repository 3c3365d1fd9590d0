"""Type hints: enough to write them and to look at them. Nothing is checked."""

import sys

TYPE_CHECKING = False


class _Form:
    # Any, Union, … and what they are with arguments.

    def __init__(self, name, origin=None, args=()):
        self._name = name
        self.__origin__ = origin
        self.__args__ = args

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if self._name == "Optional":
            return Union[args[0], None]
        if self._name == "Union":
            flat = []
            for arg in args:
                arg = type(None) if arg is None else arg
                parts = arg.__args__ if isinstance(arg, _Form) and arg._name == "Union" else (arg,)
                flat.extend([part for part in parts if part not in flat])
            if len(flat) == 1:
                return flat[0]
            return _Form("Union", Union, tuple(flat))
        if self._name == "Callable" and len(args) == 2:
            parameters = args[0]
            args = (*parameters, args[1]) if isinstance(parameters, list) else args
        return _Form(self._name, self.__origin__ if self.__origin__ is not None else self, args)

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, type):
            return self.__origin__(*args, **kwargs)
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, type):
            return (self.__origin__,)
        if self._name in ("Generic", "Protocol"):
            return (globals()[self._name],)
        return ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __eq__(self, other):
        if not isinstance(other, _Form) or self._name != other._name:
            return NotImplemented
        if self._name == "Union":
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash((self._name, frozenset(self.__args__)))

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, subclass):
        return issubclass(subclass, self.__origin__)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __repr__(self):
        args = self.__args__
        if not args:
            return f"typing.{self._name}"
        if self._name == "Union" and len(args) == 2 and type(None) in args:
            other = args[0] if args[1] is type(None) else args[1]
            return f"typing.Optional[{_show(other)}]"
        if self._name == "Callable" and len(args) > 1 and args[0] is not Ellipsis:
            return f"typing.Callable[[{', '.join(map(_show, args[:-1]))}], {_show(args[-1])}]"
        return f"typing.{self._name}[{', '.join(map(_show, args))}]"


def _show(value):
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is Ellipsis:
        return "..."
    return repr(value)


Any = _Form("Any")
Union = _Form("Union")
Optional = _Form("Optional")
ClassVar = _Form("ClassVar")
Final = _Form("Final")
Literal = _Form("Literal")
Annotated = _Form("Annotated")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
Concatenate = _Form("Concatenate")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
Unpack = _Form("Unpack")
AnyStr = None

List = _Form("List", list)
Dict = _Form("Dict", dict)
Set = _Form("Set", set)
FrozenSet = _Form("FrozenSet", frozenset)
Tuple = _Form("Tuple", tuple)
Type = _Form("Type", type)
Text = str

_LAZY = {
    "Callable": "collections.abc", "Iterable": "collections.abc", "Iterator": "collections.abc",
    "Generator": "collections.abc", "Sequence": "collections.abc", "MutableSequence": "collections.abc",
    "Mapping": "collections.abc", "MutableMapping": "collections.abc", "Hashable": "collections.abc",
    "Sized": "collections.abc", "Container": "collections.abc", "Collection": "collections.abc",
    "Reversible": "collections.abc", "Awaitable": "collections.abc", "Coroutine": "collections.abc",
    "AsyncIterable": "collections.abc", "AsyncIterator": "collections.abc", "KeysView": "collections.abc",
    "ItemsView": "collections.abc", "ValuesView": "collections.abc", "ByteString": "collections.abc",
    "AbstractSet": "collections.abc:Set", "MutableSet": "collections.abc", "DefaultDict": "collections:defaultdict",
    "OrderedDict": "collections", "Counter": "collections", "Deque": "collections:deque", "ChainMap": "collections",
    "ContextManager": "contextlib:AbstractContextManager", "Pattern": "re", "Match": "re",
}


def __getattr__(name):
    # Forms over classes of other modules, made when they are first asked for.
    if name not in _LAZY:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    module, _, attribute = _LAZY[name].partition(":")
    __import__(module)
    form = _Form(name, getattr(sys.modules[module], attribute or name))
    globals()[name] = form
    return form


class TypeVar:
    """A type to be filled in."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


AnyStr = TypeVar("AnyStr", bytes, str)


class ParamSpec(TypeVar):
    """Parameters to be filled in."""

    args = property(lambda self: self)
    kwargs = property(lambda self: self)


class TypeVarTuple(TypeVar):
    """Types to be filled in."""

    def __iter__(self):
        yield self


class Generic:
    """A base for classes with type parameters."""

    __slots__ = ()

    def __class_getitem__(cls, params):
        if cls is Generic or cls is Protocol:
            return _Form(cls.__name__, None, params if isinstance(params, tuple) else (params,))
        return _GenericAlias(cls, params)


class _GenericAlias:
    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return f"{self.__origin__.__module__}.{self.__origin__.__qualname__}[{', '.join(map(_show, self.__args__))}]"


class Protocol(Generic):
    """A base for classes that tell which methods there are."""

    __slots__ = ()


class SupportsInt(Protocol):
    """Has `__int__`."""


class SupportsFloat(Protocol):
    """Has `__float__`."""


class SupportsAbs(Protocol):
    """Has `__abs__`."""


class SupportsIndex(Protocol):
    """Has `__index__`."""


class _NamedTupleMeta(type):
    def __new__(cls, name, bases, namespace):
        from collections import namedtuple
        annotations = namespace.get("__annotations__", {})
        defaults = []
        for field in annotations:
            if field in namespace:
                defaults.append(namespace[field])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field{'s' if len(defaults) > 1 else ''}")
        made = namedtuple(name, list(annotations), defaults=defaults, module=namespace["__module__"])
        made.__annotations__ = annotations
        for key, value in namespace.items():
            if key not in annotations and key not in ("__module__", "__qualname__", "__annotations__", "__dict__"):
                setattr(made, key, value)
        return made


class _Maker:
    # Called like a function, derived from like a class.

    def __init__(self, base, make):
        self._base = base
        self._make = make

    def __call__(self, *args, **kwargs):
        return self._make(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self._base,)


def _make_named_tuple(typename, fields=(), /, **kwargs):
    from collections import namedtuple
    fields = list(fields) or list(kwargs.items())
    made = namedtuple(typename, [name for name, _ in fields], module=sys._getframe(2).f_globals.get("__name__"))
    made.__annotations__ = dict(fields)
    return made


NamedTuple = _Maker(type.__new__(_NamedTupleMeta, "NamedTuple", (), {}), _make_named_tuple)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, namespace, total=True):
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
        annotations.update(namespace.get("__annotations__", {}))
        made = type.__new__(cls, name, (dict,), dict(namespace))
        made.__annotations__ = annotations
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


def _make_typed_dict(typename, fields=None, /, *, total=True, **kwargs):
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields or kwargs)}, total=total)


TypedDict = _Maker(type.__new__(_TypedDictMeta, "TypedDict", (), {}), _make_typed_dict)


def NewType(name, tp):
    """A name for a type."""

    def identity(value):
        return value

    identity.__name__ = name
    identity.__supertype__ = tp
    return identity


def cast(typ, val):
    """The value."""
    return val


def overload(func):
    """Only for type checkers."""
    return func


def final(f):
    """Only for type checkers."""
    return f


def no_type_check(arg):
    """Only for type checkers."""
    return arg


def runtime_checkable(cls):
    """Only for type checkers."""
    return cls


def override(method):
    """Only for type checkers."""
    return method


def reveal_type(obj, /):
    """Says the type."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_type(val, typ, /):
    """The value."""
    return val


def assert_never(arg, /):
    """Must not be reached."""
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations, those written as text evaluated."""
    hints = {}
    sources = reversed(obj.__mro__) if isinstance(obj, type) else [obj]
    for source in sources:
        names = globalns or getattr(sys.modules.get(getattr(source, "__module__", None)), "__dict__", {})
        for name, value in getattr(source, "__annotations__", {}).items():
            if isinstance(value, str):
                value = eval(value, dict(names), localns)
            hints[name] = type(None) if value is None else value
    return hints


def get_origin(tp):
    """What stands before the brackets."""
    origin = getattr(tp, "__origin__", None)
    return origin if getattr(tp, "__args__", ()) or isinstance(origin, type) else None


def get_args(tp):
    """What stands in the brackets."""
    return tuple(getattr(tp, "__args__", ()))


class ForwardRef:
    """A type that is named before it is there."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


BinaryIO = TextIO = IO = _Form("IO")


__all__ = [name for name in globals() if not name.startswith("_")] + list(_LAZY)
