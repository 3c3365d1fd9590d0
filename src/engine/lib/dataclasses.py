"""Data classes: the `dataclasses` module as CPython 3.11 documents it."""

import sys

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
           "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    """The object cannot be changed."""


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _Factory:
    def __repr__(self):
        return "<factory>"


_FACTORY = _Factory()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    """An argument of `__init__` that is not a field."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"


_KINDS = {"field": "_FIELD", "classvar": "_FIELD_CLASSVAR", "initvar": "_FIELD_INITVAR"}


class Field:
    """Describes a field."""

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = "field"

    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
            f"compare={self.compare!r},metadata=mappingproxy({self.metadata!r}),"
            f"kw_only={self.kw_only!r},_field_type={_KINDS[self._kind]})"
        )


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Describes a field."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Gives a class methods that follow from its annotated variables."""

    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return wrap if cls is None else wrap(cls)


class _Params:
    def __init__(self, **values):
        self.__dict__.update(values)


def _kind(annotation):
    if isinstance(annotation, InitVar) or annotation is InitVar:
        return "initvar"
    text = annotation if isinstance(annotation, str) else getattr(annotation, "_text", None) or ""
    if not isinstance(annotation, str):
        origin = getattr(annotation, "__origin__", annotation)
        text = getattr(origin, "_name", None) or getattr(origin, "__name__", "")
    if text.startswith(("ClassVar", "typing.ClassVar")):
        return "classvar"
    if text.startswith(("InitVar", "dataclasses.InitVar")):
        return "initvar"
    return "field"


def _describe(cls, arguments):
    # The parameters as `inspect` shows them, which is not imported for a class that has `__init__` made for it.
    if arguments is None:
        from inspect import signature
        return str(signature(cls)).replace(" -> None", "")
    shown = []
    star = False
    for keyword in (False, True):
        for entry in arguments:
            if entry.init and entry.kw_only is keyword:
                if keyword and not star:
                    shown.append("*")
                    star = True
                text = f"{entry.name}: {_annotation(entry.type)}"
                if entry.default_factory is not MISSING:
                    text += " = <factory>"
                elif entry.default is not MISSING:
                    text += f" = {entry.default!r}"
                shown.append(text)
    return f"({', '.join(shown)})"


def _annotation(kind):
    if isinstance(kind, type) and not hasattr(kind, "__origin__"):
        return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return repr(kind).replace("typing.", "")


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    all_fields = {}
    has_bases = any_frozen = False
    for base in reversed(cls.__mro__[1:]):
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_bases = True
            all_fields.update(inherited)
            any_frozen = any_frozen or base.__dict__[_PARAMS].frozen
    own = []
    keyword_only = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            keyword_only = True
            continue
        default = getattr(cls, name, MISSING)
        entry = default if isinstance(default, Field) else field(default=default)
        if not isinstance(default, Field) and default is not MISSING and hasattr(default, "__get__") and (
                type(default).__name__ == "member_descriptor"):
            entry = field()
        entry.name = name
        entry.type = annotation
        entry._kind = _kind(annotation)
        if entry._kind in ("classvar", "initvar") and entry.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if entry.kw_only is MISSING:
            entry.kw_only = keyword_only
        if entry._kind == "field" and entry.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default {type(entry.default)} for field {name} is not allowed: use default_factory")
        own.append(entry)
        if isinstance(default, Field):
            if entry.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, entry.default)
        all_fields[name] = entry
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    had_hash = "__hash__" in cls.__dict__ and not (cls.__dict__["__hash__"] is None and "__eq__" in cls.__dict__)
    had_eq = "__eq__" in cls.__dict__
    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, _Params(init=init, repr=repr_, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    listed = [entry for entry in all_fields.values() if entry._kind == "field"]
    arguments = [entry for entry in all_fields.values() if entry._kind in ("field", "initvar")]
    if init:
        _set(cls, "__init__", _make_init(cls, arguments, frozen), True)
    if repr_:
        _set(cls, "__repr__", _make_repr([entry.name for entry in listed if entry.repr]))
    compared = [entry.name for entry in listed if entry.compare]
    if eq:
        _set(cls, "__eq__", _make_comparison(compared, "__eq__"))
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if not _set(cls, name, _make_comparison(compared, name)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
    if frozen:
        names = {entry.name for entry in listed}
        for name, function in (("__setattr__", _frozen_setattr(cls, names)), ("__delattr__", _frozen_delattr(cls, names))):
            if not _set(cls, name, function):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    hashed = [entry.name for entry in listed if (entry.compare if entry.hash is None else entry.hash)]
    if unsafe_hash:
        if had_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = _make_hash(hashed)
    elif not had_hash and eq:
        if frozen:
            cls.__hash__ = _make_hash(hashed)
        elif not had_eq or True:
            cls.__hash__ = None
    if match_args:
        _set(cls, "__match_args__", tuple([entry.name for entry in arguments if entry.init and not entry.kw_only]))
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__ + _describe(cls, arguments if init else None)
    if slots:
        cls = _with_slots(cls, [entry.name for entry in listed])
    return cls


def _set(cls, name, value, force=False):
    if name in cls.__dict__ and not force:
        return False
    if name in cls.__dict__ and name == "__init__":
        return False
    if hasattr(value, "__qualname__"):
        value.__qualname__ = f"{cls.__qualname__}.{name}"
        value.__name__ = name
    setattr(cls, name, value)
    return True


def _make_init(cls, arguments, frozen):
    # One function made from text, so that its signature and its errors are those of a written one.
    seen_default = None
    names = {"_MISSING": MISSING, "_FACTORY": _FACTORY, "_set": object.__setattr__}
    for entry in arguments:
        if entry.init and not entry.kw_only:
            if entry.default is not MISSING or entry.default_factory is not MISSING:
                seen_default = entry
            elif seen_default is not None:
                raise TypeError(f"non-default argument {entry.name!r} follows default argument")
    ordered = [e for e in arguments if e.init and not e.kw_only] + [e for e in arguments if e.init and e.kw_only]
    parameters = []
    star = False
    body = []
    for entry in ordered:
        if entry.kw_only and not star:
            parameters.append("*")
            star = True
        text = entry.name
        if entry.default is not MISSING:
            names[f"_default_{entry.name}"] = entry.default
            text += f"=_default_{entry.name}"
        elif entry.default_factory is not MISSING:
            text += "=_FACTORY"
        parameters.append(text)
    for entry in arguments:
        if entry._kind == "initvar":
            continue
        if entry.default_factory is not MISSING:
            names[f"_factory_{entry.name}"] = entry.default_factory
            value = f"_factory_{entry.name}()"
            if entry.init:
                value = f"{value} if {entry.name} is _FACTORY else {entry.name}"
        elif entry.init:
            value = entry.name
        elif entry.default is not MISSING and frozen:
            continue
        else:
            continue
        if frozen:
            body.append(f"  _set(self, {entry.name!r}, {value})")
        else:
            body.append(f"  self.{entry.name} = {value}")
    if hasattr(cls, "__post_init__"):
        given = ", ".join([entry.name for entry in arguments if entry._kind == "initvar"])
        body.append(f"  self.__post_init__({given})")
    source = f"def __init__({', '.join(['self', *parameters])}):\n" + ("\n".join(body) or "  pass")
    namespace = {}
    exec(source, names, namespace)
    function = namespace["__init__"]
    function.__module__ = cls.__module__
    function.__annotations__ = {entry.name: entry.type for entry in ordered}
    function.__annotations__["return"] = None
    return function


_showing = set()


def _make_repr(names):
    def __repr__(self):
        key = id(self)
        if key in _showing:
            return "..."
        _showing.add(key)
        try:
            shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        finally:
            _showing.discard(key)
        return f"{self.__class__.__qualname__}({shown})"

    return __repr__


def _values(obj, names):
    return tuple([getattr(obj, name) for name in names])


def _make_comparison(names, operator):
    def compare(self, other):
        if other.__class__ is self.__class__:
            return getattr(tuple, operator)(_values(self, names), _values(other, names))
        return NotImplemented

    return compare


def _make_hash(names):
    def __hash__(self):
        return hash(_values(self, names))

    return __hash__


def _frozen_setattr(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    return __setattr__


def _frozen_delattr(cls, names):
    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __delattr__


def _with_slots(cls, names):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = set()
    for base in cls.__mro__[1:]:
        inherited.update(base.__dict__.get("__slots__", ()))
    namespace = dict(cls.__dict__)
    namespace["__slots__"] = tuple([name for name in names if name not in inherited])
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    new.__qualname__ = cls.__qualname__
    return new


def fields(class_or_instance):
    """The fields, in order."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([entry for entry in found.values() if entry._kind == "field"])


def is_dataclass(obj):
    """Whether it is a data class or an object of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def _convert(obj, outer):
    import copy
    if _is_instance(obj):
        return outer(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(item, outer) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(item, outer) for item in obj])
    if isinstance(obj, dict):
        return type(obj)([(_convert(key, outer), _convert(value, outer)) for key, value in obj.items()])
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, all the way down."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def outer(obj):
        return dict_factory([(entry.name, _convert(getattr(obj, entry.name), outer)) for entry in fields(obj)])

    return outer(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple, all the way down."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def outer(obj):
        return tuple_factory([_convert(getattr(obj, entry.name), outer) for entry in fields(obj)])

    return outer(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    """Makes a data class."""
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        else:
            name, kind, namespace[item[0]] = item
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    namespace["__annotations__"] = annotations
    namespace.setdefault("__module__", module or sys._getframe(1).f_globals.get("__name__", "types"))
    return dataclass(type(cls_name, bases, namespace), **options)


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for entry in getattr(obj, _FIELDS).values():
        if entry._kind == "classvar":
            continue
        if not entry.init:
            if entry.name in changes:
                raise ValueError(f"field {entry.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if entry.name not in changes:
            if entry._kind == "initvar" and entry.default is MISSING:
                raise ValueError(f"InitVar {entry.name!r} must be specified with replace()")
            changes[entry.name] = getattr(obj, entry.name)
    return obj.__class__(**changes)
