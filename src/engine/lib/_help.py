"""What `help` writes about an object, in the form of CPython's `pydoc`."""

import builtins
import inspect
from _signatures import FUNCTIONS, METHODS
from reprlib import Repr

_RULE = "-" * 70
_shown = Repr()
_shown.maxlist = _shown.maxtuple = _shown.maxdict = _shown.maxset = 1000
_shown.maxstring = _shown.maxother = _shown.maxlong = 100
# What every module or class has, and nobody asks for.
_LEFT_OUT = {
    "__author__", "__builtins__", "__cached__", "__credits__", "__date__", "__doc__", "__docformat__", "__file__",
    "__loader__", "__module__", "__name__", "__package__", "__path__", "__qualname__", "__slots__", "__spec__",
    "__version__",
}


def help_on(thing):
    """The whole text; a text as the thing is the name of one."""
    if isinstance(thing, str):
        name = thing
        thing = _named(name)
        if thing is None:
            return ("No Python documentation found for %r.\n"
                    "Use help() to get the interactive help utility.\n"
                    "Use help(str) for help on the str class." % name)
    title = "Help on " + _described(thing)
    module = inspect.getmodule(thing)
    if module is None and inspect.isbuiltin(thing) and getattr(builtins, thing.__name__, None) is thing:
        module = builtins
    if module is not None and module is not thing:
        title += " in module " + module.__name__
    if not (inspect.ismodule(thing) or inspect.isclass(thing) or inspect.isroutine(thing)
            or inspect.isdatadescriptor(thing) or _doc(thing)):
        thing = type(thing)
        title += " object"
    return title + ":\n\n" + _documented(thing).rstrip("\n") + "\n"


def _named(name):
    parts = name.split(".")
    thing = getattr(builtins, parts[0], None)
    if thing is None:
        try:
            thing = __import__(parts[0])
        except ImportError:
            return None
    for part in parts[1:]:
        thing = getattr(thing, part, None)
    return thing


def _described(thing):
    if inspect.ismodule(thing):
        return "module " + thing.__name__
    if inspect.isbuiltin(thing):
        return "built-in function " + thing.__name__
    if inspect.isclass(thing):
        return "class " + thing.__name__
    if inspect.isfunction(thing):
        return "function " + thing.__name__
    if inspect.ismethod(thing):
        return "method " + thing.__name__
    return type(thing).__name__


def _doc(thing):
    try:
        found = inspect.getdoc(thing)
    except Exception:
        found = None
    if not found:
        if inspect.isbuiltin(thing) and thing.__name__ in FUNCTIONS:
            return FUNCTIONS[thing.__name__][1]
        found = inspect.getcomments(thing) if inspect.isfunction(thing) else None
    return found.rstrip() if found else ""


def _indented(text, prefix="    "):
    return "\n".join([prefix + line for line in text.split("\n")]) if text else ""


def _documented(thing, name=None):
    if inspect.ismodule(thing):
        return _module(thing)
    if inspect.isclass(thing):
        return _class(thing, name)
    if inspect.isroutine(thing):
        return _routine(thing, name)
    if inspect.isdatadescriptor(thing):
        return _data_descriptor(thing, name)
    return _other(thing, name)


def _signature(thing):
    try:
        return str(inspect.signature(thing))
    except (ValueError, TypeError):
        return None


def _routine(thing, name=None, cls=None):
    real = thing.__name__
    name = name or real
    note = ""
    if inspect.ismethod(thing):
        of = thing.__self__
        kind = of.__class__ if cls is None or not inspect.isclass(of) else None
        if kind is not None:
            note = " method of %s.%s instance" % (kind.__module__, kind.__qualname__)
        elif of is not cls:
            note = " from %s.%s" % (of.__module__, of.__qualname__)
        else:
            note = " from %s.%s" % (type(of).__module__, type(of).__qualname__)
    signature = _signature(thing)
    if name == real:
        title = name
    else:
        title = "%s = %s" % (name, real)
    if real == "<lambda>" and signature is not None:
        title = name + " lambda "
        signature = signature[1:-1]
    head = title + ("(...)" if signature is None else signature) + note
    doc = _doc(thing)
    return head + "\n" + (_indented(doc) + "\n" if doc else "")


def _data_descriptor(thing, name=None):
    doc = _doc(thing)
    return (name + "\n" if name else "") + (_indented(doc) + "\n" if doc else "")


def _other(thing, name=None, width=None, doc=None):
    shown = _shown.repr(thing)
    if width is not None and len(name) + 3 + len(shown) > width:
        shown = shown[:width - len(name) - 3] + "..."
    text = (name + " = " if name else "") + shown + "\n"
    return text + (_indented(doc) + "\n" if doc else "")


def _class_name(cls, module):
    return cls.__name__ if cls.__module__ == module else "%s.%s" % (cls.__module__, cls.__name__)


def _shows(name, cls, value):
    if name in _LEFT_OUT:
        return False
    if name in ("__dict__", "__weakref__") or not name.startswith("__") or not name.endswith("__"):
        return not name.startswith("_") or name in ("__dict__", "__weakref__") or name == "_fields"
    return True


def _class(thing, name=None):
    real = thing.__name__
    name = name or real
    title = "class " + real if name == real else name + " = class " + real
    if thing.__bases__:
        title += "(%s)" % ", ".join([_class_name(base, thing.__module__) for base in thing.__bases__])
    lines = []
    signature = _signature(thing)
    if signature and signature != "()":
        lines += [name + signature, ""]
    doc = _doc(thing) if thing.__doc__ else ""
    if doc:
        lines += doc.split("\n") + [""]
    order = inspect.getmro(thing)
    if len(order) > 2:
        lines.append("Method resolution order:")
        lines += ["    " + _class_name(base, thing.__module__) for base in order] + [""]
    lines += _attributes(thing, order)
    while lines and not lines[-1]:
        lines.pop()
    return title + "\n" + "\n".join([" |  " + line for line in lines]) + "\n"


_KINDS = (
    ("Methods %s", "method"), ("Class methods %s", "class method"), ("Static methods %s", "static method"),
    ("Readonly properties %s", "readonly property"), ("Data descriptors %s", "data descriptor"),
    ("Data and other attributes %s", "data"),
)


def _kind(value, kind):
    if kind == "data" and (inspect.isdatadescriptor(value)):
        kind = "data descriptor"
    if isinstance(value, property) and value.fset is None:
        kind = "readonly property"
    return "data descriptor" if kind == "property" else kind


def _attributes(thing, order):
    found = [(name, _kind(value, kind), cls, value) for name, kind, cls, value in inspect.classify_class_attrs(thing)
             if _shows(name, thing, value)]
    # Every object can be referred to weakly; it is no attribute here.
    found += [("__weakref__", kind, cls, value) for name, kind, cls, value in found if name == "__dict__"]
    lines, begun = [], False
    # Of each class its own; what `object` has is known.
    for cls in order:
        if cls is builtins.object and thing is not builtins.object:
            continue
        words = "defined here" if cls is thing else "inherited from " + _class_name(cls, thing.__module__)
        for title, kind in _KINDS:
            chosen = sorted([(name, value) for name, one, home, value in found if one == kind and home is cls])
            if not chosen:
                continue
            if begun:
                lines += [_RULE]
            begun = True
            lines += [title % words + ":", ""]
            for name, value in chosen:
                lines += _attribute(thing, name, kind, value).rstrip("\n").split("\n") + [""]
                if inspect.isclass(getattr(thing, name, None)) and kind == "data" and _doc(value):
                    lines.append("")
    return lines


def _attribute(thing, name, kind, value):
    if kind in ("method", "class method", "static method"):
        bound = getattr(thing, name, value)
        return _routine(bound, name, thing) if inspect.isroutine(bound) else _other(bound, name)
    if kind in ("readonly property", "data descriptor"):
        doc = {"__dict__": "dictionary for instance variables (if defined)",
               "__weakref__": "list of weak references to the object (if defined)"}.get(name)
        return name + "\n" + _indented(doc) if doc else _data_descriptor(value, name)
    value = getattr(thing, name, value)
    doc = _doc(value) if inspect.isroutine(value) or inspect.isclass(value) else None
    return _other(value, name, 70, doc)


def _module(thing):
    doc = _doc(thing)
    first, _, rest = doc.partition("\n")
    text = "NAME\n    " + thing.__name__ + (" - " + first if first else "") + "\n"
    if rest.strip():
        text += "\nDESCRIPTION\n" + _indented(rest.lstrip("\n")) + "\n"
    names = getattr(thing, "__all__", None)

    def mine(name, value):
        if names is not None:
            return name in names
        return not name.startswith("_") and (getattr(value, "__module__", thing.__name__) == thing.__name__)

    members = [(name, value) for name, value in sorted(vars(thing).items()) if mine(name, value)]
    classes = [(name, value) for name, value in members if inspect.isclass(value)]
    functions = [(name, value) for name, value in members if inspect.isroutine(value)]
    data = [(name, value) for name, value in members
            if not inspect.isclass(value) and not inspect.isroutine(value) and not inspect.ismodule(value)]
    if classes:
        tree = inspect.getclasstree([value for _, value in classes], True)
        parts = [_tree(tree, thing.__name__)] + [_documented(value, name) for name, value in classes]
        text += "\nCLASSES\n" + _indented("\n".join(parts).rstrip("\n")) + "\n"
    if functions:
        text += "\nFUNCTIONS\n" + _indented("\n".join([_routine(value, name) for name, value in functions]).rstrip("\n")) + "\n"
    if data:
        text += "\nDATA\n" + _indented("\n".join([_other(value, name, 70).rstrip("\n") for name, value in data])) + "\n"
    for title in ("version", "author"):
        value = getattr(thing, "__%s__" % title, None)
        if value is not None:
            text += "\n%s\n    %s\n" % (title.upper(), value)
    return text + "\nFILE\n    " + (getattr(thing, "__file__", None) or "(built-in)") + "\n"


def _tree(tree, module, prefix=""):
    text = ""
    for entry in tree:
        if isinstance(entry, tuple):
            cls, bases = entry
            text += prefix + _class_name(cls, module)
            if bases and bases != (builtins.object,) and len(bases) > 1:
                text += "(%s)" % ", ".join([_class_name(base, module) for base in bases])
            text += "\n"
        else:
            text += _tree(entry, module, prefix + "    ")
    return text
