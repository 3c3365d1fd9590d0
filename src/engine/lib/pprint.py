"""Printing nested data readably."""

import collections
import re
import sys
import types
from operator import itemgetter

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints data so that it fits a width."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that `pprint` prints."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """`pprint`, with dicts in their order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Its text on one line, even if it is in itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Whether its text could be evaluated."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Whether it is in itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    # What cannot be ordered is ordered by the names of the types.

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _item_key(item):
    return _safe_key(item[0]), _safe_key(item[1])


def _sorted_items(dict):
    # Keys of one kind that has an order differ, so that values are not compared.
    kinds = set(map(type, dict))
    return sorted(dict.items(), key=_first if len(kinds) == 1 and kinds <= _ORDERED else _item_key)


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


class PrettyPrinter:
    """Prints data so that it fits a width."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth, self._indent_per_level, self._width = depth, indent, width
        self._stream = sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers
        # What is shown as its `repr` says; only a deriving class may have another way.
        self._plain = () if type(self) is not PrettyPrinter else _SCALARS if underscore_numbers else _SCALARS | {int}

    def pprint(self, object):
        """Prints it."""
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        """The text."""
        parts = []
        self._format(object, parts.append, 0, 0, {}, 0)
        return "".join(parts)

    def isrecursive(self, object):
        """Whether it is in itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """Whether its text could be evaluated."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Its text on one line, whether that could be evaluated, whether the object is in itself."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        if type(object) in self._plain:
            return repr(object)
        return self.format(object, context.copy(), self._depth, level)[0]

    # On several lines. `indent` is how far to the right the text begins, `allowance` how much will come behind it.

    def _format(self, object, write, indent, allowance, context, level):
        key = id(object)
        if key in context:
            write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            show = _SHOWN.get(type(object).__repr__)
            if show is None and _is_plain_dataclass(object):
                show = PrettyPrinter._show_dataclass
            if show is not None:
                context[key] = 1
                show(self, object, write, indent, allowance, context, level + 1)
                del context[key]
                return
        write(text)

    def _margin(self, write):
        write((self._indent_per_level - 1) * " ")

    def _pairs(self, items, write, indent, allowance, context, level):
        # Keys and values of a dict.
        indent += self._indent_per_level
        items = list(items)
        for at, (key, value) in enumerate(items):
            last = at == len(items) - 1
            text = self._repr(key, context, level)
            write(text + ": ")
            self._format(value, write, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                write(",\n" + " " * indent)

    def _names(self, items, write, indent, allowance, context, level):
        # Attributes and their values.
        for at, (name, value) in enumerate(items):
            last = at == len(items) - 1
            write(name + "=")
            if id(value) in context:
                # As an object shows itself in itself.
                write("...")
            else:
                self._format(value, write, indent + len(name) + 1, allowance if last else 1, context, level)
            if not last:
                write(",\n" + " " * indent)

    def _items(self, items, write, indent, allowance, context, level):
        indent += self._indent_per_level
        self._margin(write)
        line = ",\n" + " " * indent
        before = ""
        # How much room there is in this line, with the two characters of a delimiter.
        room = full = self._width - indent + 1
        items = list(items)
        for at, item in enumerate(items):
            last = at == len(items) - 1
            if last:
                full -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if room < needed:
                    room = full
                    before = before and line
                if room >= needed:
                    room -= needed
                    write(before + text)
                    before = ", "
                    continue
            write(before)
            before = line
            self._format(item, write, indent, allowance if last else 1, context, level)

    def _show_dict(self, object, write, indent, allowance, context, level):
        write("{")
        self._margin(write)
        if object:
            items = _sorted_items(object) if self._sort_dicts else object.items()
            self._pairs(items, write, indent, allowance + 1, context, level)
        write("}")

    def _show_list(self, object, write, indent, allowance, context, level):
        write("[")
        self._items(object, write, indent, allowance + 1, context, level)
        write("]")

    def _show_tuple(self, object, write, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        write("(")
        self._items(object, write, indent, allowance + len(end), context, level)
        write(end)

    def _show_set(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        begin, end = "{", "}"
        if type(object) is not set:
            begin, end = type(object).__name__ + "({", "})"
            indent += len(begin) - 1
        write(begin)
        self._items(sorted(object, key=_safe_key), write, indent, allowance + len(end), context, level)
        write(end)

    def _show_str(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        room = self._width - indent
        chunks = []
        lines = object.splitlines(True)
        for at, line in enumerate(lines):
            last = at == len(lines) - 1
            if len(repr(line)) <= room - (allowance if last else 0):
                chunks.append(repr(line))
                continue
            words = [word for word in re.findall(r"\S*\s*", line) if word]
            current = ""
            for place, word in enumerate(words):
                end = allowance if last and place == len(words) - 1 else 0
                if len(repr(current + word)) <= room - end:
                    current += word
                else:
                    if current:
                        chunks.append(repr(current))
                    current = word
            if current:
                chunks.append(repr(current))
        self._chunks(chunks, write, indent, level == 1 and len(chunks) > 1)

    def _chunks(self, chunks, write, indent, brackets):
        text = ("\n" + " " * indent).join(chunks)
        write(f"({text})" if brackets else text)

    def _show_bytes(self, object, write, indent, allowance, context, level):
        if len(object) <= 4:
            write(repr(object))
            return
        brackets = level == 1
        if brackets:
            indent += 1
            allowance += 1
        room = self._width - indent
        chunks, current = [], b""
        end = len(object) // 4 * 4
        for at in range(0, len(object), 4):
            part = object[at:at + 4]
            if at == end:
                room -= allowance
            if len(repr(current + part)) <= room:
                current += part
            else:
                if current:
                    chunks.append(repr(current))
                current = part
        if current:
            chunks.append(repr(current))
        self._chunks(chunks, write, indent, brackets)

    def _show_bytearray(self, object, write, indent, allowance, context, level):
        write("bytearray(")
        self._show_bytes(bytes(object), write, indent + 10, allowance + 1, context, level + 1)
        write(")")

    def _show_ordered_dict(self, object, write, indent, allowance, context, level):
        self._wrapped(object, list(object.items()), write, indent, allowance, context, level)

    def _show_mapping_proxy(self, object, write, indent, allowance, context, level):
        write("mappingproxy(")
        self._format(object.copy(), write, indent + 13, allowance + 1, context, level)
        write(")")

    def _wrapped(self, object, inner, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__ + "("
        write(name)
        self._format(inner, write, indent + len(name), allowance + 1, context, level)
        write(")")

    def _show_default_dict(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__ + "("
        indent += len(name)
        write(f"{name}{self._repr(object.default_factory, context, level)},\n{' ' * indent}")
        self._show_dict(object, write, indent, allowance + 1, context, level)
        write(")")

    def _show_counter(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__ + "("
        write(name + "{")
        self._margin(write)
        self._pairs(object.most_common(), write, indent + len(name), allowance + 2, context, level)
        write("})")

    def _show_chain_map(self, object, write, indent, allowance, context, level):
        if not object.maps:
            write(repr(object))
            return
        name = type(object).__name__ + "("
        indent += len(name)
        write(name)
        for at, mapping in enumerate(object.maps):
            last = at == len(object.maps) - 1
            self._format(mapping, write, indent, allowance + 1 if last else 1, context, level)
            write(")" if last else ",\n" + " " * indent)

    def _show_deque(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__ + "("
        indent += len(name)
        write(name + "[")
        if object.maxlen is None:
            self._items(object, write, indent, allowance + 2, context, level)
            write("])")
        else:
            self._items(object, write, indent, 2, context, level)
            write(f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})")

    def _show_user(self, object, write, indent, allowance, context, level):
        self._format(object.data, write, indent, allowance, context, level - 1)

    def _show_namespace(self, object, write, indent, allowance, context, level):
        name = ("namespace" if type(object) is types.SimpleNamespace else type(object).__name__) + "("
        write(name)
        self._names(object.__dict__.items(), write, indent + len(name), allowance, context, level)
        write(")")

    def _show_dataclass(self, object, write, indent, allowance, context, level):
        from dataclasses import fields
        name = type(object).__name__ + "("
        items = [(field.name, getattr(object, field.name)) for field in fields(object) if field.repr]
        write(name)
        self._names(items, write, indent + len(name), allowance, context, level)
        write(")")

    # On one line.

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _SCALARS:
            return repr(object), True, False
        show = kind.__repr__
        if show is _TUPLE and issubclass(kind, tuple):
            begin, end = "(", ",)" if len(object) == 1 else ")"
        elif show is _LIST and issubclass(kind, list):
            begin, end = "[", "]"
        elif show is _DICT and issubclass(kind, dict):
            begin, end = "{", "}"
        elif show is _INT and issubclass(kind, int):
            return f"{object:_d}" if self._underscore_numbers else repr(object), True, False
        else:
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        if not object:
            return begin + (end if begin != "(" else ")"), True, False
        key = id(object)
        if maxlevels and level >= maxlevels:
            return f"{begin}...{end}", False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        level += 1
        parts, readable, recursive = [], True, False
        plain = self._plain
        format = self._safe_repr if plain else self.format
        if begin == "{":
            for name, item in _sorted_items(object) if self._sort_dicts else object.items():
                if type(name) in plain:
                    text = repr(name)
                else:
                    text, is_readable, is_recursive = format(name, context, maxlevels, level)
                    if not is_readable:
                        readable = False
                    if is_recursive:
                        recursive = True
                if type(item) in plain:
                    parts.append(f"{text}: {item!r}")
                else:
                    shown, is_readable, is_recursive = format(item, context, maxlevels, level)
                    parts.append(f"{text}: {shown}")
                    if not is_readable:
                        readable = False
                    if is_recursive:
                        recursive = True
        else:
            for item in object:
                if type(item) in plain:
                    parts.append(repr(item))
                else:
                    text, is_readable, is_recursive = format(item, context, maxlevels, level)
                    parts.append(text)
                    if not is_readable:
                        readable = False
                    if is_recursive:
                        recursive = True
        del context[key]
        return begin + ", ".join(parts) + end, readable, recursive


def _is_plain_dataclass(object):
    # A data class that shows itself as data classes do.
    params = getattr(type(object), "__dataclass_params__", None)
    inner = getattr(type(object).__repr__, "__wrapped__", None)
    return params is not None and params.repr and "__create_fn__" in getattr(inner, "__qualname__", "")


_SCALARS = frozenset([str, bytes, bytearray, float, complex, bool, type(None)])
_ORDERED = frozenset([str, int])
_first = itemgetter(0)
_INT, _TUPLE, _LIST, _DICT = int.__repr__, tuple.__repr__, list.__repr__, dict.__repr__
_SHOWN = {
    dict.__repr__: PrettyPrinter._show_dict,
    list.__repr__: PrettyPrinter._show_list,
    tuple.__repr__: PrettyPrinter._show_tuple,
    set.__repr__: PrettyPrinter._show_set,
    frozenset.__repr__: PrettyPrinter._show_set,
    str.__repr__: PrettyPrinter._show_str,
    bytes.__repr__: PrettyPrinter._show_bytes,
    bytearray.__repr__: PrettyPrinter._show_bytearray,
    types.MappingProxyType.__repr__: PrettyPrinter._show_mapping_proxy,
    types.SimpleNamespace.__repr__: PrettyPrinter._show_namespace,
    collections.OrderedDict.__repr__: PrettyPrinter._show_ordered_dict,
    collections.defaultdict.__repr__: PrettyPrinter._show_default_dict,
    collections.Counter.__repr__: PrettyPrinter._show_counter,
    collections.deque.__repr__: PrettyPrinter._show_deque,
    collections.ChainMap.__repr__: PrettyPrinter._show_chain_map,
    collections.UserDict.__repr__: PrettyPrinter._show_user,
    collections.UserList.__repr__: PrettyPrinter._show_user,
    collections.UserString.__repr__: PrettyPrinter._show_user,
}
