"""Enumerations: the `enum` module as CPython 3.11 documents it, in its usual parts."""

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "auto", "unique", "property",
           "member", "nonmember"]

_property = property


class _Expression:
    # A value that follows from automatic ones, such as `READ | WRITE` where both are `auto()`. The body of a class only
    # notes it; it is computed when the automatic values are chosen.

    def __init__(self, function=None, *operands):
        self.function = function
        self.operands = operands

    def __or__(self, other):
        return _Expression(lambda a, b: a | b, self, other)

    def __and__(self, other):
        return _Expression(lambda a, b: a & b, self, other)

    def __xor__(self, other):
        return _Expression(lambda a, b: a ^ b, self, other)

    def __add__(self, other):
        return _Expression(lambda a, b: a + b, self, other)

    def __sub__(self, other):
        return _Expression(lambda a, b: a - b, self, other)

    def __mul__(self, other):
        return _Expression(lambda a, b: a * b, self, other)

    def __invert__(self):
        return _Expression(lambda a: ~a, self)

    def __ror__(self, other):
        return _Expression(lambda a, b: b | a, self, other)

    def __radd__(self, other):
        return _Expression(lambda a, b: b + a, self, other)


class auto(_Expression):
    """A value to be chosen."""

    def __init__(self, value=None):
        self.value = value

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


def _is_member(enum, key, value):
    if key.startswith("_") and (key.endswith("_") or key.startswith(f"_{enum}__")):
        return False
    if isinstance(value, nonmember):
        return False
    return isinstance(value, (member, _Expression)) or not _is_descriptor(value)


def _chosen(key, value, values, generate):
    # The value with automatic parts chosen; `values` are those of the members before.
    if isinstance(value, auto):
        if value.value is None:
            value.value = generate(key, 1, len(values), values[:])
        return value.value
    if isinstance(value, _Expression):
        return value.function(*[_chosen(key, part, values, generate) for part in value.operands])
    if isinstance(value, member):
        return value.value
    if type(value) is tuple and any(isinstance(part, _Expression) for part in value):
        return tuple([_chosen(key, part, values, generate) for part in value])
    return value


class EnumType(type):
    """The class of enumerations."""

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (cls, base))
        ignore = classdict.get("_ignore_", ())
        ignore = ignore.replace(",", " ").split() if isinstance(ignore, str) else ignore
        generate = classdict.get("_generate_next_value_")
        if isinstance(generate, staticmethod):
            generate = generate.__func__
        for base in bases:
            if generate is None and isinstance(base, EnumType):
                generate = base._generate_next_value_
        names, values, rest, chosen = [], {}, {}, []
        for key, value in classdict.items():
            if key in ignore or key == "_ignore_":
                continue
            if _is_member(cls, key, value):
                values[key] = _chosen(key, value, chosen, generate)
                names.append(key)
                chosen.append(values[key])
            else:
                rest[key] = value.value if isinstance(value, nonmember) else value
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
        namespace = {}
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
            import warnings
            warnings.warn(
                "in 3.12 __contains__ will no longer raise TypeError, but will return True or\nFalse depending on whether "
                "the value is a member or the value of a member", DeprecationWarning, stacklevel=2)
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
        own = [name for kind in type(self).__mro__ if kind not in (Enum, object, int, str)
               for name in kind.__dict__ if name[0] != "_" and name not in type(self)._member_map_]
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value", *own})

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
        if names and value & ~mask:
            names.append(str(value & ~mask))
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
