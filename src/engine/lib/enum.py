"""Enumerations: the `enum` module as CPython 3.11 documents it (PEP 435, and Doc/library/enum.rst)."""

import sys
from builtins import bin as _bin, property as _property
from types import DynamicClassAttribute as _DynamicClassAttribute, MappingProxyType as _MappingProxyType

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property",
    "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "global_flag_repr",
    "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
    "pickle_by_global_name", "pickle_by_enum_name",
]

# Bound below; the metaclass asks for them while they are made.
Enum = Flag = EJECT = KEEP = ReprEnum = None
_no_value = object()


class nonmember:
    """Keeps a value in the body of an enumeration from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of a value that would not become one, such as a function."""

    def __init__(self, value):
        self.value = value


class auto:
    """A value that `_generate_next_value_` chooses. `auto()` itself can be calculated with once it has one."""

    def __init__(self, value=_no_value):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % (None if self.value is _no_value else self.value)


class property(_DynamicClassAttribute):
    """An attribute of members that leaves its name free for a member."""

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            if self.fget is None:
                raise AttributeError("%r member has no attribute %r" % (ownerclass, self.name))
            return self.fget(instance)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError("%r has no attribute %r" % (ownerclass, self.name)) from None

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("<enum %r> cannot delete attribute %r" % (self.clsname, self.name))
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = "_%s__" % cls_name
    return len(name) > len(prefix) and name.startswith(prefix) and (name[-1] != "_" or name[-2] != "_")


def _is_internal_class(cls_name, value):
    return isinstance(value, type) and value.__qualname__.split(".")[-2:-1] == [cls_name]


def _is_single_bit(number):
    return number > 0 and number & number - 1 == 0


def _iter_bits_lsb(number):
    # The bits that are set, lowest first.
    if isinstance(number, Enum):
        number = number.value
    if number < 0:
        raise ValueError("%r is not a positive integer" % number)
    while number:
        bit = number & -number
        yield bit
        number ^= bit


def show_flag_values(value):
    """The single bits of a value."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """A number in base 2 with its sign as a bit in front: `bin(-10, 8)` is `'0b1 1111_0110'` without the mark."""
    ceiling = 2 ** num.bit_length()
    digits = _bin(num + ceiling if num >= 0 else ~num ^ ceiling - 1 + ceiling)[3:]
    sign = "0b1" if num < 0 else "0b0"
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return "%s %s" % (sign, digits)


class _EnumDict(dict):
    # What the body of an enumeration fills: it tells members from other names, refuses a name given twice, and chooses
    # automatic values where they stand.

    def __init__(self):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
                           "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_"):
                raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % (key,))
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                _generate = value.__func__ if isinstance(value, staticmethod) else value
                self._generate_next_value = _generate
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        else:
            if _is_internal_class(self._cls_name, value):
                import warnings
                warnings.warn(
                    "In 3.13 classes created inside an enum will not become a member.  Use the `member` decorator to "
                    "keep the current behavior.", DeprecationWarning, stacklevel=2)
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            parts = value if type(value) is tuple else (value,)
            if any([isinstance(part, auto) for part in parts]):
                parts = tuple([self._chosen(key, part) if isinstance(part, auto) else part for part in parts])
                value = parts if type(value) is tuple else parts[0]
            else:
                self._last_values.append(value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _chosen(self, key, automatic):
        if automatic.value is _no_value:
            automatic.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(automatic.value)
        return automatic.value

    def update(self, members, **more):
        for key, value in members.items() if hasattr(members, "keys") else members:
            self[key] = value
        for key, value in more.items():
            self[key] = value


class _Proto:
    # Stands for a member in the namespace until its class is there; `__set_name__` then makes the member, before
    # `__init_subclass__` of a base is called.

    def __init__(self, value):
        self.value = value

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        value = self.value
        args = value if type(value) is tuple else (value,)
        if cls._member_type_ is tuple:
            args = (args,)
        obj = cls._new_member_(cls, *args) if cls._use_args_ else cls._new_member_(cls)
        if not hasattr(obj, "_value_"):
            if cls._member_type_ is object:
                obj._value_ = value
            else:
                try:
                    obj._value_ = cls._member_type_(*args)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        value = obj._value_
        obj._name_ = name
        obj.__objclass__ = cls
        obj.__init__(*args)
        obj._sort_order_ = len(cls._member_names_)
        flag = Flag is not None and issubclass(cls, Flag)
        if flag:
            cls._flag_mask_ |= value
            if _is_single_bit(value):
                cls._singles_mask_ |= value
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        same = cls._member_of(value)
        if same is not None:
            obj = same
        elif not flag or _is_single_bit(value):
            cls._member_names_.append(name)
        cls._put_member(name, obj)
        cls._member_map_[name] = obj
        try:
            cls._value2member_map_.setdefault(value, obj)
        except TypeError:
            # Not hashable: found by comparing.
            pass


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumDict()
        namespace._cls_name = cls
        first_enum = metacls._get_mixins_(cls, bases)[1]
        if first_enum is not None:
            namespace["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, dict(classdict), **kwds)
        namespace = dict(classdict)
        ignored = namespace.get("_ignore_", [])
        namespace["_ignore_"] = [*ignored, "_ignore_"]
        for name in namespace["_ignore_"]:
            namespace.pop(name, None)
        names = [name for name in classdict._member_names if name in namespace]
        invalid = [repr(name) for name in names if name in ("mro", "")]
        if invalid:
            raise ValueError("invalid enum member name(s) %s" % ",".join(invalid))
        order = namespace.pop("_order_", None)
        if isinstance(order, str):
            order = order.replace(",", " ").split()
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, own_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        generate = namespace.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(generate)
        for name in names:
            namespace[name] = _Proto(namespace[name])
        namespace["_new_member_"] = new_member
        namespace["_use_args_"] = use_args
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_member_type_"] = member_type
        namespace["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        namespace["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        namespace["_flag_mask_"] = namespace["_singles_mask_"] = namespace["_all_bits_"] = 0
        namespace["_inverted_"] = None
        own = set(classdict)
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except RuntimeError as error:
            # What went wrong in making a member, not that it did so in `__set_name__`.
            if isinstance(error.__cause__, Exception) and "__set_name__" in str(error):
                raise error.__cause__ from None
            raise
        if Enum is None:
            return enum_class
        # The enumeration's way to show members, not that of the class mixed in.
        if ReprEnum in bases and ReprEnum is not None:
            for name in {"__str__", "__format__"} - own:
                method = getattr(member_type, name)
                # `str(1)` is `repr(1)`: not that of the enumeration.
                setattr(enum_class, name, member_type.__repr__ if method is object.__str__ else method)
                own.add(name)
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name not in own:
                found = getattr(enum_class, name)
                if found in (getattr(member_type, name, None), getattr(object, name)):
                    setattr(enum_class, name, getattr(first_enum, name))
        if own_new:
            enum_class.__new_member__ = new_member
        type.__setattr__(enum_class, "__new__", Enum.__new__)
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in own:
                    setattr(enum_class, name, getattr(Flag, name))
            values = [known._value_ for known in enum_class]
            if values != sorted(values):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if order is not None:
            aliases = {name for name, known in enum_class._member_map_.items() if name != known._name_}
            singles = enum_class._member_names_
            order = [name for name in order if name not in aliases and (name in singles or name not in enum_class._member_map_)]
            if order != singles:
                raise TypeError("member order does not match _order_:\n  %r\n  %r" % (singles, order))
        return enum_class

    def _put_member(cls, name, obj):
        # A property of a base with the member's name stays a property of members, and is the member on the class.
        for base in cls.__mro__[1:]:
            found = base.__dict__.get(name)
            if isinstance(found, (_property, _DynamicClassAttribute)):
                redirect = property(found.fget, found.fset, found.fdel)
                redirect.__set_name__(cls, name)
                type.__setattr__(cls, name, redirect)
                return
        type.__setattr__(cls, name, obj)

    def _member_of(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
            return None

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(
            value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            import warnings
            warnings.warn(
                "in 3.12 __contains__ will no longer raise TypeError, but will return True or\nFalse depending on whether "
                "the value is a member or the value of a member", DeprecationWarning, stacklevel=2)
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getattr__(cls, name):
        # A member behind a property of its name.
        if not _is_dunder(name):
            try:
                return cls.__dict__["_member_map_"][name]
            except KeyError:
                pass
        raise AttributeError(name)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        """Names and members, aliases too."""
        return _MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return "<%s %r>" % ("flag" if Flag is not None and issubclass(cls, Flag) else "enum", cls.__name__)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        # `Enum("Animal", "ANT BEE")`: names, pairs of name and value, or a mapping.
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        first_enum = cls._get_mixins_(class_name, bases)[1]
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, values = names, [], []
            for count, name in enumerate(given):
                value = first_enum._generate_next_value_(name, start, count, values[:])
                values.append(value)
                names.append((name, value))
        for item in names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            frame = sys._getframe(2)
            module = frame.f_globals.get("__name__")
        if module is not None:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        # The constants of a module that `filter` names, as an enumeration in their place.
        home = sys.modules[module].__dict__
        source = home if source is None else source.__dict__
        members = [(key, value) for key, value in source.items() if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        made = cls(name, members, module=module, boundary=boundary or KEEP)
        global_enum(made) if as_global else home.update(made.__members__)
        home[name] = made
        return made

    @classmethod
    def _check_for_existing_members_(metacls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(metacls, class_name, bases):
        # The type of the members' data, and the enumeration derived from.
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return metacls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(metacls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(metacls, class_name, bases):
        found, walked = [], set(bases)
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                walked.add(base)
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        found.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found.append(candidate or base)
                    break
                else:
                    candidate = candidate or base
        found = list(dict.fromkeys(found))
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r" % (class_name, set(found)))
        return found[0] if found else None

    @classmethod
    def _find_new_(metacls, classdict, member_type, first_enum):
        # What makes members, whether it is of the class's own, and whether it takes the value's parts.
        new = classdict.get("__new__")
        own = first_enum is not None and new is not None
        if new is None:
            for method in ("__new_member__", "__new__"):
                for source in (member_type, first_enum):
                    target = getattr(source, method, None)
                    if target not in (None, None.__new__, object.__new__, getattr(Enum, "__new__", None)):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        return new, own, first_enum is not None and new is not object.__new__


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """An enumeration: a set of names for unique values."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        known = cls._member_of(value)
        if known is not None:
            return known
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        error = result = None
        try:
            result = cls._missing_(value)
        except Exception as raised:
            error = raised
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if error is None and result is None:
                raise invalid
            if error is None:
                error = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                                  % (cls.__name__, result))
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise error
        finally:
            error = invalid = None

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            highest = max(last_values)
            if last_values[-1] == highest:
                return highest + 1
        except TypeError:
            pass
        import warnings
        warnings.warn(
            "In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and support "
            "adding +1\nand the value returned will be the largest value in the enum incremented by 1",
            DeprecationWarning, stacklevel=4)
        for value in reversed(last_values):
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        if self.__class__._member_type_ is not object:
            names.update(object.__dir__(self))
        members = self.__class__._member_map_
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in members:
                names.add(name)
        for cls in self.__class__.mro():
            for name, value in cls.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(value, (_property, _DynamicClassAttribute)):
                    if value.fget is not None or name not in members:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in members:
                    names.add(name)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The member's name."""
        return self._name_

    @property
    def value(self):
        """The member's value."""
        return self._value_


class ReprEnum(Enum):
    """An enumeration whose members are shown as such, and written as their values."""


class IntEnum(int, ReprEnum):
    """Members are ints."""


class StrEnum(str, ReprEnum):
    """Members are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError("encoding must be a string, not %r" % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2],))
        value = str(*values)
        obj = str.__new__(cls, value)
        obj._value_ = value
        return obj

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    """For `__reduce_ex__`: a member is the module's global of its name."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def _make_class_unpicklable(obj):
    # A class that was made without a name to be found by.
    def refuse(self, proto):
        raise TypeError("%r cannot be pickled" % self)

    type.__setattr__(obj, "__reduce_ex__", refuse)
    type.__setattr__(obj, "__module__", "<unknown>")


def pickle_by_enum_name(self, proto):
    """For `__reduce_ex__`: a member is an attribute of its class."""
    return getattr, (self.__class__, self._name_)


class FlagBoundary(StrEnum):
    """What a flag does with bits that it has no name for: refuses, drops, ends being a flag, or keeps them."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members are bits that can be combined."""

    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        highest = max(last_values)
        try:
            return 2 ** highest.bit_length()
        except Exception:
            raise TypeError("invalid flag value %r" % highest) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            known = cls._value2member_map_.get(bit)
            if known is not None:
                yield known

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda known: known._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, singles, every = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                bits = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                                 % (cls, value, bin(value, bits), bin(mask, bits)))
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 2 ** value.bit_length()) + value
        original = value
        if value < 0:
            value = every + 1 + value
            value &= mask if cls._boundary_ is not KEEP else every
        unknown = value & ~mask
        if cls._member_type_ is object:
            obj = object.__new__(cls)
        else:
            obj = cls._member_type_.__new__(cls, value)
        if not hasattr(obj, "_value_"):
            obj._value_ = value
        members = list(cls._iter_member_(value & singles))
        named = 0
        for known in members:
            named |= known._value_
        rest = value & ~named & mask
        if members or rest:
            for known in sorted(cls._member_map_.values(), key=lambda k: -k._value_ if isinstance(k._value_, int) else 0):
                if rest and isinstance(known._value_, int) and known._value_ & rest and known._value_ & value == known._value_:
                    members.append(known)
                    rest &= ~known._value_
        if members:
            name = "|".join([known._name_ for known in members])
            unknown |= rest
            obj._name_ = "%s|%s" % (name, cls._numeric_repr_(unknown)) if unknown else name
        else:
            obj._name_ = None
        # Another thread may have made it meanwhile: there is one.
        known = cls._value2member_map_.setdefault(value, obj)
        if original != value:
            cls._value2member_map_[original] = known
        return known

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (self.__class__.__name__, show(self._value_))
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _bits_of(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    def __invert__(self):
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Members are bits, and ints."""


def unique(enumeration):
    """Refuses two names for one value."""
    aliases = ["%s -> %s" % (name, known._name_) for name, known in enumeration.__members__.items()
               if name != known._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(aliases)))
    return enumeration


def _power_of_two(value):
    return value.bit_length() - 1


def global_enum_repr(self):
    """A member as `module.NAME`."""
    return "%s.%s" % (self.__class__.__module__.split(".")[-1], self._name_)


def global_flag_repr(self):
    """A combination of bits as `module.A|module.B`."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return "%s.%s(%r)" % (module, self.__class__.__name__, self._value_)
    if _is_single_bit(self._value_):
        return "%s.%s" % (module, self._name_)
    if self._boundary_ is not FlagBoundary.KEEP:
        return "|".join(["%s.%s" % (module, name) for name in self.name.split("|")])
    return "|".join([name if name[0].isdigit() else "%s.%s" % (module, name) for name in self._name_.split("|")])


def global_str(self):
    """A member by its name alone."""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Puts the members in the module of their class, and shows them as its names."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    # A decorator that makes an enumeration of a plain class.

    def convert(cls):
        metacls = type(etype)
        bases = tuple(base for base in cls.__bases__ if base is not object) + (etype,)
        namespace = metacls.__prepare__(cls.__name__, bases)
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__"):
                namespace[name] = value
        made = metacls.__new__(metacls, cls.__name__, bases, namespace, boundary=boundary)
        made.__qualname__ = cls.__qualname__
        return made

    return convert


class EnumCheck(StrEnum):
    """What `verify` checks."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Checks an enumeration for what is named."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        flag = issubclass(enumeration, Flag)
        kind = "flag" if flag else "enum"
        if not flag and not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                aliases = ["%s -> %s" % (alias, known._name_) for alias, known in enumeration.__members__.items()
                           if alias != known._name_]
                if aliases:
                    raise ValueError("aliases found in %r: %s" % (enumeration, ", ".join(aliases)))
            elif check is CONTINUOUS:
                values = {known._value_ for known in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                wanted = (1 << bit for bit in range(_power_of_two(low) + 1, _power_of_two(high))) if flag \
                    else range(low + 1, high)
                missing = [value for value in wanted if value not in values]
                if missing:
                    text = ", ".join(map(str, missing))
                    raise ValueError(("invalid %s %r: missing values %s" % (kind, name, text))[:256])
            elif check is NAMED_FLAGS:
                self._named(enumeration, name)
        return enumeration

    def _named(self, enumeration, name):
        known = {member._value_ for member in enumeration}
        names, missing = [], 0
        for alias, member in enumeration._member_map_.items():
            if member._value_ < 0 or alias in enumeration._member_names_:
                continue
            lacking = [bit for bit in _iter_bits_lsb(member._value_) if bit not in known]
            if lacking:
                names.append(alias)
                for bit in lacking:
                    missing |= bit
        if not names:
            return
        if len(names) == 1:
            which = "alias %s is missing" % names[0]
        else:
            which = "aliases %s and %s are missing" % (", ".join(names[:-1]), names[-1])
        value = "value 0x%x" % missing if _is_single_bit(missing) else "combined values of 0x%x" % missing
        raise ValueError("invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]" % (name, which, value))


def _test_simple_enum(checked_enum, simple_enum):
    # Refuses an enumeration of `_simple_enum` that is not as its namesake.
    failed = []
    if checked_enum.__dict__ != simple_enum.__dict__:
        for name in checked_enum._member_map_:
            other = simple_enum._member_map_.get(name)
            if other is None:
                failed.append("Missing member from simple enum: %r" % (name,))
            elif other._value_ != checked_enum._member_map_[name]._value_:
                failed.append("member mismatch in %r" % (name,))
        for name in simple_enum._member_map_:
            if name not in checked_enum._member_map_:
                failed.append("Missing member from checked enum: %r" % (name,))
    if failed:
        raise TypeError("enum mismatch:\n   %s" % "\n   ".join(failed))
