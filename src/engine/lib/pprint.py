"""Printing nested data readably."""

import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


class PrettyPrinter:
    """Prints data so that it fits a width."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort = compact, sort_dicts

    def pprint(self, object):
        """Prints it."""
        (self._stream or sys.stdout).write(self.pformat(object) + "\n")

    def pformat(self, object):
        """The text."""
        return self._format(object, 0, 0, 1, ())

    def _keys(self, mapping):
        if not self._sort:
            return list(mapping.items())
        try:
            return sorted(mapping.items())
        except TypeError:
            return sorted(mapping.items(), key=lambda item: (str(type(item[0])), id(item[0])))

    def _repr(self, obj, level, parents):
        # On one line.
        if id(obj) in parents:
            return f"<Recursion on {type(obj).__name__} with id={id(obj)}>"
        parents = parents + (id(obj),)
        too_deep = self._depth is not None and level > self._depth
        if type(obj) is dict and obj:
            if too_deep:
                return "{...}"
            return "{%s}" % ", ".join([
                f"{self._repr(key, level + 1, parents)}: {self._repr(value, level + 1, parents)}"
                for key, value in self._keys(obj)])
        if type(obj) in (list, tuple) and obj:
            brackets = "[%s]" if type(obj) is list else "(%s,)" if len(obj) == 1 else "(%s)"
            if too_deep:
                return brackets.replace(",", "") % "..."
            return brackets % ", ".join([self._repr(item, level + 1, parents) for item in obj])
        return repr(obj)

    def _format(self, obj, indent, allowance, level, parents):
        text = self._repr(obj, level, parents)
        if len(text) <= self._width - indent - allowance or id(obj) in parents:
            return text
        if self._depth is not None and level > self._depth:
            return text
        parents = parents + (id(obj),)
        pad = " " * (self._indent - 1)
        deeper = indent + self._indent
        if type(obj) is dict and obj:
            rows = []
            items = self._keys(obj)
            for number, (key, value) in enumerate(items):
                shown = self._repr(key, level + 1, parents)
                last = number == len(items) - 1
                rows.append(f"{shown}: " + self._format(
                    value, deeper + len(shown) + 2, allowance + 1 if last else 1, level + 1, parents))
            return "{" + pad + (",\n" + " " * deeper).join(rows) + "}"
        if type(obj) in (list, tuple, set, frozenset) and obj:
            opening, closing = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})")}[type(obj)]
            if type(obj) is tuple and len(obj) == 1:
                closing = ",)"
            items = list(obj)
            if type(obj) in (set, frozenset):
                try:
                    items.sort()
                except TypeError:
                    items.sort(key=repr)
                deeper += len(opening) - 1
            if self._compact:
                return opening + pad + self._packed(items, deeper, allowance, level, parents) + closing
            rows = []
            for number, item in enumerate(items):
                last = number == len(items) - 1
                rows.append(self._format(item, deeper, allowance + len(closing) if last else 1, level + 1, parents))
            return opening + pad + (",\n" + " " * deeper).join(rows) + closing
        if isinstance(obj, str) and type(obj).__repr__ is str.__repr__:
            return self._long_string(obj, indent, allowance, level)
        if hasattr(type(obj), "__dataclass_fields__") and type(obj).__dataclass_params__.repr:
            name = type(obj).__name__
            inner = indent + len(name) + 1
            fields = [field for field in type(obj).__dataclass_fields__.values() if field.repr]
            rows = []
            for number, field in enumerate(fields):
                last = number == len(fields) - 1
                rows.append(f"{field.name}=" + self._format(
                    getattr(obj, field.name), inner + len(field.name) + 1, allowance + 1 if last else 1,
                    level + 1, parents))
            return f"{name}(" + (",\n" + " " * inner).join(rows) + ")"
        return text

    def _packed(self, items, indent, allowance, level, parents):
        lines = []
        line = ""
        for number, item in enumerate(items):
            last = number == len(items) - 1
            shown = self._repr(item, level + 1, parents)
            if line and len(line) + 2 + len(shown) + (allowance + 1 if last else 1) <= self._width - indent:
                line += ", " + shown
                continue
            if line:
                lines.append(line)
            line = self._format(item, indent, allowance + 1 if last else 1, level + 1, parents)
        lines.append(line)
        return (",\n" + " " * indent).join(lines)

    def _long_string(self, text, indent, allowance, level):
        if level == 1:
            indent += 1
            allowance += 1
        rows = []
        lines = text.splitlines(True)
        for number, line in enumerate(lines):
            width = self._width - indent
            if len(repr(line)) <= width - (allowance if number == len(lines) - 1 else 0):
                rows.append(repr(line))
                continue
            piece = ""
            parts = []
            for word in line.replace(" ", " \0").split("\0"):
                parts.append(word)
            for place, word in enumerate(parts):
                room = width - (allowance if place == len(parts) - 1 and number == len(lines) - 1 else 0)
                if piece and len(repr(piece + word)) > room:
                    rows.append(repr(piece))
                    piece = word
                else:
                    piece += word
            if piece:
                rows.append(repr(piece))
        if len(rows) == 1:
            return rows[0]
        joined = ("\n" + " " * indent).join(rows)
        return f"({joined})" if level == 1 else joined

    def isrecursive(self, object):
        """Whether it contains itself."""
        return "<Recursion on " in self._repr(object, 1, ())

    def isreadable(self, object):
        """Whether it could be read back."""
        return not self.isrecursive(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints it."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Prints it, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """On one line."""
    return PrettyPrinter()._repr(object, 1, ())


def isrecursive(object):
    """Whether it contains itself."""
    return PrettyPrinter().isrecursive(object)


def isreadable(object):
    """Whether it could be read back."""
    return PrettyPrinter().isreadable(object)
