"""Objects that stand for others in tests and remember how they were used."""

import sys

__all__ = [
    "Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock", "FILTER_DIR",
    "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal",
]

FILTER_DIR = True


class InvalidSpecError(Exception):
    """A mock is no specification."""


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "sentinel.%s" % self.name

    def __reduce__(self):
        return _sentinel, (self.name,)


def _sentinel(name):
    return getattr(sentinel, name)


class _Sentinels:
    def __init__(self):
        self._known = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._known.setdefault(name, _Sentinel(name))


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING
_deleted = sentinel.DELETED


class _Any:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


# ---- calls


def _shown(name, args, kwargs):
    parts = [repr(arg) for arg in args] + ["%s=%r" % pair for pair in kwargs.items()]
    return "%s(%s)" % (name, ", ".join(parts))


class _Call(tuple):
    """A call: its name, arguments and keyword arguments. Equal to tuples that leave parts out."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def _parts(self):
        return ("", *self) if len(self) == 2 else tuple(self)

    def __eq__(self, other):
        try:
            size = len(other)
        except TypeError:
            return NotImplemented
        if getattr(self, "_mock_parent", None) and getattr(other, "_mock_parent", None):
            if self._mock_parent != other._mock_parent:
                return False
        if size > 3:
            return False
        name, args, kwargs = "", (), {}
        for part in tuple(other):
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            elif isinstance(part, dict):
                kwargs = part
            else:
                return False
        own = self._parts()
        # A call without a name is that of any name.
        return (not own[0] or name == own[0]) and (args, kwargs) == own[1:]

    __hash__ = None

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __call__(self, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, name):
        if self._mock_name is None:
            return _Call(name=name, from_kall=False)
        return _Call(name="%s.%s" % (self._mock_name, name), parent=self, from_kall=False)

    def __getattribute__(self, name):
        if name in ("count", "index"):
            return self.__getattr__(name)
        return tuple.__getattribute__(self, name)

    @property
    def args(self):
        return self._parts()[1]

    @property
    def kwargs(self):
        return self._parts()[2]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return "call" + name if name.startswith("()") else name
        name, args, kwargs = self._parts()
        if not name:
            name = "call"
        elif name.startswith("()"):
            name = "call" + name
        else:
            name = "call." + name
        return _shown(name, args, kwargs)

    def call_list(self):
        """All calls of a chain."""
        calls, one = [], self
        while one is not None:
            if one._mock_from_kall:
                calls.append(one)
            one = one._mock_parent
        return _CallList(reversed(calls))


call = _Call(from_kall=False)


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        return any(list(self[at:at + size]) == value for at in range(len(self) - size + 1))

    def __repr__(self):
        import pprint
        return pprint.pformat(list(self))


# ---- mocks

_NUMERIC = (
    "add sub mul matmul truediv floordiv mod divmod lshift rshift and xor or pow"
).split()
_MAGIC = {
    "__%s__" % name for name in (
        "hash str sizeof enter exit len contains lt gt le ge eq ne getitem setitem delitem iter int bool complex float "
        "index round trunc floor ceil neg pos abs invert fspath next reversed missing getformat repr dir subclasses "
        "format get set delete getstate setstate getnewargs reduce reduce_ex getinitargs getnewargs_ex copy deepcopy"
    ).split()
}
_MAGIC |= {"__%s%s__" % (side, name) for name in _NUMERIC for side in ("", "i", "r") if (side, name) != ("i", "divmod")}
# Those that a MagicMock has from the beginning.
_DEFAULT_MAGIC = _MAGIC - {
    "__%s__" % name for name in (
        "get set delete reversed missing reduce reduce_ex getinitargs getnewargs getnewargs_ex getstate setstate "
        "getformat repr dir subclasses format copy deepcopy index"
    ).split()
} | {"__index__"}
_UNSUPPORTED = {
    "__getattr__", "__setattr__", "__init__", "__new__", "__prepare__", "__instancecheck__", "__subclasscheck__", "__del__",
}
_RETURNS = {
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
    "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0,
    "__bool__": True, "__index__": 1,
}
_OWN = {
    "return_value", "side_effect", "called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls",
    "_mock_children", "_mock_parent", "_mock_name", "_mock_new_name", "_mock_new_parent", "_mock_sealed", "_mock_wraps",
    "_mock_methods", "_mock_delegate", "_spec_class", "_spec_set", "_spec_signature", "_mock_return", "_mock_effect",
    "_mock_unsafe", "_mock_magic", "_mock_owner", "name",
}


def _is_exception(value):
    return isinstance(value, BaseException) or isinstance(value, type) and issubclass(value, BaseException)


def _try_iter(value):
    if value is None or _is_exception(value) or callable(value):
        return value
    try:
        return iter(value)
    except TypeError:
        return value


def _signature(spec, skip_first):
    # The signature of what is specified, without `self` where it is called on an object.
    import inspect
    if isinstance(spec, type):
        spec, skip_first = spec.__init__, True
    elif not callable(spec):
        return None
    elif not hasattr(spec, "__code__") and not hasattr(spec, "__func__"):
        spec = getattr(type(spec), "__call__", None)
        skip_first = True
    try:
        signature = inspect.signature(spec)
    except (TypeError, ValueError):
        return None
    if skip_first and hasattr(spec, "__code__"):
        parameters = list(signature.parameters.values())
        if parameters and parameters[0].kind in (parameters[0].POSITIONAL_ONLY, parameters[0].POSITIONAL_OR_KEYWORD):
            signature = signature.replace(parameters=parameters[1:])
    return signature


def _default_method(name):
    # In the class of a MagicMock: calls the mock of a special method, which is made when it is first used.
    def method(self, /, *args, **kwargs):
        return self._magic(name)(*args, **kwargs)

    method._mock_default = True
    return method


class Base:
    def __init__(self, /, *args, **kwargs):
        pass


class NonCallableMock(Base):
    """Remembers what is done with it; attributes are mocks, too."""

    def __new__(cls, /, *args, **kwargs):
        # A class of its own: special methods are looked up there.
        own = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        made = object.__new__(own)
        made.__dict__["_mock_class"] = cls
        return made

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="",
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        own = self.__dict__
        own["_mock_parent"] = parent
        own["_mock_name"] = name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = parent if _new_parent is None else _new_parent
        own["_mock_sealed"] = False
        own["_mock_children"] = {}
        own["_mock_wraps"] = wraps
        own["_mock_delegate"] = None
        own["_mock_return"] = DEFAULT
        own["_mock_effect"] = None
        own["_mock_unsafe"] = unsafe
        own["_mock_magic"] = {}
        own["_mock_calls_"] = _CallList()
        own["_method_calls_"] = _CallList()
        own["_call_list_"] = _CallList()
        own["_call_args_"] = None
        own["_call_count_"] = 0
        if spec_set is not None:
            spec, strict = spec_set, True
        else:
            strict = False
        self._mock_add_spec(spec, strict, _spec_as_instance, _eat_self)
        if kwargs:
            self.configure_mock(**kwargs)

    def _mock_add_spec(self, spec, spec_set, as_instance=False, eat_self=False):
        own = self.__dict__
        if isinstance(spec, NonCallableMock):
            raise InvalidSpecError("Cannot spec a Mock object. [object=%r]" % (spec,))
        own["_spec_class"] = own["_spec_signature"] = own["_mock_methods"] = None
        own["_spec_set"] = spec_set
        if spec is None:
            return
        if isinstance(spec, (list, tuple)):
            own["_mock_methods"] = list(spec)
            return
        own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        own["_spec_signature"] = _signature(spec, bool(eat_self))
        own["_mock_methods"] = dir(spec)

    def mock_add_spec(self, spec, spec_set=False):
        """Only attributes of `spec` are there from now on."""
        self._mock_add_spec(spec, spec_set)

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    @__class__.setter
    def __class__(self, value):
        self.__dict__["_spec_class"] = value

    def _delegated(name, private):
        def get(self):
            delegate = self.__dict__["_mock_delegate"]
            return self.__dict__[private] if delegate is None else getattr(delegate, name)

        def set(self, value):
            delegate = self.__dict__["_mock_delegate"]
            if delegate is None:
                self.__dict__[private] = value
            else:
                setattr(delegate, name, value)

        return property(get, set)

    call_count = _delegated("call_count", "_call_count_")
    call_args = _delegated("call_args", "_call_args_")
    call_args_list = _delegated("call_args_list", "_call_list_")
    mock_calls = _delegated("mock_calls", "_mock_calls_")
    _own_side_effect = _delegated("side_effect", "_mock_effect")
    del _delegated

    @property
    def called(self):
        return self.call_count > 0

    @called.setter
    def called(self, value):
        self.call_count = int(bool(value)) and max(1, self.call_count)

    @property
    def method_calls(self):
        return self.__dict__["_method_calls_"]

    @method_calls.setter
    def method_calls(self, value):
        self.__dict__["_method_calls_"] = value

    @property
    def return_value(self):
        own = self.__dict__
        if own["_mock_delegate"] is not None:
            return own["_mock_delegate"].return_value
        if own["_mock_return"] is DEFAULT and own["_mock_wraps"] is None:
            own["_mock_return"] = self._get_child_mock(_new_parent=self, _new_name="()")
        return own["_mock_return"]

    @return_value.setter
    def return_value(self, value):
        own = self.__dict__
        if own["_mock_delegate"] is not None:
            own["_mock_delegate"].return_value = value
            return
        own["_mock_return"] = value
        _adopt(self, value, None, "()")

    @property
    def side_effect(self):
        return self._own_side_effect

    @side_effect.setter
    def side_effect(self, value):
        self._own_side_effect = _try_iter(value)

    def _get_child_mock(self, /, **kw):
        if self._mock_sealed:
            name = kw.get("name") or kw.get("_new_name") or ""
            attribute = "." + name if name and name != "()" else "()"
            raise AttributeError(self._path() + attribute)
        cls = self.__dict__["_mock_class"]
        if not issubclass(cls, CallableMixin):
            cls = MagicMock if issubclass(cls, NonCallableMagicMock) else Mock
        return cls(**kw)

    def _path(self):
        parts, mock, dot = [], self, "."
        while mock is not None:
            name = mock._mock_new_name
            parent = mock.__dict__["_mock_new_parent"]
            if parent is None:
                break
            parts.append(name + ("" if not parts or parts[-1].startswith("()") else "."))
            mock = parent
        root = mock._mock_name or "mock"
        text = "".join(reversed(parts))
        return root + text if text.startswith("()") or not text else root + "." + text

    def __getattr__(self, name):
        own = self.__dict__
        if "_mock_children" not in own or name in ("_mock_methods",):
            raise AttributeError(name)
        methods = own["_mock_methods"]
        if methods is not None:
            if name not in methods or name in _MAGIC:
                raise AttributeError("Mock object has no attribute %r" % name)
        elif name in _MAGIC or name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if not own["_mock_unsafe"] and (methods is None or name not in methods):
            if name.startswith(("assert", "assret", "asert", "aseert", "assrt")):
                raise AttributeError(
                    f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute.")
        child = own["_mock_children"].get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wraps = own["_mock_wraps"]
            if wraps is not None:
                wraps = getattr(wraps, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            own["_mock_children"][name] = child
        elif isinstance(child, _Spec):
            child = create_autospec(child.spec, child.strict, child.instance, self, name)
            own["_mock_children"][name] = child
        return child

    def __setattr__(self, name, value):
        own = self.__dict__
        if name in own and name.startswith("_") or isinstance(getattr(type(self), name, None), property):
            return object.__setattr__(self, name, value)
        if own["_spec_set"] and own["_mock_methods"] is not None and name not in own["_mock_methods"]:
            raise AttributeError("Mock object has no attribute '%s'" % name)
        if name in _UNSUPPORTED:
            raise AttributeError("Attempting to set unsupported magic method %r." % name)
        if name in _MAGIC:
            if own["_mock_methods"] is not None and name not in own["_mock_methods"]:
                raise AttributeError("Mock object has no attribute '%s'" % name)
            if isinstance(value, NonCallableMock):
                _adopt(self, value, name, name)
                own["_mock_children"][name] = value
                setattr(type(self), name, value)
                own["_mock_magic"][name] = value
            else:
                def method(self, /, *args, **kwargs):
                    return value(self, *args, **kwargs)

                setattr(type(self), name, method)
            return None
        if _adopt(self, value, name, name):
            own["_mock_children"][name] = value
            return None
        if own["_mock_sealed"] and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._path()}.{name}")
        if isinstance(value, PropertyMock):
            own["_mock_children"][name] = value
            return None
        object.__setattr__(self, name, value)
        return None

    def __delattr__(self, name):
        if name in _MAGIC and name in type(self).__dict__:
            delattr(type(self), name)
            self._mock_magic.pop(name, None)
            return
        children, own = self._mock_children, self.__dict__
        known = children.get(name, _missing)
        if name in own and not name.startswith("_mock"):
            object.__delattr__(self, name)
        elif known is _deleted:
            raise AttributeError(name)
        children[name] = _deleted

    def __repr__(self):
        name = "" if self._path() == "mock" else " name=%r" % self._path()
        spec = ""
        if self._spec_class is not None:
            spec = " %s=%r" % ("spec_set" if self._spec_set else "spec", self._spec_class.__name__)
        return "<%s%s%s id='%s'>" % (type(self).__name__, name, spec, id(self))

    def __dir__(self):
        names = list(self._mock_methods or [])
        names += [name for name in self.__dict__ if not name.startswith("_")]
        names += [name for name, child in self._mock_children.items() if child is not _deleted]
        own = [name for name in dir(type(self)) if not name.startswith("_") or name.startswith("__")]
        if self._mock_methods is None:
            names += own
        else:
            names += [name for name in own if not name.startswith("_")]
        gone = {name for name, child in self._mock_children.items() if child is _deleted}
        return sorted(set(names) - gone)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forgets the calls, of its attributes too."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self.call_count, self.call_args = 0, None
        self.call_args_list, self.mock_calls, self.method_calls = _CallList(), _CallList(), _CallList()
        if return_value:
            self.__dict__["_mock_return"] = DEFAULT
        if side_effect:
            self.side_effect = None
        for child in list(self._mock_children.values()):
            if isinstance(child, NonCallableMock):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        result = self.__dict__["_mock_return"]
        if isinstance(result, NonCallableMock) and result is not self:
            result.reset_mock(visited)

    def configure_mock(self, /, **kwargs):
        """Sets attributes; dots lead to attributes of attributes."""
        for name, value in sorted(kwargs.items(), key=lambda pair: pair[0].count(".")):
            *path, last = name.split(".")
            obj = self
            for part in path:
                obj = getattr(obj, part)
            setattr(obj, last, value)

    def attach_mock(self, mock, attribute):
        """Makes a mock an attribute of this one; calls are remembered here, too."""
        inner = getattr(mock, "mock", mock) if not isinstance(mock, NonCallableMock) else mock
        inner.__dict__.update(_mock_parent=None, _mock_new_parent=None, _mock_name="", _mock_new_name=None)
        setattr(self, attribute, mock)

    # ---- assertions

    def _bound(self, one):
        # A call as its signature sees it, so that `f(1)` equals `f(a=1)`.
        signature = self.__dict__["_spec_signature"]
        if signature is None or not isinstance(one, tuple):
            return one
        name, args, kwargs = one if len(one) == 3 else ("", *one)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            return error
        return _Call((name, bound.args, bound.kwargs))

    def _name(self):
        return self._mock_name or "mock"

    def _calls_text(self, prefix="Calls"):
        return "\n%s: %s." % (prefix, repr(self.mock_calls)) if self.mock_calls else ""

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError("Expected '%s' to not have been called. Called %s times.%s" % (
                self._name(), self.call_count, self._calls_text()))

    def assert_called(self):
        if not self.call_count:
            raise AssertionError("Expected '%s' to have been called." % self._name())

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to have been called once. Called %s times.%s" % (
                self._name(), self.call_count, self._calls_text()))

    def _mismatch(self, args, kwargs, what="expected call not found."):
        name = self._name()
        actual = self.call_args
        expected = _shown(name, args, kwargs)
        got = _shown(name, actual.args, actual.kwargs)
        return "%s\nExpected: %s\n  Actual: %s" % (what, expected, got)

    def assert_called_with(self, /, *args, **kwargs):
        if self.call_args is None:
            raise AssertionError("expected call not found.\nExpected: %s\n  Actual: not called." % _shown(
                self._name(), args, kwargs))
        expected = self._bound(_Call((args, kwargs), two=True))
        if self._bound(self.call_args) != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(self._mismatch(args, kwargs)) from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s" % (
                self._name(), self.call_count, self._calls_text()))
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        expected = self._bound(_Call((args, kwargs), two=True))
        if all(self._bound(one) != expected for one in self.call_args_list):
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError("%s call not found" % _shown(self._name(), args, kwargs)) from cause

    def assert_has_calls(self, calls, any_order=False):
        calls = list(calls)
        expected = [self._bound(one) for one in calls]
        cause = next((one for one in expected if isinstance(one, Exception)), None)
        made = _CallList(self._bound(one) for one in self.mock_calls)
        if not any_order:
            if expected not in made:
                if cause is None:
                    problem = "Calls not found."
                else:
                    problem = "Error processing expected calls.\nErrors: {}".format(
                        [one if isinstance(one, Exception) else None for one in expected])
                raise AssertionError("%s\nExpected: %s%s" % (
                    problem, _CallList(calls), self._calls_text("  Actual").rstrip("."))) from cause
            return
        left, missing = list(made), []
        for one in expected:
            if one in left:
                left.remove(one)
            else:
                missing.append(one)
        if missing:
            raise AssertionError("%r does not contain all of %r in its call list, found %r instead" % (
                self._name(), tuple(missing), made)) from cause


def _adopt(parent, value, name, new_name):
    # A mock without parent becomes the child of the one that it is given to.
    if not isinstance(value, NonCallableMock):
        return False
    own = value.__dict__
    if own.get("_mock_name") or own.get("_mock_new_name") or own.get("_mock_parent") is not None or (
        own.get("_mock_new_parent") is not None
    ):
        return False
    mock = parent
    while mock is not None:
        if mock is value:
            return False
        mock = mock.__dict__["_mock_new_parent"]
    if new_name:
        own["_mock_new_parent"], own["_mock_new_name"] = parent, new_name
    if name:
        own["_mock_parent"], own["_mock_name"] = parent, name
    return True


class CallableMixin(Base):
    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name="", _new_parent=None, **kwargs):
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        if return_value is not DEFAULT:
            self.return_value = return_value
        if side_effect is not None:
            self.side_effect = side_effect

    def __call__(self, /, *args, **kwargs):
        signature = self.__dict__.get("_spec_strict")
        if signature is not None:
            signature.bind(*args, **kwargs)
        self._record(args, kwargs)
        return self._answer(args, kwargs)

    def _record(self, args, kwargs):
        self.call_count += 1
        self.call_args = made = _Call((args, kwargs), two=True)
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        name, mock = self._mock_new_name, self.__dict__["_mock_new_parent"]
        method, as_method = self._mock_name, self.__dict__["_mock_parent"] is not None
        method_parent = self.__dict__["_mock_parent"]
        while mock is not None:
            if as_method and method_parent is not None:
                method_parent.method_calls.append(_Call((method, args, kwargs)))
                method = "%s.%s" % (method_parent._mock_name, method) if method_parent._mock_name else method
                method_parent = method_parent.__dict__["_mock_parent"]
                as_method = method_parent is not None
            mock.mock_calls.append(_Call((name, args, kwargs)))
            above = mock._mock_new_name
            if above:
                name = "%s%s%s" % (above, "" if name.startswith("()") else ".", name)
            mock = mock.__dict__["_mock_new_parent"]

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        own = self.__dict__
        if own["_mock_delegate"] is not None:
            return own["_mock_delegate"].return_value
        if own["_mock_return"] is not DEFAULT:
            return self.return_value
        if own["_mock_wraps"] is not None:
            return own["_mock_wraps"](*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """Can be called, too."""


class MagicMixin(Base):
    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._set_magics()

    def _set_magics(self):
        names = _DEFAULT_MAGIC
        methods = self.__dict__["_mock_methods"]
        if methods is not None:
            names = names & set(methods)
        cls = type(self)
        for name in _DEFAULT_MAGIC:
            if name in names:
                if name not in cls.__dict__:
                    setattr(cls, name, _default_method(name))
            elif getattr(cls.__dict__.get(name), "_mock_default", False):
                delattr(cls, name)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._set_magics()

    def __getattribute__(self, name):
        # Asked for by name, it is the mock; the machine finds what calls it in the class.
        if name in _DEFAULT_MAGIC and getattr(type(self).__dict__.get(name), "_mock_default", False):
            return object.__getattribute__(self, "_magic")(name)
        return object.__getattribute__(self, name)

    def _magic(self, name):
        magic = self.__dict__["_mock_magic"]
        child = magic.get(name)
        if child is None:
            child = self._get_child_mock(name=name, _new_name=name, _new_parent=self)
            magic[name] = child
            self._mock_children[name] = child
            if name in _RETURNS:
                child.return_value = _RETURNS[name]
            elif name == "__hash__":
                child.return_value = object.__hash__(self)
            elif name == "__str__":
                child.return_value = object.__str__(self)
            elif name == "__sizeof__":
                child.return_value = object.__sizeof__(self)
            elif name == "__fspath__":
                child.return_value = "%s/%s/%s" % (type(self).__name__, self._path(), id(self))
            elif name == "__eq__":
                child.side_effect = lambda other: (
                    True if self is other else NotImplemented) if child._mock_return is DEFAULT else DEFAULT
            elif name == "__ne__":
                child.side_effect = lambda other: (
                    False if self is other else NotImplemented) if child._mock_return is DEFAULT else DEFAULT
            elif name == "__iter__":
                def iterate():
                    given = child._mock_return
                    return iter([]) if given is DEFAULT else iter(given)

                child.side_effect = iterate
        return child


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """With all special methods."""


class MagicMock(MagicMixin, Mock):
    """Can be called, and has all special methods."""

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        super().reset_mock(*args, return_value=return_value, **kwargs)


class PropertyMock(Mock):
    """Stands for a property: reading calls it without, writing with an argument."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def AsyncMock(*args, **kwargs):
    """Refused: nothing awaits here."""
    raise NotImplementedError("this Python has no async and await, so no AsyncMock")


def seal(mock):
    """No more attributes are made."""
    mock.__dict__["_mock_sealed"] = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child.__dict__["_mock_new_parent"] is mock:
            seal(child)
    result = mock.__dict__["_mock_return"]
    if isinstance(result, NonCallableMock) and result is not mock:
        seal(result)


# ---- specifications


class _Spec:
    # What an attribute of an automatic specification will be made from.
    def __init__(self, spec, strict, instance):
        self.spec, self.strict, self.instance = spec, strict, instance


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock that has the attributes and signatures of `spec`, and of its attributes."""
    if isinstance(spec, (list, tuple)):
        spec = type(spec)
    if isinstance(spec, NonCallableMock):
        raise InvalidSpecError("Cannot autospec a Mock object. [object=%r]" % (spec,))
    is_type = isinstance(spec, type)
    options = {"spec_set": spec} if spec_set else {"spec": spec}
    if spec is None:
        options = {}
    options.update(kwargs)
    cls = MagicMock
    if not callable(spec) or is_type and instance and "__call__" not in dir(spec):
        cls = NonCallableMagicMock
    name = options.pop("name", _name)
    mock = cls(parent=_parent, _new_parent=_parent, _new_name=_name or "", name=name, unsafe=unsafe, **options)
    function = hasattr(spec, "__code__") and not is_type
    if not isinstance(mock, CallableMixin):
        signature = None
    elif is_type and instance:
        signature = _signature(spec.__call__, True)
    else:
        bound_later = function and isinstance(_parent, NonCallableMock) and _parent.__dict__.get("_auto_skip", False)
        signature = _signature(spec, bound_later)
    mock.__dict__["_spec_signature"] = mock.__dict__["_spec_strict"] = signature
    mock.__dict__["_auto_skip"] = is_type
    result = mock
    if function and _parent is None:
        result = _function_of(mock, spec)
    if is_type and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()", _parent=mock)
        mock.return_value.__dict__["_auto_skip"] = True
    for entry in dir(spec):
        if entry in _MAGIC or entry.startswith("__") and entry.endswith("__"):
            continue
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        if function:
            continue
        if isinstance(original, (staticmethod, classmethod)) or not hasattr(original, "__code__"):
            child = original
        else:
            child = original
        mock._mock_children[entry] = _Spec(child, spec_set, not isinstance(child, type))
        if not hasattr(child, "__call__"):
            mock._mock_children[entry] = _Spec(child, spec_set, True)
    return result


def _function_of(mock, spec):
    # A function that calls the mock, with what a mock can be asked for.
    signature = mock.__dict__["_spec_signature"]

    def function(*args, **kwargs):
        return mock(*args, **kwargs)

    function.__name__ = getattr(spec, "__name__", "funcopy")
    function.__qualname__ = getattr(spec, "__qualname__", function.__name__)
    function.__doc__ = getattr(spec, "__doc__", None)
    function.__module__ = getattr(spec, "__module__", None)
    if signature is not None:
        function.__signature__ = signature
    function.mock = mock
    for name in (
        "assert_called_with", "assert_not_called", "assert_called", "assert_called_once", "assert_called_once_with",
        "assert_has_calls", "assert_any_call", "reset_mock", "configure_mock", "attach_mock",
    ):
        setattr(function, name, getattr(mock, name))
    function.called, function.call_count, function.call_args = False, 0, None
    function.call_args_list, function.method_calls, function.mock_calls = _CallList(), _CallList(), _CallList()
    function.return_value, function.side_effect = mock.return_value, None
    function._mock_children = mock._mock_children
    mock.__dict__["_mock_delegate"] = function
    return function


# ---- patches


def _resolve(path):
    parts = path.split(".")
    item = __import__(parts[0])
    for at, part in enumerate(parts[1:], 2):
        try:
            item = getattr(item, part)
        except AttributeError:
            __import__(".".join(parts[:at]))
            item = getattr(item, part)
    return item


class _patch:
    _active = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        self.getter, self.attribute, self.new = getter, attribute, new
        self.spec, self.create, self.spec_set, self.autospec = spec, create, spec_set, autospec
        self.new_callable, self.kwargs, self.unsafe = new_callable, kwargs, unsafe
        self.attribute_name = None
        self.has_local = False
        self.additional_patchers = []
        self._opened = []

    def copy(self):
        other = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                       self.new_callable, self.kwargs, unsafe=self.unsafe)
        other.attribute_name = self.attribute_name
        other.additional_patchers = [patcher.copy() for patcher in self.additional_patchers]
        return other

    def __call__(self, func):
        if isinstance(func, type):
            for name in dir(func):
                if name.startswith(patch.TEST_PREFIX):
                    value = getattr(func, name)
                    if hasattr(value, "__call__"):
                        setattr(func, name, self.copy()(value))
            return func
        return _decorated(func, self)

    def get_original(self):
        target, name = self.getter(), self.attribute
        original, local = DEFAULT, False
        try:
            original, local = target.__dict__[name], True
        except (AttributeError, KeyError):
            original = getattr(target, name, DEFAULT)
        if original is DEFAULT and isinstance(target, type(sys)):
            import builtins
            if hasattr(builtins, name):
                self.create = True
        if not self.create and original is DEFAULT:
            raise AttributeError("%s does not have the attribute %r" % (target, name))
        return original, local

    def _make(self, original):
        spec, spec_set, autospec, kwargs = self.spec, self.spec_set, self.autospec, dict(self.kwargs)
        if spec is False:
            spec = None
        if spec_set is False:
            spec_set = None
        if autospec is False:
            autospec = None
        if spec is not None and autospec is not None:
            raise TypeError("Can't specify spec and autospec")
        if (spec is not None or autospec is not None) and spec_set not in (True, None):
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        if self.new is DEFAULT and autospec is None:
            if spec is True:
                spec = original
                if spec_set is True:
                    spec_set, spec = original, None
            elif spec is not None:
                if spec_set is True:
                    spec_set, spec = spec, None
            elif spec_set is True:
                spec_set = original
            make = self.new_callable or MagicMock
            if self.new_callable is None and (spec if spec is not None else spec_set) is not None:
                specified = spec if spec is not None else spec_set
                if not isinstance(specified, (list, tuple)) and not callable(specified):
                    make = NonCallableMagicMock
            options = {}
            if spec is not None:
                options["spec"] = spec
            if spec_set is not None:
                options["spec_set"] = spec_set
            if isinstance(make, type) and issubclass(make, NonCallableMock) and self.attribute:
                options["name"] = self.attribute
            options.update(kwargs)
            new = make(**options)
            specified = spec if spec is not None else spec_set
            if isinstance(specified, type) and isinstance(new, NonCallableMock) and "return_value" not in kwargs:
                if not isinstance(new, CallableMixin):
                    return new
                options = {"spec_set" if spec_set is not None else "spec": specified}
                cls = MagicMock if "__call__" in dir(specified) and callable(specified) and (
                    "__call__" in specified.__dict__) else NonCallableMagicMock
                new.return_value = cls(_new_parent=new, _new_name="()", **options)
            return new
        if autospec is not None:
            if self.new is not DEFAULT:
                raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
            if original is DEFAULT:
                raise TypeError("Can't use 'autospec' with create=True")
            return create_autospec(
                original if autospec is True else autospec, spec_set=bool(spec_set), _name=self.attribute, **kwargs)
        if kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        return self.new

    def __enter__(self):
        original, local = self.get_original()
        target = self.target = self.getter()
        new = self._make(original)
        self.temp_original, self.is_local = original, local
        setattr(target, self.attribute, new)
        self._opened = []
        if self.attribute_name is None:
            return new
        result = {self.attribute_name: new} if self.new is DEFAULT else {}
        try:
            for patcher in self.additional_patchers:
                value = patcher.__enter__()
                self._opened.append(patcher)
                if patcher.new is DEFAULT:
                    result.update(value)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return result

    def __exit__(self, *exc_info):
        if not hasattr(self, "target"):
            return None
        for patcher in reversed(self._opened):
            patcher.__exit__(*exc_info)
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            special = self.attribute in ("__doc__", "__module__", "__defaults__", "__annotations__", "__kwdefaults__")
            if not self.create and (not hasattr(self.target, self.attribute) or special):
                setattr(self.target, self.attribute, self.temp_original)
        del self.target, self.temp_original, self.is_local
        return None

    def start(self):
        """Patches until `stop` is called."""
        result = self.__enter__()
        self._active.append(self)
        return result

    def stop(self):
        """Ends what `start` began."""
        if self not in self._active:
            return None
        self._active.remove(self)
        return self.__exit__(None, None, None)


def _decorated(func, patcher):
    import functools
    if hasattr(func, "patchings"):
        func.patchings.append(patcher)
        return func

    @functools.wraps(func)
    def patched(*args, **keywords):
        entered, extra = [], []
        try:
            for one in patched.patchings:
                value = one.__enter__()
                entered.append(one)
                if getattr(one, "attribute_name", None) is not None:
                    keywords.update(value)
                elif getattr(one, "new", None) is DEFAULT:
                    extra.append(value)
            return func(*args, *extra, **keywords)
        finally:
            info = sys.exc_info()
            for one in reversed(entered):
                one.__exit__(*info)

    patched.patchings = [patcher]
    return patched


def _split(target):
    try:
        target, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}") from None
    return (lambda: _resolve(target)), attribute


def _check_names(kwargs, unsafe):
    for wrong in ("autospect", "auto_spec", "set_spec"):
        if not unsafe and wrong in kwargs:
            raise RuntimeError(f"{wrong!r} might be a typo; use unsafe=True if this is intended")


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
          **kwargs):
    """Puts a mock in the place of what a dotted name means: a decorator, a context, or by `start` and `stop`."""
    _check_names(kwargs, unsafe)
    getter, attribute = _split(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
                  unsafe=False, **kwargs):
    _check_names(kwargs, unsafe)
    if type(target) is str:
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    getter = (lambda: _resolve(target)) if type(target) is str else (lambda: target)
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    patchers = []
    for attribute, new in kwargs.items():
        patcher = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        patcher.attribute_name = attribute
        patchers.append(patcher)
    patchers[0].additional_patchers = patchers[1:]
    return patchers[0]


class _patch_dict:
    """Changes a dict for a while."""

    new = attribute_name = None

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = {**dict(values), **kwargs}
        self.clear = clear
        self._original = None

    def copy(self):
        return _patch_dict(self.in_dict, self.values, self.clear)

    def __call__(self, f):
        if isinstance(f, type):
            for name in dir(f):
                value = getattr(f, name)
                if name.startswith(patch.TEST_PREFIX) and hasattr(value, "__call__"):
                    setattr(f, name, self.copy()(value))
            return f
        return _decorated(f, self)

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _resolve(self.in_dict)
        try:
            self._original = self.in_dict.copy()
        except AttributeError:
            self._original = {key: self.in_dict[key] for key in self.in_dict}
        if self.clear:
            _clear(self.in_dict)
        try:
            self.in_dict.update(self.values)
        except AttributeError:
            for key in self.values:
                self.in_dict[key] = self.values[key]
        return self.in_dict

    def __exit__(self, *args):
        if self._original is None:
            return False
        _clear(self.in_dict)
        try:
            self.in_dict.update(self._original)
        except AttributeError:
            for key in self._original:
                self.in_dict[key] = self._original[key]
        self._original = None
        return False

    def start(self):
        result = self.__enter__()
        _patch._active.append(self)
        return result

    def stop(self):
        if self not in _patch._active:
            return None
        _patch._active.remove(self)
        return self.__exit__(None, None, None)


def _clear(mapping):
    try:
        mapping.clear()
    except AttributeError:
        for key in list(mapping):
            del mapping[key]


def _stop_all():
    for patcher in reversed(list(_patch._active)):
        patcher.stop()


patch.object = _patch_object
patch.multiple = _patch_multiple
patch.dict = _patch_dict
patch.stopall = _stop_all
patch.TEST_PREFIX = "test"


def mock_open(mock=None, read_data=""):
    """A mock that opens files whose content is `read_data`."""
    import io

    def content():
        return io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)

    state = [content()]
    handle = MagicMock(name="open() handle") if mock is None else MagicMock()
    if mock is None:
        mock = MagicMock(name="open", spec=open)

    def through(name):
        def method(*args, **kwargs):
            given = getattr(handle, name).__dict__["_mock_return"]
            return given if given is not DEFAULT else getattr(state[0], name)(*args, **kwargs)

        return method

    handle.__enter__.return_value = handle
    handle.write.return_value = None
    for name in ("read", "readline", "readlines"):
        getattr(handle, name).return_value = DEFAULT
        getattr(handle, name).side_effect = through(name)

    def lines():
        yield from state[0]

    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = lambda: next(state[0])

    def reset(*args, **kwargs):
        state[0] = content()
        return DEFAULT

    mock.side_effect = reset
    mock.return_value = handle
    return mock
