"""Looking at functions, classes and frames."""

import sys
import types


def isfunction(object):
    """A function written in Python."""
    return isinstance(object, types.FunctionType)


def ismethod(object):
    """A function with its object."""
    return isinstance(object, types.MethodType)


def isclass(object):
    """A class."""
    return isinstance(object, type)


def ismodule(object):
    """A module."""
    return isinstance(object, types.ModuleType)


def isbuiltin(object):
    """A function that is not written in Python."""
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    """Any function."""
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def isgenerator(object):
    """A generator."""
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(object):
    """A function that makes generators."""
    return _has_flag(object, 0x20)


CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = (
    1, 2, 4, 8, 16, 32, 64, 128)
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 256, 512


def _has_flag(object, flag):
    import functools
    while isinstance(object, functools.partial):
        object = object.func
    if ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(getattr(object.__code__, "co_flags", 0) & flag)


def iscoroutinefunction(object):
    """A function of an `async def`."""
    return _has_flag(object, CO_COROUTINE)


def isabstract(object):
    """A class with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmembers(object, predicate=None):
    """Names and values of attributes."""
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda item: item[0])


def getdoc(object):
    """The documentation, its indentation removed."""
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Text without the indentation of its lines."""
    from textwrap import dedent
    first, _, rest = doc.expandtabs().partition("\n")
    return (first.lstrip() + ("\n" + dedent(rest) if rest else "")).strip("\n")


def classify_class_attrs(cls):
    """Name, kind, defining class and object of each attribute."""
    from collections import namedtuple
    attribute = namedtuple("Attribute", "name kind defining_class object")
    result = []
    for name in dir(cls):
        home = next((base for base in cls.__mro__ if name in base.__dict__), None)
        value = home.__dict__[name] if home is not None else getattr(cls, name, None)
        if isinstance(value, staticmethod):
            kind = "static method"
        elif isinstance(value, classmethod):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        else:
            kind = "method" if isroutine(value) else "data"
        result.append(attribute(name, kind, home, value))
    return result


def ismethoddescriptor(object):
    """Whether it binds, and is neither a function nor a method nor a class."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    """Whether it decides about setting or deleting."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def istraceback(object):
    return type(object).__name__ == "traceback"


def isframe(object):
    return type(object).__name__ == "frame"


def iscode(object):
    return type(object).__name__ == "code"


def isawaitable(object):
    """What `await` takes."""
    return hasattr(type(object), "__await__")


def iscoroutine(object):
    """What an `async def` makes."""
    return isinstance(object, types.CoroutineType)


CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = (
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED")


def getcoroutinestate(coroutine):
    """How far it is."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def isasyncgen(object):
    """What an `async def` with a `yield` makes."""
    return isinstance(object, types.AsyncGeneratorType)


def isasyncgenfunction(object):
    """A function of an `async def` with a `yield`."""
    return _has_flag(object, CO_ASYNC_GENERATOR)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"


def getgeneratorstate(generator):
    """Where a generator is."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_SUSPENDED if getattr(generator, "gi_suspended", True) else GEN_CREATED


_static_missing = object()


def getattr_static(obj, attr, default=_static_missing):
    """An attribute as it is stored, without what descriptors and `__getattr__` make of it."""
    cls = obj if isinstance(obj, type) else type(obj)
    if not isinstance(obj, type):
        try:
            own = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            own = {}
        if attr in own:
            for base in cls.__mro__:
                if attr in base.__dict__ and isdatadescriptor(base.__dict__[attr]):
                    return base.__dict__[attr]
            return own[attr]
    for base in cls.__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if isinstance(obj, type):
        for base in type(obj).__mro__:
            if attr in base.__dict__:
                return base.__dict__[attr]
    if default is _static_missing:
        raise AttributeError(attr)
    return default


def getcallargs(func, /, *positional, **named):
    """The arguments by the names of the parameters."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments


def getmro(cls):
    """The method resolution order."""
    return cls.__mro__


def getmodule(object):
    """The module of an object."""
    return sys.modules.get(getattr(object, "__module__", None))


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def getsource(object):
    """The text of a function."""
    return "".join(getsourcelines(object)[0])


def getsourcelines(object):
    """The lines of a function, and where they begin."""
    code = getattr(object, "__code__", None)
    if code is None:
        raise OSError("could not find class definition")
    first = code.co_firstlineno
    lines = []
    line = sys._source_line(code.co_filename, first)
    if line is None:
        raise OSError("could not get source code")
    indent = len(line) - len(line.lstrip())
    number = first
    while line is not None:
        stripped = line.strip()
        if lines and stripped and len(line) - len(line.lstrip()) <= indent:
            break
        lines.append(line + "\n")
        number += 1
        line = sys._source_line(code.co_filename, number)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines, first


def getfile(object):
    """The file of a function or module."""
    if ismodule(object):
        return object.__file__
    return object.__code__.co_filename


class _empty:
    """What is not given."""


class _ParameterKind(int):
    def __new__(cls, value, name, description):
        made = int.__new__(cls, value)
        made.name, made.description = name, description
        return made

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __reduce__(self):
        return _kind, (int(self),)


def _kind(value):
    return _KINDS[value]


_KINDS = [
    _ParameterKind(0, "POSITIONAL_ONLY", "positional-only"),
    _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword"),
    _ParameterKind(2, "VAR_POSITIONAL", "variadic positional"),
    _ParameterKind(3, "KEYWORD_ONLY", "keyword-only"),
    _ParameterKind(4, "VAR_KEYWORD", "variadic keyword"),
]


def formatannotation(annotation, base_module=None):
    """An annotation as it is written."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _KINDS
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _KINDS[kind]
        except (IndexError, TypeError):
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and kind in (self.VAR_POSITIONAL, self.VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        import keyword
        if keyword.iskeyword(name) and kind is not self.POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=None, kind=None, annotation=None, default=None):
        """Another one with other parts."""
        return type(self)(
            self._name if name is None else name, self._kind if kind is None else kind,
            default=self._default if default is None else default,
            annotation=self._annotation if annotation is None else annotation,
        )

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {2: "*", 4: "**"}.get(int(self._kind), "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'


class BoundArguments:
    """Which parameter has which argument."""

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == Parameter.VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs, by_name = {}, False
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
                by_name = True
            elif name not in self.arguments:
                by_name = True
                continue
            if by_name and name in self.arguments:
                if parameter.kind == Parameter.VAR_KEYWORD:
                    kwargs.update(self.arguments[name])
                else:
                    kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Adds what was left out."""
        arguments = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif parameter.default is not _empty:
                arguments[name] = parameter.default
            elif parameter.kind == Parameter.VAR_POSITIONAL:
                arguments[name] = ()
            elif parameter.kind == Parameter.VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{name}={value!r}' for name, value in self.arguments.items()])})>"


class Signature:
    """The parameters of a function."""

    empty = _empty
    _parameter_cls, _bound_arguments_cls = Parameter, BoundArguments

    def __init__(self, parameters=None, *, return_annotation=_empty):
        from types import MappingProxyType
        named, last, optional = {}, Parameter.POSITIONAL_ONLY, False
        for parameter in parameters or ():
            if parameter.kind < last:
                raise ValueError(
                    f"wrong parameter order: {last.description} parameter before {parameter.kind.description} parameter")
            if parameter.kind > last:
                last = parameter.kind
            if parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
                if parameter.default is not _empty:
                    optional = True
                elif optional:
                    raise ValueError("non-default argument follows default argument")
            if parameter.name in named:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            named[parameter.name] = parameter
        self._parameters = MappingProxyType(named)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """As `signature`, of this class."""
        return _signature_of(obj, follow_wrapped, cls)

    def replace(self, *, parameters=None, return_annotation=None):
        """Another one with other parts."""
        return type(self)(
            self._parameters.values() if parameters is None else parameters,
            return_annotation=self._return_annotation if return_annotation is None else return_annotation,
        )

    def _key(self):
        positional = [p for p in self._parameters.values() if p.kind != Parameter.KEYWORD_ONLY]
        keyword = {p.name: p for p in self._parameters.values() if p.kind == Parameter.KEYWORD_ONLY}
        return positional, keyword, self._return_annotation

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        positional, keyword, annotation = self._key()
        return hash((tuple(positional), frozenset(keyword.values()), annotation))

    def bind(self, /, *args, **kwargs):
        """Which parameter gets which argument."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """As `bind`; arguments may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments, left, rest = {}, list(args), dict(kwargs)
        variadic = None
        keywords_follow = any(p.kind == Parameter.VAR_KEYWORD for p in self._parameters.values())
        for parameter in self._parameters.values():
            name, kind = parameter.name, parameter.kind
            if kind == Parameter.VAR_POSITIONAL:
                if left:
                    arguments[name] = tuple(left)
                    left = []
            elif kind == Parameter.VAR_KEYWORD:
                variadic = name
            elif left and kind != Parameter.KEYWORD_ONLY:
                if name in rest and kind == Parameter.POSITIONAL_OR_KEYWORD:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = left.pop(0)
            elif kind == Parameter.POSITIONAL_ONLY:
                if name in rest and not keywords_follow:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                if parameter.default is _empty and not partial:
                    raise TypeError(f"missing a required argument: {name!r}")
            elif name in rest:
                if left:
                    raise TypeError("too many positional arguments")
                arguments[name] = rest.pop(name)
            elif parameter.default is _empty and not partial:
                if left:
                    raise TypeError("too many positional arguments")
                raise TypeError(f"missing a required argument: {name!r}")
        if left:
            raise TypeError("too many positional arguments")
        if rest:
            if variadic is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")
            arguments[variadic] = rest
        return self._bound_arguments_cls(self, arguments)

    def __str__(self):
        parts = []
        star = slash = False
        for parameter in self._parameters.values():
            if parameter.kind == Parameter.POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if parameter.kind == Parameter.VAR_POSITIONAL:
                star = True
            elif parameter.kind == Parameter.KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"


def unwrap(func, *, stop=None):
    """What decorators have wrapped, by `__wrapped__`."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The parameters of something callable."""
    return _signature_of(obj, follow_wrapped, Signature)


def _without_first(signature):
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind != Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _signature_of(obj, follow_wrapped, cls):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature_of(obj.__func__, follow_wrapped, cls))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda one: hasattr(one, "__signature__"))
        if ismethod(obj):
            return _signature_of(obj, follow_wrapped, cls)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError(f"unexpected object {given!r} in __signature__ attribute")
        return given
    if isfunction(obj):
        return _of_function(obj, cls)
    functools = sys.modules.get("functools")
    if functools is not None and isinstance(obj, functools.partial):
        return _of_partial(obj, follow_wrapped, cls)
    if isinstance(obj, type):
        for kind, name in ((type(obj), "__call__"), (obj, "__new__"), (obj, "__init__")):
            method = getattr(kind, name, None)
            method = getattr(method, "__func__", method)
            if isfunction(method):
                return _without_first(_signature_of(method, follow_wrapped, cls))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature_of(call, follow_wrapped, cls))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _of_partial(obj, follow_wrapped, cls):
    whole = _signature_of(obj.func, follow_wrapped, cls)
    try:
        bound = whole.bind_partial(*obj.args, **obj.keywords)
    except TypeError as error:
        raise ValueError(f"partial object {obj!r} has incorrect arguments") from error
    parameters, by_keyword = [], False
    for name, parameter in whole.parameters.items():
        if name in bound.arguments and parameter.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            if name not in obj.keywords or parameter.kind == Parameter.POSITIONAL_ONLY:
                continue
            by_keyword = True
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, default=bound.arguments[name]))
        elif by_keyword and parameter.kind == Parameter.POSITIONAL_OR_KEYWORD:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
        elif not (by_keyword and parameter.kind == Parameter.VAR_POSITIONAL):
            parameters.append(parameter)
    return whole.replace(parameters=parameters)


def _of_function(obj, cls):
    code = obj.__code__
    names = code.co_varnames
    count, keyword = code.co_argcount, code.co_kwonlyargcount
    annotations = getattr(obj, "__annotations__", {})
    defaults = obj.__defaults__ or ()
    make = cls._parameter_cls
    parameters = []
    for place, name in enumerate(names[:count]):
        kind = Parameter.POSITIONAL_ONLY if place < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD
        from_end = place - (count - len(defaults))
        parameters.append(make(name, kind, default=defaults[from_end] if from_end >= 0 else _empty,
                               annotation=annotations.get(name, _empty)))
    rest = count + keyword
    if code.co_flags & 4:
        parameters.append(make(names[rest], Parameter.VAR_POSITIONAL, annotation=annotations.get(names[rest], _empty)))
        rest += 1
    for name in names[count:count + keyword]:
        default = (obj.__kwdefaults__ or {}).get(name, _empty)
        parameters.append(make(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        parameters.append(make(names[rest], Parameter.VAR_KEYWORD, annotation=annotations.get(names[rest], _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty))


class FullArgSpec(tuple):
    """What `getfullargspec` returns."""

    args = property(lambda self: self[0])
    varargs = property(lambda self: self[1])
    varkw = property(lambda self: self[2])
    defaults = property(lambda self: self[3])
    kwonlyargs = property(lambda self: self[4])
    kwonlydefaults = property(lambda self: self[5])
    annotations = property(lambda self: self[6])


def getfullargspec(func):
    """The parameters by kind."""
    parameters = list(signature(func).parameters.values())
    named = lambda *kinds: [p.name for p in parameters if p.kind in kinds]
    positional = [p for p in parameters if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
    defaults = tuple([p.default for p in positional if p.default is not Parameter.empty])
    keyword = {p.name: p.default for p in parameters
               if p.kind == Parameter.KEYWORD_ONLY and p.default is not Parameter.empty}
    first = lambda names: names[0] if names else None
    return FullArgSpec(([p.name for p in positional], first(named(Parameter.VAR_POSITIONAL)),
                        first(named(Parameter.VAR_KEYWORD)), defaults or None, named(Parameter.KEYWORD_ONLY),
                        keyword or None, dict(getattr(func, "__annotations__", {}))))


class FrameInfo(tuple):
    """One frame of `stack`."""

    frame = property(lambda self: self[0])
    filename = property(lambda self: self[1])
    lineno = property(lambda self: self[2])
    function = property(lambda self: self[3])
    code_context = property(lambda self: self[4])
    index = property(lambda self: self[5])


def stack(context=1):
    """The frames of the program, innermost first."""
    frame = sys._getframe(1)
    frames = []
    while frame is not None:
        code = frame.f_code
        if not code._is_library:
            line = sys._source_line(code.co_filename, frame.f_lineno)
            frames.append(FrameInfo((frame, code.co_filename, frame.f_lineno, code.co_name, [f"{line}\n"], 0)))
        frame = frame.f_back
    return frames
