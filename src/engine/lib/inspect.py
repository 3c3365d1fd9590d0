"""Looking at functions, classes and frames."""

import functools
import linecache
import os
import sys
import types
from abc import ABCMeta
from collections import OrderedDict, namedtuple
from collections.abc import Awaitable
from keyword import iskeyword

TPFLAGS_IS_ABSTRACT = 1 << 20
modulesbyfile = {}


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
    return isfunction(object) or ismethod(object) or isbuiltin(object) or ismethoddescriptor(object)


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
    while isinstance(object, (functools.partial, types.MethodType)):
        object = object.func if isinstance(object, functools.partial) else object.__func__
    return isfunction(object) and bool(getattr(object.__code__, "co_flags", 0) & flag)


def iscoroutinefunction(object):
    """A function of an `async def`."""
    return _has_flag(object, CO_COROUTINE)


def isabstract(object):
    """A class with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmembers(object, predicate=None):
    """Names and values of attributes."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """As `getmembers`, of attributes as they are stored."""
    return _getmembers(object, predicate, getattr_static)


def _getmembers(object, predicate, getter):
    found, names = [], dir(object)
    bases = object.__mro__ if isclass(object) else ()
    # Attributes of members leave their names free on the class itself.
    names += [name for base in bases for name, value in base.__dict__.items()
              if isinstance(value, types.DynamicClassAttribute)]
    for name in dict.fromkeys(names):
        try:
            value = getter(object, name)
        except AttributeError:
            for base in bases:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if not predicate or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda item: item[0])


def _finddoc(object):
    # Of what it overrides.
    if isclass(object):
        for base in object.__mro__[1:]:
            if base.__module__ != "builtins" and getattr(base, "__doc__", None) is not None:
                return base.__doc__
        return None
    if ismethod(object):
        name, owner = object.__name__, object.__self__
        owner = owner if isclass(owner) else type(owner)
    elif isinstance(object, property):
        name = object.fget.__name__ if isfunction(object.fget) else ""
        owner = _findclass(object.fget)
    elif isfunction(object):
        name, owner = object.__name__, _findclass(object)
    else:
        return None
    for base in owner.__mro__ if owner is not None else ():
        overridden = getattr(base, name, None)
        doc = None if overridden is None else getattr(overridden, "__doc__", None)
        if doc is not None:
            return doc
    return None


def _findclass(func):
    cls = sys.modules.get(getattr(func, "__module__", None))
    for name in getattr(func, "__qualname__", "").split(".")[:-1] if cls is not None else ():
        cls = getattr(cls, name, None)
    return cls if isclass(cls) else None


def getdoc(object):
    """The documentation, its indentation removed."""
    try:
        doc = object.__doc__
        if doc is None:
            doc = _finddoc(object)
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Text without the indentation of its lines."""
    lines = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()], default=0)
    lines = [lines[0].lstrip(), *[line[margin:] for line in lines[1:]]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines)


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    """Name, kind, defining class and object of each attribute."""
    mro = cls.__mro__
    metas = tuple([meta for meta in type(cls).__mro__ if meta not in (type, object)])
    names = dir(cls)
    # Attributes of members leave their names free on the class itself.
    names += [name for base in mro for name, value in base.__dict__.items()
              if isinstance(value, types.DynamicClassAttribute) and value.fget is not None]
    result, done = [], set()
    for name in names:
        if name in done:
            continue
        done.add(name)
        got, home = None, None
        if name != "__dict__":
            try:
                got = getattr(cls, name)
            except Exception:
                pass
            else:
                home = getattr(got, "__objclass__", None)
                if home not in mro:
                    # It may say that it is of another class than the one that has it.
                    home = next((base for base in mro + metas if name in base.__dict__
                                 and getattr_static(base, name, _void) is not _void), home)
                    last = [base for base in mro + metas if getattr(base, name, None) is got]
                    home = last[-1] if last and home is None else home
        stored = next((base.__dict__[name] for base in mro if name in base.__dict__), None)
        if home is None:
            home = next((base for base in mro if name in base.__dict__), None)
        if home is None:
            continue
        value = got if got is not None else stored
        if isinstance(stored, (staticmethod, types.BuiltinMethodType)):
            kind, value = "static method", stored
        elif isinstance(stored, (classmethod, types.ClassMethodDescriptorType)):
            kind, value = "class method", stored
        elif isinstance(stored, property):
            kind, value = "property", stored
        else:
            kind = "method" if isroutine(value) else "data"
        result.append(Attribute(name, kind, home, value))
    return result


def ismethoddescriptor(object):
    """Whether it binds, and is neither a function nor a method nor a class."""
    if isclass(object) or ismethod(object) or isfunction(object) or isbuiltin(object):
        return False
    if isinstance(object, (types.MethodDescriptorType, types.WrapperDescriptorType)):
        return True
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    """Whether it decides about setting or deleting."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismemberdescriptor(object):
    """A slot."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """A computed attribute of a builtin class."""
    return isinstance(object, types.GetSetDescriptorType)


def ismethodwrapper(object):
    """A method of a builtin class with its object."""
    return (isinstance(object, types.MethodWrapperType) and not ismodule(getattr(object, "__self__", None))
            and object.__name__.startswith("__"))


def istraceback(object):
    return type(object).__name__ == "traceback"


def isframe(object):
    return type(object).__name__ == "frame"


def iscode(object):
    return type(object).__name__ == "code"


def isawaitable(object):
    """What `await` takes."""
    return (isinstance(object, (types.CoroutineType, Awaitable))
            or isgenerator(object) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE))


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


def getcoroutinelocals(coroutine):
    """Its variables."""
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals


def getgeneratorlocals(generator):
    """Its variables."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else frame.f_locals


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


def _names_in_a_row(names):
    names = [repr(name) for name in names]
    return " and ".join([part for part in (", ".join(names[:-1]), names[-1]) if part])


def getcallargs(func, /, *positional, **named):
    """The arguments by the names of the parameters."""
    spec = getfullargspec(func)
    name = func.__name__
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    args, defaults, found = spec.args, spec.defaults or (), {}
    found.update(zip(args, positional))
    if spec.varargs:
        found[spec.varargs] = tuple(positional[len(args):])
    if spec.varkw:
        found[spec.varkw] = {}
    for key, value in named.items():
        if key not in args and key not in spec.kwonlyargs:
            if not spec.varkw:
                raise TypeError(f"{name}() got an unexpected keyword argument {key!r}")
            found[spec.varkw][key] = value
        elif key in found:
            raise TypeError(f"{name}() got multiple values for argument {key!r}")
        else:
            found[key] = value
    if len(positional) > len(args) and not spec.varargs:
        least = len(args) - len(defaults)
        only = len([key for key in spec.kwonlyargs if key in found])
        takes = f"from {least} to {len(args)}" if defaults else str(len(args))
        plural = bool(defaults) or len(args) != 1
        extra = "" if not only else (f" positional argument{'s' if len(positional) != 1 else ''} (and {only} keyword-only "
                                     f"argument{'s' if only != 1 else ''})")
        raise TypeError(f"{name}() takes {takes} positional argument{'s' if plural else ''} but {len(positional)}{extra} "
                        f"{'was' if len(positional) == 1 and not only else 'were'} given")
    required = args[:len(args) - len(defaults)]
    for wanted, word in ((required, "positional"), ([key for key in spec.kwonlyargs if key not in (spec.kwonlydefaults or ())],
                                                    "keyword-only")):
        missing = [key for key in wanted if key not in found]
        if missing:
            raise TypeError(f"{name}() missing {len(missing)} required {word} argument{'s' if len(missing) > 1 else ''}: "
                            f"{_names_in_a_row(missing)}")
    for key, value in zip(args[len(required):], defaults):
        found.setdefault(key, value)
    for key, value in (spec.kwonlydefaults or {}).items():
        found.setdefault(key, value)
    return found


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    """What the names that a function takes from outside stand for."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    space = func.__globals__
    builtins = space.get("__builtins__", __builtins__)
    builtins = builtins.__dict__ if ismodule(builtins) else builtins
    found, built, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in space:
            found[name] = space[name]
        elif name in builtins:
            built[name] = builtins[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, found, built, unbound)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a function, class or module; those that are texts evaluated, if that is wanted."""
    if isinstance(obj, type):
        found = obj.__dict__.get("__annotations__", None)
        found = None if isinstance(found, types.GetSetDescriptorType) else found
        space = getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", None)
        own, inner = dict(vars(obj)), obj
    elif ismodule(obj):
        found, space, own, inner = getattr(obj, "__annotations__", None), obj.__dict__, None, None
    elif callable(obj):
        found, space, own, inner = getattr(obj, "__annotations__", None), getattr(obj, "__globals__", None), None, obj
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(found)
    while inner is not None:
        if hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        elif isinstance(inner, functools.partial):
            inner = inner.func
        else:
            space = getattr(inner, "__globals__", space)
            break
    globals = space if globals is None else globals
    locals = own if locals is None else locals
    return {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}


def getclasstree(classes, unique=False):
    """Classes in nested lists, those that derive below those they derive from."""
    children, roots = {}, []
    for cls in classes:
        for base in cls.__bases__:
            if cls not in children.setdefault(base, []):
                children[base].append(cls)
            if unique and base in classes:
                break
        else:
            if not cls.__bases__ and cls not in roots:
                roots.append(cls)
    roots += [base for base in children if base not in classes]
    return walktree(roots, children, None)


def walktree(classes, children, parent):
    """The nested lists of `getclasstree`."""
    result = []
    for cls in sorted(classes, key=lambda cls: (cls.__module__, cls.__name__)):
        result.append((cls, cls.__bases__))
        if cls in children:
            result.append(walktree(children[cls], children, cls))
    return result


def getmro(cls):
    """The method resolution order."""
    return cls.__mro__


def getmodule(object, _filename=None):
    """The module of an object."""
    if ismodule(object):
        return object
    if ismethod(object):
        object = object.__func__
    if not (iscode(object) or isframe(object) or istraceback(object)) and hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        if ismodule(module) and getattr(module, "__file__", None) and os.path.abspath(module.__file__) == file:
            return module
    return None


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def getmodulename(path):
    """The name of the module that a file would be."""
    name, ending = os.path.splitext(os.path.basename(path))
    return name if ending in (".py", ".pyc") else None


def getsourcefile(object):
    """The file with the source."""
    file = getfile(object)
    if file.endswith(".pyc"):
        file = file[:-1]
    if linecache.getlines(file) or os.path.exists(file):
        return file
    return None


def getabsfile(object, _filename=None):
    """The file with the source, from the root."""
    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getsource(object):
    """The text of a function."""
    return "".join(getsourcelines(object)[0])


def getsourcelines(object):
    """The lines of a function or class, and where they begin."""
    object = unwrap(object)
    lines, first = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[first:]), first + 1


def indentsize(line):
    """How many columns it is indented."""
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def findsource(object):
    """All lines of the file, and the number of the first one, from 0."""
    filename = getsourcefile(object) or getfile(object)
    lines = linecache.getlines(filename)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        import re
        # By the names of what it is in: classes and functions around it are indented less.
        first, indent = 0, -1
        for name in [part for part in object.__qualname__.split(".") if part != "<locals>"]:
            pattern = re.compile(rf"(\s*)(?:class|(?:async\s+)?def)\s+{re.escape(name)}\b")
            found = [(len(match[1]), at) for at, line in enumerate(lines[first:], first)
                     if (match := pattern.match(line)) and len(match[1]) > indent]
            if not found:
                raise OSError("could not find class definition")
            indent, first = min(found)
            if name == object.__name__:
                # Of several the last one is what the name stands for.
                first = max([at for width, at in found if width == indent]) if indent == 0 else first
        while first and lines[first - 1].lstrip().startswith("@"):
            first -= 1
        return lines, first
    object = _code_of(object)
    if iscode(object):
        first = object.co_firstlineno - 1
        if first >= len(lines):
            raise OSError("lineno is out of bounds")
        while first and lines[first - 1].lstrip().startswith("@") and object.co_name != "<lambda>":
            first -= 1
        return lines, first
    raise OSError("could not find code object")


def getcomments(object):
    """The comments in front of a function or class, or at the top of a module."""
    try:
        lines, first = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        first = 1 if lines and lines[0].startswith("#!") else 0
        while first < len(lines) and lines[first].strip() in ("", "#"):
            first += 1
        found = []
        while first < len(lines) and lines[first].startswith("#"):
            found.append(lines[first].expandtabs())
            first += 1
        return "".join(found) or None
    indent, found, at = indentsize(lines[first]), [], first - 1
    while at >= 0 and lines[at].lstrip().startswith("#") and indentsize(lines[at]) == indent:
        found.insert(0, lines[at].expandtabs().lstrip())
        at -= 1
    while found and found[0].strip() == "#":
        del found[0]
    while found and found[-1].strip() == "#":
        del found[-1]
    return "".join(found) or None


def _scan(line, quote, depth):
    # The quotes that a line ends in, how many brackets are open behind it, and whether it goes on in the next one.
    at = 0
    while at < len(line):
        if quote:
            if line[at] == "\\":
                at += 1
            elif line.startswith(quote, at):
                at += len(quote) - 1
                quote = ""
        elif line[at] in "'\"":
            quote = line[at] * 3 if line.startswith(line[at] * 3, at) else line[at]
            at += len(quote) - 1
        elif line[at] == "#":
            return quote, depth, False
        else:
            depth += (line[at] in "([{") - (line[at] in ")]}")
        at += 1
    more = line.rstrip("\r\n").endswith("\\")
    return quote if len(quote) == 3 or more else "", depth, more


def getblock(lines):
    """The lines at the top that belong together: to the next that is indented as little as the first."""
    indent, body, head, last = indentsize(lines[0]), None, True, 0
    quote, depth, more, decorating = "", 0, False, False
    for at, line in enumerate(lines):
        stripped, inside = line.strip(), quote or depth > 0 or more
        if at and not inside and not head:
            if stripped.startswith("#"):
                # Comments behind the body are as far to the right.
                if body is not None and indentsize(line) >= body:
                    last = at
                continue
            if not stripped:
                continue
            if indentsize(line) <= indent:
                break
            if body is None:
                body = indentsize(line)
        last = at
        quote, depth, more = _scan(line, quote, depth)
        # Decorators come before the head.
        if not quote and depth <= 0 and not more and not (stripped.startswith(("@", "#")) and head and not inside):
            head = head and (stripped.startswith("@") or decorating) if inside else False
        decorating = stripped.startswith("@") if not inside else decorating
    return lines[:last + 1]


def getfile(object):
    """The file of a function or module."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if iscode(code):
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(code).__name__}")


def _code_of(object):
    # What a method, function, traceback or frame runs; another object as it is.
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object


class _empty:
    """What is not given."""


class _void:
    """What is not to be replaced."""


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


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _KINDS


def formatannotationrelativeto(object):
    """A function that writes annotations, without the module of an object."""
    module = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, module)


def formatannotation(annotation, base_module=None):
    """An annotation as it is written."""
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"(?<![\w.])typing\.", "", repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

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
        if name[0] == "." and name[1:].isdigit():
            # The argument of a comprehension.
            if kind != self.POSITIONAL_OR_KEYWORD:
                raise ValueError(f"implicit arguments must be passed as positional or keyword arguments, not {kind.description}")
            kind, name = self.POSITIONAL_ONLY, f"implicit{name[1:]}"
        if iskeyword(name) and kind is not self.POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Another one with other parts."""
        return type(self)(
            self._name if name is _void else name, self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation,
        )

    def __reduce__(self):
        return type(self), (self._name, self._kind), {"_default": self._default, "_annotation": self._annotation}

    def __setstate__(self, state):
        self._default, self._annotation = state["_default"], state["_annotation"]

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

    __slots__ = ("arguments", "_signature", "__weakref__")

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

    def __setstate__(self, state):
        self._signature, self.arguments = state["_signature"], state["arguments"]

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join([f'{name}={value!r}' for name, value in self.arguments.items()])})>"


class Signature:
    """The parameters of a function."""

    __slots__ = ("_return_annotation", "_parameters")

    empty = _empty
    _parameter_cls, _bound_arguments_cls = Parameter, BoundArguments

    def __init__(self, parameters=None, *, return_annotation=_empty):
        from types import MappingProxyType
        named, last, optional = OrderedDict(), Parameter.POSITIONAL_ONLY, False
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
        return _signature_of(obj, follow_wrapped, cls, (globals, locals, eval_str))

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Another one with other parts."""
        return type(self)(
            self._parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void else return_annotation,
        )

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {"_return_annotation": self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

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
                if name in rest:
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
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The parameters of something callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)


def _without_first(signature):
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind != Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _is_functionlike(obj):
    # Functions that are compiled otherwise have a function's attributes.
    if not callable(obj) or isclass(obj):
        return False
    code, name = getattr(obj, "__code__", None), getattr(obj, "__name__", None)
    defaults, by_name = getattr(obj, "__defaults__", _void), getattr(obj, "__kwdefaults__", _void)
    return (iscode(code) and isinstance(name, str) and (defaults is None or isinstance(defaults, tuple))
            and (by_name is None or isinstance(by_name, dict))
            and isinstance(getattr(obj, "__annotations__", None), (dict, type(None))))


def _signature_of(obj, follow_wrapped, cls, space, bound=True):
    again = lambda obj: _signature_of(obj, follow_wrapped, cls, space)
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        found = again(obj.__func__)
        return _without_first(found) if bound else found
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda one: hasattr(one, "__signature__") or ismethod(one))
        if ismethod(obj):
            return again(obj)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError(f"unexpected object {given!r} in __signature__ attribute")
        return given
    method = getattr(obj, "_partialmethod", None)
    if isinstance(method, functools.partialmethod):
        whole = again(method.func)
        made = _of_partial(whole, functools.partial(method.func, None, *method.args, **method.keywords))
        first = list(whole.parameters.values())[0]
        if first.kind is Parameter.VAR_POSITIONAL:
            return made
        return made.replace(parameters=[first, *made.parameters.values()])
    if isfunction(obj) or _is_functionlike(obj):
        return _of_function(obj, cls, space)
    if isinstance(obj, functools.partial):
        return _of_partial(again(obj.func), obj)
    if isinstance(obj, type):
        for kind, names in ((type(obj), ("__call__",)), (obj, ("__new__", "__init__"))):
            methods = {name: getattr(method, "__func__", method) for name in names
                       if isfunction(getattr(method := getattr(kind, name, None), "__func__", method))
                       or isinstance(method, functools.partial)}
            # The one of the class that comes first.
            for base in kind.__mro__:
                for name, method in methods.items():
                    if name in base.__dict__:
                        return _without_first(again(method))
        found = _of_builtin(obj, cls)
        if found is not None:
            return found
        if type in obj.__mro__:
            raise ValueError(f"callable {obj!r} is not supported by signature")
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call) or isinstance(call, functools.partial):
        try:
            found = again(call)
        except ValueError as error:
            raise ValueError(f"no signature found for {obj!r}") from error
        return _without_first(found)
    found = _of_builtin(obj, cls)
    if found is None:
        raise ValueError(f"no signature found for builtin {obj!r}")
    return found


def _of_builtin(obj, cls):
    # None where CPython knows none.
    from _signatures import FUNCTIONS, METHODS
    receiver, text = getattr(obj, "__self__", None), None
    if isclass(obj):
        text = METHODS.get(obj.__name__, {}).get("") if obj.__module__ in ("builtins", "decimal") else None
    elif isbuiltin(obj) or ismethoddescriptor(obj):
        name, owner = obj.__name__, getattr(obj, "__objclass__", None)
        home = owner or (receiver if isclass(receiver) else type(receiver))
        if receiver is None and owner is None:
            text = FUNCTIONS.get(name, (None,))[0]
        else:
            known = [base for base in home.__mro__ if name in base.__dict__ and base.__module__ == "builtins"]
            text = METHODS.get(known[0].__name__, {}).get(name) if known else None
    if text is None:
        return None
    space = {}
    exec(f"def made{text}: pass", space)
    found = _of_function(space["made"], cls)
    return _without_first(found) if "self" in found.parameters and receiver is not None else found


def _of_partial(whole, obj):
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


def _of_function(obj, cls, space=(None, None, False)):
    code = obj.__code__
    names = code.co_varnames
    count, keyword = code.co_argcount, code.co_kwonlyargcount
    globals, locals, eval_str = space
    annotations = get_annotations(obj, globals=globals, locals=locals, eval_str=eval_str)
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


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    """The parameters by kind."""
    try:
        found = _signature_of(func, False, Signature, (None, None, False), bound=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    parameters = list(found.parameters.values())
    named = lambda *kinds: [p.name for p in parameters if p.kind in kinds]
    positional = [p for p in parameters if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
    defaults = tuple([p.default for p in positional if p.default is not Parameter.empty])
    keyword = {p.name: p.default for p in parameters
               if p.kind == Parameter.KEYWORD_ONLY and p.default is not Parameter.empty}
    first = lambda names: names[0] if names else None
    annotations = {} if found.return_annotation is Signature.empty else {"return": found.return_annotation}
    annotations.update({p.name: p.annotation for p in parameters if p.annotation is not Parameter.empty})
    return FullArgSpec([p.name for p in positional], first(named(Parameter.VAR_POSITIONAL)),
                       first(named(Parameter.VAR_KEYWORD)), defaults or None, named(Parameter.KEYWORD_ONLY),
                       keyword or None, annotations)


Arguments = namedtuple("Arguments", "args, varargs, varkw")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")


def getargs(co):
    """The names of the parameters of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names, count = co.co_varnames, co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    at = count
    if co.co_flags & CO_VARARGS:
        varargs = names[at]
        at += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[at]
    return Arguments(list(names[:count]), varargs, varkw)


def getargvalues(frame):
    """The arguments of a frame."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    """What `getargvalues` returns as text."""
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(parts)})"


class _Place:
    # A tuple with the place in the line besides.

    def __new__(cls, *fields, positions=None):
        made = super().__new__(cls, *fields)
        made.positions = positions
        return made


class Traceback(_Place, namedtuple("_Traceback", "filename lineno function code_context index")):
    """What `getframeinfo` returns."""

    __repr__ = lambda self: _shown_place(self, "Traceback")


class FrameInfo(_Place, namedtuple("_FrameInfo", "frame filename lineno function code_context index")):
    """One frame of `stack`."""

    __repr__ = lambda self: _shown_place(self, "FrameInfo")


def _shown_place(place, name):
    parts = [f"{field}={value!r}" for field, value in zip(place._fields, place)]
    return f"{name}({', '.join(parts)}, positions={place.positions!r})"


_Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset")


def getframeinfo(frame, context=1):
    """Where a frame or traceback is, with lines of source around it."""
    if istraceback(frame):
        positions = _Positions(*frame._position)
        lineno, frame = frame.tb_lineno, frame.tb_frame
    else:
        lineno, positions = frame.f_lineno, None
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    if positions is None:
        positions = _Positions(lineno, None, None, None)
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=positions)


def getlineno(frame):
    """The line where a frame is."""
    return frame.f_lineno


def _frame_info(frame, about, context):
    info = getframeinfo(about, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """A frame and those that called it."""
    frames = []
    while frame:
        if not frame.f_code._is_library:
            frames.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return frames


def getinnerframes(tb, context=1):
    """The frames of a traceback."""
    frames = []
    while tb:
        if not tb.tb_frame.f_code._is_library:
            frames.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return frames


def stack(context=1):
    """The frames of the program, innermost first."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames of the exception that is being handled."""
    return getinnerframes(sys.exc_info()[2], context)
