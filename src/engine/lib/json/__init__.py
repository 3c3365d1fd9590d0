"""JSON (RFC 8259), as CPython's `json` reads and writes it."""

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class JSONDecodeError(ValueError):
    """The text is not JSON."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


JSONDecodeError.__module__ = "json.decoder"


def _quote(text, ascii_only):
    parts = ['"']
    for char in text:
        if char in _ESCAPES:
            parts.append(_ESCAPES[char])
        elif char < " " or (ascii_only and char > "~"):
            code = ord(char)
            if code > 0xFFFF:
                code -= 0x10000
                parts.append("\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF)))
            else:
                parts.append("\\u%04x" % code)
        else:
            parts.append(char)
    parts.append('"')
    return "".join(parts)


class JSONEncoder:
    """Writes JSON."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What stands for an object that JSON does not know."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The text."""
        parts = []
        self._write(o, parts, "\n", set())
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        """The text in pieces."""
        parts = []
        self._write(o, parts, "\n", set())
        yield from parts

    def _number(self, value):
        if value != value:
            text = "NaN"
        elif value in (float("inf"), float("-inf")):
            text = "Infinity" if value > 0 else "-Infinity"
        else:
            return float.__repr__(value)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _simple(self, o):
        if isinstance(o, str):
            return _quote(o, self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._number(o)
        return None

    def _write(self, o, parts, newline, open_objects):
        text = self._simple(o)
        if text is not None:
            parts.append(text)
            return
        if self.check_circular:
            if id(o) in open_objects:
                raise ValueError("Circular reference detected")
            open_objects.add(id(o))
        if isinstance(o, (list, tuple)):
            self._write_items("[]", [(None, item) for item in o], parts, newline, open_objects)
        elif isinstance(o, dict):
            self._write_items("{}", self._keys(o), parts, newline, open_objects)
        else:
            self._write(self.default(o), parts, newline, open_objects)
        open_objects.discard(id(o))

    def _keys(self, o):
        items = sorted(o.items()) if self.sort_keys else o.items()
        for key, value in items:
            if isinstance(key, str):
                yield key, value
            elif key is None or isinstance(key, (int, float)):
                yield self._simple(key), value
            elif not self.skipkeys:
                raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def _write_items(self, brackets, items, parts, newline, open_objects):
        inner = newline + self.indent if self.indent is not None else ""
        first = True
        parts.append(brackets[0])
        for key, value in items:
            if not first:
                parts.append(self.item_separator)
            parts.append(inner)
            first = False
            if key is not None:
                parts.append(_quote(key, self.ensure_ascii))
                parts.append(self.key_separator)
            self._write(value, parts, inner or newline, open_objects)
        if not first and self.indent is not None:
            parts.append(newline)
        parts.append(brackets[1])


class JSONDecoder:
    """Reads JSON."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.object_pairs_hook = object_pairs_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or {"NaN": float("nan"), "Infinity": float("inf"),
                                                 "-Infinity": float("-inf")}.__getitem__
        self.strict = strict

    def decode(self, s):
        """The value of a text."""
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """The value at a place, and where it ends."""
        return self._value(s, idx)

    def _value(self, s, i):
        char = s[i:i + 1]
        if char == '"':
            return self._string(s, i + 1)
        if char == "{":
            return self._object(s, i + 1)
        if char == "[":
            return self._array(s, i + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if s.startswith(word, i):
                return value, i + len(word)
        for word in ("NaN", "Infinity", "-Infinity"):
            if s.startswith(word, i):
                return self.parse_constant(word), i + len(word)
        end = i + (char == "-")
        digits = end
        while end < len(s) and s[end] in "0123456789":
            end += 1
        if end == digits:
            raise JSONDecodeError("Expecting value", s, i)
        if s[digits] == "0":
            end = digits + 1
        whole = end
        if s[end:end + 1] == "." and s[end + 1:end + 2].isdigit():
            end += 1
            while end < len(s) and s[end] in "0123456789":
                end += 1
        if s[end:end + 1] in ("e", "E"):
            exponent = end + 1 + (s[end + 1:end + 2] in ("+", "-"))
            if s[exponent:exponent + 1].isdigit():
                end = exponent
                while end < len(s) and s[end] in "0123456789":
                    end += 1
        if end == whole:
            return self.parse_int(s[i:end]), end
        return self.parse_float(s[i:end]), end

    def _string(self, s, i):
        begin = i - 1
        parts = []
        while True:
            start = i
            while i < len(s) and s[i] not in '"\\' and (s[i] >= " " or not self.strict):
                i += 1
            parts.append(s[start:i])
            if i >= len(s):
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            char = s[i]
            if char == '"':
                return "".join(parts), i + 1
            if char != "\\":
                raise JSONDecodeError("Invalid control character at", s, i)
            escape = s[i + 1:i + 2]
            if not escape:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if escape != "u":
                if escape not in _UNESCAPES:
                    raise JSONDecodeError("Invalid \\escape", s, i)
                parts.append(_UNESCAPES[escape])
                i += 2
                continue
            code = self._code(s, i)
            i += 6
            if 0xD800 <= code < 0xDC00 and s.startswith("\\u", i):
                low = self._code(s, i)
                if 0xDC00 <= low < 0xE000:
                    code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
                    i += 6
            parts.append(chr(code))

    def _code(self, s, i):
        digits = s[i + 2:i + 6]
        try:
            if len(digits) != 4 or digits[1] in "xX":
                raise ValueError
            return int(digits, 16)
        except ValueError:
            raise JSONDecodeError("Invalid \\uXXXX escape", s, i + 1) from None

    def _object(self, s, i):
        pairs = []
        i = _skip(s, i)
        if s[i:i + 1] != "}":
            while True:
                if s[i:i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = self._string(s, i + 1)
                i = _skip(s, i)
                if s[i:i + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, _skip(s, i + 1))
                pairs.append((key, value))
                i = _skip(s, i)
                if s[i:i + 1] == "}":
                    break
                if s[i:i + 1] != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                i = _skip(s, i + 1)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i + 1
        result = dict(pairs)
        return (result if self.object_hook is None else self.object_hook(result)), i + 1

    def _array(self, s, i):
        items = []
        i = _skip(s, i)
        if s[i:i + 1] == "]":
            return items, i + 1
        while True:
            value, i = self._value(s, i)
            items.append(value)
            i = _skip(s, i)
            if s[i:i + 1] == "]":
                return items, i + 1
            if s[i:i + 1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip(s, i + 1)


def _skip(s, i):
    while i < len(s) and s[i] in " \t\n\r":
        i += 1
    return i


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """The JSON text of an object."""
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
        indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    """Writes the JSON text of an object."""
    fp.write(dumps(obj, **kw))


def loads(s, *, cls=None, **kw):
    """The object of a JSON text."""
    if isinstance(s, (bytes, bytearray)):
        s = s.decode()
    elif not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    """Reads the object of a JSON text."""
    return loads(fp.read(), **kw)
