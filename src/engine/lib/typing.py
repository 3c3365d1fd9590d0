"""Type hints: enough to write them and to look at them. Nothing is checked."""

import sys
from abc import ABCMeta

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
        if self.__args__:
            args = _filled(self, args)
        elif self._name != "Literal":
            args = tuple([type(None) if arg is None else arg for arg in args])
        return _Form(self._name, self.__origin__ if self.__origin__ is not None else self, args)

    def __iter__(self):
        if self._name not in ("Tuple", "Unpack"):
            raise TypeError(f"'{type(self).__name__}' object is not iterable")
        yield Unpack[self]

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
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, subclass):
        if self.__args__:
            if self._name == "Union":
                return issubclass(subclass, self.__args__)
            raise TypeError("Subscripted generics cannot be used with class and instance checks")
        if not isinstance(self.__origin__, type):
            raise TypeError(f"{self!r} cannot be used with isinstance()")
        return issubclass(subclass, self.__origin__)

    @property
    def __parameters__(self):
        return _variables(self.__args__)

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


def _variables(args):
    # The type variables in arguments, each once.
    found = []
    for arg in args:
        for variable in (arg,) if isinstance(arg, TypeVar) else getattr(arg, "__parameters__", ()):
            if variable not in found:
                found.append(variable)
    return tuple(found)


def _filled(generic, given):
    # The arguments of a generic with its type variables replaced.
    variables = _variables(generic.__args__)
    _check_count(generic, given, variables)
    values = dict(zip(variables, given))

    def fill(arg):
        inner = getattr(arg, "__parameters__", ())
        return values[arg] if arg in variables else arg[tuple([values[v] for v in inner])] if inner else arg

    return tuple([fill(arg) for arg in generic.__args__])


def _check_count(generic, given, variables):
    if not variables:
        raise TypeError(f"{generic!r} is not a generic class")
    if any(isinstance(variable, (ParamSpec, TypeVarTuple)) for variable in variables):
        return
    if len(given) != len(variables):
        few = "few" if len(given) < len(variables) else "many"
        raise TypeError(f"Too {few} arguments for {generic!r}; actual {len(given)}, expected {len(variables)}")


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
    "AsyncGenerator": "collections.abc", "Generator": "collections.abc", "Sequence": "collections.abc",
    "MutableSequence": "collections.abc",
    "Mapping": "collections.abc", "MutableMapping": "collections.abc", "Hashable": "collections.abc",
    "Sized": "collections.abc", "Container": "collections.abc", "Collection": "collections.abc",
    "Reversible": "collections.abc", "Awaitable": "collections.abc", "Coroutine": "collections.abc",
    "AsyncIterable": "collections.abc", "AsyncIterator": "collections.abc", "KeysView": "collections.abc",
    "ItemsView": "collections.abc", "ValuesView": "collections.abc", "ByteString": "collections.abc",
    "AbstractSet": "collections.abc:Set", "MutableSet": "collections.abc", "DefaultDict": "collections:defaultdict",
    "OrderedDict": "collections", "Counter": "collections", "Deque": "collections:deque", "ChainMap": "collections",
    "ContextManager": "contextlib:AbstractContextManager",
    "AsyncContextManager": "contextlib:AbstractAsyncContextManager", "Pattern": "re", "Match": "re",
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
        params = params if isinstance(params, tuple) else (params,)
        if cls is Generic or cls is Protocol:
            return _Form(cls.__name__, None, params)
        _check_count(cls, params, cls.__parameters__)
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        declared = [base for base in bases if isinstance(base, _Form) and base._name in ("Generic", "Protocol")]
        cls.__parameters__ = _variables(declared or bases)


class _GenericAlias:
    # `*Tuple[int, str]` stands for its items; without it a loop would ask `__getitem__` for ever.
    def __iter__(self):
        yield Unpack[self]

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)

    def __call__(self, *args, **kwargs):
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __getitem__(self, args):
        return _GenericAlias(self.__origin__, _filled(self, args if isinstance(args, tuple) else (args,)))

    @property
    def __parameters__(self):
        return _variables(self.__args__)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ is other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    __subclasscheck__ = __instancecheck__

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


_NO_MEMBERS = {
    "__module__", "__qualname__", "__doc__", "__dict__", "__slots__", "__weakref__", "__annotations__", "__parameters__",
    "__orig_bases__", "__orig_class__", "__abstractmethods__", "_abc_registry", "_is_protocol", "_is_runtime_protocol",
    "__init__", "__new__", "__init_subclass__", "__subclasshook__", "__class_getitem__", "__hash__",
}


def _members(protocol):
    # What an object must have.
    names = set()
    for base in protocol.__mro__:
        if base.__dict__.get("_is_protocol") and base is not Protocol:
            names.update(base.__dict__)
            names.update(base.__dict__.get("__annotations__", ()))
    return names - _NO_MEMBERS


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls._is_protocol = not bases or Generic in bases or any(base.__name__ == "Protocol" for base in bases)
        return cls

    def __call__(cls, *args, **kwargs):
        if cls._is_protocol:
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        if super().__instancecheck__(instance):
            return True
        if not cls._is_protocol:
            return False
        _check_runtime(cls)
        return all(
            hasattr(instance, name) and not (getattr(instance, name) is None and callable(getattr(cls, name, None)))
            for name in _members(cls))

    def __subclasscheck__(cls, subclass):
        if super().__subclasscheck__(subclass):
            return True
        if not cls._is_protocol:
            return False
        _check_runtime(cls)
        names = _members(cls)
        if any(not callable(getattr(cls, name, None)) for name in names):
            raise TypeError("Protocols with non-method members don't support issubclass()")
        return all(any(base.__dict__.get(name) is not None for base in subclass.__mro__) for name in names)


def _check_runtime(cls):
    if not getattr(cls, "_is_runtime_protocol", False):
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base for classes that tell which methods there are."""

    __slots__ = ()


def _supports(name, method):
    namespace = {"__module__": "typing", method: lambda self: None, "_is_runtime_protocol": True}
    return _ProtocolMeta(name, (Protocol,), namespace)


SupportsInt, SupportsFloat = _supports("SupportsInt", "__int__"), _supports("SupportsFloat", "__float__")
SupportsAbs, SupportsIndex = _supports("SupportsAbs", "__abs__"), _supports("SupportsIndex", "__index__")
SupportsBytes, SupportsRound = _supports("SupportsBytes", "__bytes__"), _supports("SupportsRound", "__round__")


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


class NewType:
    """A name for a type."""

    def __init__(self, name, tp):
        self.__name__ = name
        self.__qualname__ = name
        self.__module__ = sys._getframe(1).f_globals.get("__name__")
        self.__supertype__ = tp

    def __call__(self, value):
        return value

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return f"{self.__module__}.{self.__name__}"


def cast(typ, val):
    """The value."""
    return val


_overloads = {}


def overload(func):
    """Only for type checkers, and for `get_overloads`."""
    inner = getattr(func, "__func__", func)
    try:
        _overloads.setdefault((inner.__module__, inner.__qualname__), {})[inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


def get_overloads(func):
    """The overloads that were declared for a function."""
    inner = getattr(func, "__func__", func)
    return list(_overloads.get((inner.__module__, inner.__qualname__), {}).values())


def clear_overloads():
    """Forgets all overloads."""
    _overloads.clear()


def no_type_check_decorator(decorator):
    """Only for type checkers."""
    return decorator


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    """Only for type checkers."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


def final(f):
    """Only for type checkers."""
    return f


def no_type_check(arg):
    """Only for type checkers."""
    return arg


def runtime_checkable(cls):
    """Lets `isinstance` ask whether an object has what a protocol names."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
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
    if type(tp).__name__ == "UnionType":
        return type(tp)
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
