"""Enumerations: the `enum` module as CPython 3.11 documents it, in its usual parts."""

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "auto", "unique", "property",
           "member", "nonmember"]

_property = property


class auto:
    """A value to be chosen."""

    value = None

    def __repr__(self):
        return "auto(%r)" % self.value


class member:
    """Makes a member of something that would not be one."""

    def __init__(self, value):
        self.value = value


class nonmember:
    """Keeps something from becoming a member."""

    def __init__(self, value):
        self.value = value


class property(_property):
    """A property of members."""


def _is_descriptor(value):
    return hasattr(value, "__get__") or hasattr(value, "__set__") or hasattr(value, "__delete__")


class _EnumDict(dict):
    # The namespace of an enumeration: notes which names are members, and chooses automatic values.

    def __init__(self, name):
        super().__init__()
        self._name = name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._generate = None

    def __setitem__(self, key, value):
        if key == "_ignore_":
            self._ignore = value.replace(",", " ").split() if isinstance(value, str) else list(value)
        elif key == "_generate_next_value_":
            self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif key.startswith("_") and key.endswith("_") or key in self._ignore or isinstance(value, nonmember):
            if isinstance(value, nonmember):
                value = value.value
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif isinstance(value, member) or not (_is_descriptor(value) or key.startswith(f"_{self._name}__")):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            value = self._chosen(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _chosen(self, key, value):
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
            return value.value
        if type(value) is tuple and any(isinstance(part, auto) for part in value):
            return tuple([self._chosen(key, part) for part in value])
        return value


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        namespace = _EnumDict(cls)
        for base in bases:
            if isinstance(base, EnumType):
                if base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (cls, base))
                namespace._generate = base._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = list(getattr(classdict, "_member_names", ()))
        values = {name: classdict[name] for name in names}
        rest = {key: value for key, value in classdict.items() if key not in values and key != "_ignore_"}
        if "_generate_next_value_" in rest and not isinstance(rest["_generate_next_value_"], staticmethod):
            rest["_generate_next_value_"] = staticmethod(rest["_generate_next_value_"])
        # A class that mixes in data, such as int, makes the members.
        data_type = None
        for base in bases:
            for ancestor in base.__mro__:
                if ancestor is object or isinstance(ancestor, EnumType):
                    if isinstance(ancestor, EnumType) and ancestor.__dict__.get("_member_type_") not in (None, object):
                        data_type = data_type or ancestor._member_type_
                    continue
                if "__new__" in ancestor.__dict__ and data_type is None:
                    data_type = ancestor
        if data_type is not None:
            # The enumeration's way to show members, not the mixed-in class's.
            for base in bases:
                if isinstance(base, EnumType):
                    for name in ("__repr__", "__str__", "__format__"):
                        rest.setdefault(name, getattr(base, name))
        rest["_member_names_"] = []
        rest["_member_map_"] = {}
        rest["_value2member_map_"] = {}
        rest["_member_type_"] = data_type or object
        rest.setdefault("_order_", names)
        custom_new = rest.pop("__new__", None)
        enum_class = super().__new__(metacls, cls, bases, rest, **kwds)
        if custom_new is not None:
            enum_class._new_member_ = staticmethod(
                custom_new.__func__ if isinstance(custom_new, staticmethod) else custom_new)
        maker = getattr(enum_class, "_new_member_", None)
        for name in names:
            enum_class._add_member(name, values[name], maker, data_type)
        return enum_class

    def _add_member(cls, name, value, maker, data_type):
        args = value if type(value) is tuple else (value,)
        if data_type is tuple:
            args = (value,)
        if maker is not None:
            obj = maker(cls, *args)
            if not hasattr(obj, "_value_"):
                obj._value_ = value
        elif data_type is not None:
            obj = data_type.__new__(cls, *args)
            obj._value_ = value if len(args) == 1 and isinstance(value, data_type) else data_type(*args)
        else:
            obj = object.__new__(cls)
            obj._value_ = value
        obj._name_ = name
        obj.__objclass__ = cls
        obj._sort_order_ = len(cls._member_names_)
        init = cls.__init__
        if init is not Enum.__init__ if Enum is not None else False:
            init(obj, *args)
        value = obj._value_
        # The same value again is another name of the first member.
        for known in cls._member_map_.values():
            if known._value_ == value and type(known._value_) is type(value) or known._value_ == value:
                obj = known
                break
        else:
            if not (Flag is not None and issubclass(cls, Flag) and not _is_single_bit(value)):
                cls._member_names_.append(name)
            try:
                cls._value2member_map_.setdefault(value, obj)
            except TypeError:
                pass
        type.__setattr__(cls, name, obj)
        cls._member_map_[name] = obj

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls._lookup(value)
        return cls._create(value, names, module, type, start)

    def _lookup(cls, value):
        if isinstance(value, cls):
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = None
        if found is None:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
            found = cls._missing_(value)
        if isinstance(found, cls):
            return found
        error = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if found is not None:
            raise TypeError(
                "error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, found))
        raise error

    def _create(cls, name, names, module, mixin, start):
        bases = (cls,) if mixin is None else (mixin, cls)
        namespace = EnumType.__prepare__(name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, dict):
            names = list(names.items())
        values = []
        for number, item in enumerate(list(names)):
            if isinstance(item, str):
                value = cls._generate_next_value_(item, start, number, values[:])
                key = item
            else:
                key, value = item
            values.append(value)
            namespace[key] = value
        if module is None:
            import sys
            module = sys._getframe(2).f_globals.get("__name__")
        namespace["__module__"] = module
        return EnumType.__new__(EnumType, name, bases, namespace)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % name)
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        super().__delattr__(name)

    @_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __dir__(cls):
        return sorted(["__class__", "__doc__", "__members__", "__module__", *cls._member_names_])


EnumMeta = EnumType
Enum = Flag = None


def _next_value(name, start, count, last_values):
    if not last_values:
        return start
    try:
        return sorted(last_values)[-1] + 1
    except TypeError:
        raise TypeError("unable to sort non-numeric values") from None


class Enum(metaclass=EnumType):
    """An enumeration."""

    _generate_next_value_ = staticmethod(_next_value)

    def __init__(self, *args, **kwds):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        """The member's name."""
        return self._name_

    @property
    def value(self):
        """The member's value."""
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        return ["__class__", "__doc__", "__module__", "name", "value"]

    def __reduce__(self):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    """Members are ints."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, format_spec):
        return int.__format__(int(self._value_), format_spec)

    __hash__ = int.__hash__


class StrEnum(str, Enum):
    """Members are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        obj = str.__new__(cls, *values)
        obj._value_ = str(*values)
        return obj

    _generate_next_value_ = staticmethod(lambda name, start, count, last_values: name.lower())

    def __str__(self):
        return str.__str__(self._value_)

    def __format__(self, format_spec):
        return str.__format__(self._value_, format_spec)

    __hash__ = str.__hash__


def _is_single_bit(number):
    return isinstance(number, int) and number > 0 and number & (number - 1) == 0


def _next_bit(name, start, count, last_values):
    if not last_values:
        return start if start is not None else 1
    return 1 << max(last_values).bit_length()


class Flag(Enum):
    """Members are bits that can be combined."""

    _generate_next_value_ = staticmethod(_next_bit)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        mask = 0
        for known in cls._member_map_.values():
            mask |= known._value_
        if value < 0:
            value &= mask
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        if value & ~mask and not issubclass(cls, int):
            return None
        if issubclass(cls, int):
            obj = int.__new__(cls, value)
        else:
            obj = object.__new__(cls)
        obj._value_ = value
        names = [known._name_ for known in cls._single_bits() if known._value_ & value]
        obj._name_ = "|".join(names) or None
        cls._value2member_map_[value] = obj
        return obj

    @classmethod
    def _single_bits(cls):
        return [known for known in cls._member_map_.values() if _is_single_bit(known._value_)]

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return (known for known in self._single_bits() if known._value_ & self._value_)

    def __len__(self):
        return bin(self._value_).count("1")

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return other
        return None

    def __or__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    def __invert__(self):
        mask = 0
        for known in self._single_bits():
            mask |= known._value_
        return self.__class__(mask & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


class IntFlag(int, Flag):
    """Members are bits, and ints."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, format_spec):
        return int.__format__(int(self._value_), format_spec)

    __hash__ = int.__hash__
    __or__, __and__, __xor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __ror__, __rand__, __rxor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __invert__ = Flag.__invert__
    __bool__ = Flag.__bool__


def unique(enumeration):
    """Refuses two names for one value."""
    aliases = [f"{name} -> {known._name_}" for name, known in enumeration._member_map_.items() if name != known._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(aliases)))
    return enumeration


CONTINUOUS, NAMED_FLAGS, UNIQUE = "no skipped integer values", "multi-flag aliases", "one name per value"
STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"


def verify(*checks):
    """Checks an enumeration."""

    def decorate(enumeration):
        return unique(enumeration) if UNIQUE in checks else enumeration

    return decorate


def global_enum(cls, update_str=False):
    """Puts the members in the module."""
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
