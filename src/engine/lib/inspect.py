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
    return isfunction(object) and bool(getattr(object.__code__, "co_flags", 0) & 0x20)


def iscoroutinefunction(object):
    """A function that makes coroutines: there are none."""
    return False


iscoroutine = isawaitable = iscoroutinefunction


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
    pass


class Parameter:
    """A parameter of a function."""

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def __str__(self):
        text = self.name
        if self.annotation is not _empty:
            shown = self.annotation.__name__ if isinstance(self.annotation, type) else repr(self.annotation)
            text += ": " + shown
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return {self.VAR_POSITIONAL: "*", self.VAR_KEYWORD: "**"}.get(self.kind, "") + text

    def __repr__(self):
        return f'<Parameter "{self}">'


class Signature:
    """The parameters of a function."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    def __str__(self):
        parts = []
        star = slash = False
        for parameter in self.parameters.values():
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
        if self.return_annotation is not _empty:
            kind = self.return_annotation
            text += " -> " + (kind.__name__ if isinstance(kind, type) else repr(kind))
        return text

    def __repr__(self):
        return f"<Signature {self}>"


def signature(obj, *, follow_wrapped=True):
    """The parameters of something callable."""
    while follow_wrapped and hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    skip = 0
    if isinstance(obj, type):
        obj = obj.__init__
        skip = 1
    if ismethod(obj):
        obj = obj.__func__
        skip = 1
    if not isfunction(obj):
        raise ValueError(f"no signature found for builtin {obj!r}")
    code = obj.__code__
    names = code.co_varnames
    count, keyword = code.co_argcount, code.co_kwonlyargcount
    annotations = getattr(obj, "__annotations__", {})
    defaults = obj.__defaults__ or ()
    parameters = []
    for place, name in enumerate(names[:count]):
        kind = Parameter.POSITIONAL_ONLY if place < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD
        from_end = place - (count - len(defaults))
        parameters.append(Parameter(name, kind, default=defaults[from_end] if from_end >= 0 else _empty,
                                    annotation=annotations.get(name, _empty)))
    rest = count + keyword
    if code.co_flags & 4:
        parameters.append(Parameter(names[rest], Parameter.VAR_POSITIONAL, annotation=annotations.get(names[rest], _empty)))
        rest += 1
    for name in names[count:count + keyword]:
        default = (obj.__kwdefaults__ or {}).get(name, _empty)
        parameters.append(Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        parameters.append(Parameter(names[rest], Parameter.VAR_KEYWORD, annotation=annotations.get(names[rest], _empty)))
    return Signature(parameters[skip:], return_annotation=annotations.get("return", _empty))


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
