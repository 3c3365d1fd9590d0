"""Data classes: the `dataclasses` module as CPython 3.11 documents it."""

import sys
from _thread import get_ident
from types import MappingProxyType, MemberDescriptorType

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


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")

# What each thread is about to show: it may be in itself.
_showing = set()


def _guarded(function):
    def __repr__(self):
        mark = id(self), get_ident()
        if mark in _showing:
            return "..."
        _showing.add(mark)
        try:
            return function(self)
        finally:
            _showing.discard(mark)

    __repr__.__wrapped__ = function
    return __repr__


class Field:
    """Describes a field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    @_guarded
    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
            f"compare={self.compare!r},metadata={self.metadata!r},"
            f"kw_only={self.kw_only!r},_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        # What a field has as its default is asked as what stands in the class is.
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


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
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


class _DataclassParams:
    def __init__(self, **values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{name}={value!r}' for name, value in self.__dict__.items()])})"


def _meant(annotation, cls):
    # What a text begins with, in the class's module: `ClassVar`, `typing.ClassVar`.
    from re import match
    found = match(r"\s*(?:(\w+)\s*\.\s*)?(\w+)", annotation)
    if found is None:
        return None
    space = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if found[1]:
        module = space.get(found[1])
        space = module.__dict__ if module in (sys.modules.get("typing", _FACTORY), sys.modules[__name__]) else {}
    return space.get(found[2])


def _kind(annotation, cls):
    if isinstance(annotation, str):
        annotation = _meant(annotation, cls)
    if annotation is InitVar or type(annotation) is InitVar:
        return _FIELD_INITVAR
    typing = sys.modules.get("typing")
    if typing and (annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar):
        return _FIELD_CLASSVAR
    return _FIELD


def _is_kw_only(annotation, cls):
    return annotation is KW_ONLY or isinstance(annotation, str) and _meant(annotation, cls) is KW_ONLY


def _describe(cls, arguments):
    # The parameters as `inspect` shows them, which is not imported for a class that has `__init__` made for it.
    if arguments is None:
        from inspect import signature
        try:
            return str(signature(cls)).replace(" -> None", "")
        except (TypeError, ValueError):
            return ""
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


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    has_bases = any_frozen = False
    for base in reversed(cls.__mro__[1:]):
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_bases = True
            all_fields.update(inherited)
            any_frozen = any_frozen or base.__dict__[_PARAMS].frozen
    own = []
    keyword_only, separated = kw_only, False
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _is_kw_only(annotation, cls):
            if separated:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            separated = keyword_only = True
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, MemberDescriptorType):
            # A slot.
            default = MISSING
        entry = default if isinstance(default, Field) else field(default=default)
        entry.name = name
        entry.type = annotation
        entry._field_type = kind = _kind(annotation, cls)
        if kind is not _FIELD and entry.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
        if kind is _FIELD_CLASSVAR:
            if entry.kw_only is not MISSING:
                raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
        elif entry.kw_only is MISSING:
            entry.kw_only = keyword_only
        if kind is _FIELD and entry.default.__class__.__hash__ is None:
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
    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, _DataclassParams(init=init, repr=repr_, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    listed = [entry for entry in all_fields.values() if entry._field_type is _FIELD]
    arguments = [entry for entry in all_fields.values() if entry._field_type is not _FIELD_CLASSVAR]
    if init:
        _set(cls, "__init__", _make_init(cls, arguments, frozen, slots), True)
    if repr_:
        _set(cls, "__repr__", _make_repr([entry.name for entry in listed if entry.repr]))
    compared = [entry.name for entry in listed if entry.compare]
    hashed = [entry.name for entry in listed if (entry.compare if entry.hash is None else entry.hash)]
    made = _make_methods(cls, compared, hashed, eq, order)
    if eq:
        _set(cls, "__eq__", made["__eq__"])
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if not _set(cls, name, made[name]):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
    if frozen:
        names = {entry.name for entry in listed}
        for name, function in (("__setattr__", _frozen_setattr(cls, names)), ("__delattr__", _frozen_delattr(cls, names))):
            if not _set(cls, name, function):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    if unsafe_hash:
        if had_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        _set(cls, "__hash__", made["__hash__"], True)
    elif not had_hash and eq:
        _set(cls, "__hash__", made["__hash__"] if frozen else None, True)
    if match_args:
        _set(cls, "__match_args__", tuple([entry.name for entry in arguments if entry.init and not entry.kw_only]))
    if cls.__doc__ is None:
        plain = init and type(cls).__call__ is type.__call__
        cls.__doc__ = cls.__name__ + _describe(cls, arguments if plain else None)
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, [entry.name for entry in listed], weakref_slot)
        if frozen:
            # What restores an object cannot set its attributes as others do.
            for name, function in (("__getstate__", _getstate), ("__setstate__", _setstate)):
                if name not in cls.__dict__:
                    setattr(cls, name, function)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls


def _getstate(self):
    return [getattr(self, entry.name) for entry in fields(self)]


def _setstate(self, state):
    for entry, value in zip(fields(self), state):
        object.__setattr__(self, entry.name, value)


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


def _make_init(cls, arguments, frozen, slots):
    # One function made from text, so that its signature and its errors are those of a written one.
    seen_default = None
    for entry in arguments:
        if entry.init and not entry.kw_only:
            if entry.default is not MISSING or entry.default_factory is not MISSING:
                seen_default = entry
            elif seen_default is not None:
                raise TypeError(f"non-default argument {entry.name!r} follows default argument")
    ordered = [e for e in arguments if e.init and not e.kw_only] + [e for e in arguments if e.init and e.kw_only]
    # Fields may have any names.
    me = "self" if all([entry.name != "self" for entry in arguments]) else "__dataclass_self__"
    names = {"__dataclass_factory__": _FACTORY, "__dataclass_set__": object.__setattr__}
    parameters = [me]
    star = False
    body = []
    for entry in ordered:
        if entry.kw_only and not star:
            parameters.append("*")
            star = True
        text = entry.name
        if entry.default is not MISSING:
            names[f"__dataclass_default_{entry.name}__"] = entry.default
            text += f"=__dataclass_default_{entry.name}__"
        elif entry.default_factory is not MISSING:
            text += "=__dataclass_factory__"
        parameters.append(text)
    for entry in arguments:
        value = entry.name
        if entry._field_type is _FIELD_INITVAR:
            continue
        if entry.default_factory is not MISSING:
            names[f"__dataclass_make_{entry.name}__"] = entry.default_factory
            value = f"__dataclass_make_{entry.name}__()"
            if entry.init:
                value = f"{value} if {entry.name} is __dataclass_factory__ else {entry.name}"
        elif not entry.init:
            # The class has it, unless there is a slot in the place.
            if not slots or entry.default is MISSING:
                continue
            value = f"__dataclass_default_{entry.name}__"
            names[value] = entry.default
        if frozen:
            body.append(f"  __dataclass_set__({me}, {entry.name!r}, {value})")
        else:
            body.append(f"  {me}.{entry.name} = {value}")
    if hasattr(cls, "__post_init__"):
        given = ", ".join([entry.name for entry in arguments if entry._field_type is _FIELD_INITVAR])
        body.append(f"  {me}.__post_init__({given})")
    source = (f"def __create_fn__({', '.join(names)}):\n def __init__({', '.join(parameters)}):\n"
              + ("\n".join(body) or "  pass") + "\n return __init__")
    module, made = sys.modules.get(cls.__module__), {}
    exec(source, getattr(module, "__dict__", {}), made)
    function = made["__create_fn__"](**names)
    function.__module__ = cls.__module__
    function.__annotations__ = {entry.name: entry.type for entry in ordered}
    function.__annotations__["return"] = None
    return function


def _make_repr(names):
    def __repr__(self):
        shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{self.__class__.__qualname__}({shown})"

    __repr__.__qualname__ = "__create_fn__.<locals>.__repr__"
    return _guarded(__repr__)


_COMPARISONS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _make_methods(cls, compared, hashed, eq, order):
    # As `__init__`, made from text: each attribute is looked up at a place of its own.
    def values(owner, names):
        return "(" + "".join([f"{owner}.{name}, " for name in names]) + ")"

    lines = ["def __hash__(self):", f" return hash({values('self', hashed)})"]
    for name, sign in _COMPARISONS.items():
        if eq if name == "__eq__" else order:
            lines += [
                f"def {name}(self, other):",
                " if other.__class__ is self.__class__:",
                f"  return {values('self', compared)} {sign} {values('other', compared)}",
                " return NotImplemented",
            ]
    module, made = sys.modules.get(cls.__module__), {}
    exec("\n".join(lines), getattr(module, "__dict__", {}), made)
    return made


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


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if hasattr(slots, "__next__") or not hasattr(slots, "__iter__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return slots


def _with_slots(cls, names, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    namespace = dict(cls.__dict__)
    wanted = [*names, "__weakref__"] if weakref_slot else names
    namespace["__slots__"] = tuple([name for name in wanted if name not in inherited])
    for name in (*names, "__dict__", "__weakref__"):
        namespace.pop(name, None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    new.__qualname__ = cls.__qualname__
    return new


def fields(class_or_instance):
    """The fields, in order."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([entry for entry in found.values() if entry._field_type is _FIELD])


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


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Makes a data class."""
    from keyword import iskeyword
    from types import new_class
    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind

    def fill(made):
        made.update(namespace or {})
        made.update(defaults)
        made["__annotations__"] = annotations

    return dataclass(new_class(cls_name, bases, {}, fill), init=init, repr=repr, eq=eq, order=order,
                     unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for entry in getattr(obj, _FIELDS).values():
        if entry._field_type is _FIELD_CLASSVAR:
            continue
        if not entry.init:
            if entry.name in changes:
                raise ValueError(f"field {entry.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if entry.name not in changes:
            if entry._field_type is _FIELD_INITVAR and entry.default is MISSING:
                raise ValueError(f"InitVar {entry.name!r} must be specified with replace()")
            changes[entry.name] = getattr(obj, entry.name)
    return obj.__class__(**changes)
