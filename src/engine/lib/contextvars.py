"""Variables of the running context. Each thread begins with an empty one; `Context.run` runs a function in another."""

from _thread import _context as _running

__all__ = ["Context", "ContextVar", "Token", "copy_context"]


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


_MISSING = _Missing()
_new = object.__new__


def _current():
    context = _running()
    if context is None:
        context = Context()
        _running(context)
    return context


class _Final:
    def __init_subclass__(cls):
        if cls.__module__ != "contextvars":
            raise TypeError(f"type '_contextvars.{cls.__mro__[1].__name__}' is not an acceptable base type")


class Token(_Final):
    """What `ContextVar.set` returns: by it `reset` finds the way back."""

    MISSING = _MISSING
    __class_getitem__ = classmethod(type(list[int]))
    __hash__ = None

    def __new__(cls, *args, **kwargs):
        raise RuntimeError("Tokens can only be created by ContextVars")

    def __repr__(self):
        return f"<Token{' used' if self._used else ''} var={self.var!r} at {id(self):#x}>"


class ContextVar(_Final):
    """A variable whose value belongs to the context."""

    def __init__(self, name, *, default=_MISSING):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self.name = name
        self._default = default

    __class_getitem__ = classmethod(type(list[int]))

    def get(self, default=_MISSING, /):
        """Its value; else `default`, else the variable's own default, else `LookupError`."""
        context = _running()
        value = default if context is None else context._values.get(self, default)
        if value is _MISSING:
            value = self._default
        if value is _MISSING:
            raise LookupError(self)
        return value

    def set(self, value, /):
        """Sets it in the running context."""
        context = _current()
        token = _new(Token)
        token._context, token._used, token.var = context, False, self
        values = context._own_values()
        token.old_value = values.get(self, _MISSING)
        values[self] = value
        return token

    def reset(self, token, /):
        """Back to what it was before the `set` that gave the token."""
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _current()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        if token.old_value is _MISSING:
            del context._own_values()[self]
        else:
            context._own_values()[self] = token.old_value

    def __repr__(self):
        default = "" if self._default is _MISSING else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at {id(self):#x}>"


def _key(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f"a ContextVar key was expected, got {var!r}")
    return var


class Context(_Final):
    """Variables and their values."""

    __hash__ = None
    _entered = False
    # Whether another context has the same dict: copies are made much more often than changes.
    _shared = False

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            raise TypeError("Context() does not accept any arguments")
        self._values = {}

    def _own_values(self):
        if self._shared:
            self._values, self._shared = self._values.copy(), False
        return self._values

    def run(self, callable, /, *args, **kwargs):
        """Calls a function for which this is the running context."""
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        self._entered = True
        before = _running(self)
        try:
            return callable(*args, **kwargs)
        finally:
            _running(before)
            self._entered = False

    def copy(self):
        """One with the same values."""
        new = _new(Context)
        new._values = self._values
        new._shared = self._shared = True
        return new

    def __getitem__(self, var, /):
        return self._values[_key(var)]

    def __contains__(self, var, /):
        return _key(var) in self._values

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def get(self, var, default=None, /):
        """The value of a variable in this context."""
        return self._values.get(_key(var), default)

    def keys(self):
        """Its variables."""
        return self._values.keys()

    def values(self):
        """Their values."""
        return self._values.values()

    def items(self):
        """Both."""
        return self._values.items()


def copy_context():
    """A copy of the running context."""
    context = _running()
    if context is None:
        return Context()
    new = _new(Context)
    new._values = context._values
    new._shared = context._shared = True
    return new
