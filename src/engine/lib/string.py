"""Kinds of characters, and templates."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """Text with `$name` in it."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _fill(self, values, strict):
        text = self.template
        parts = []
        place = 0
        while True:
            found = text.find(self.delimiter, place)
            if found < 0:
                parts.append(text[place:])
                return "".join(parts)
            parts.append(text[place:found])
            after = found + 1
            if text[after:after + 1] == self.delimiter:
                parts.append(self.delimiter)
                place = after + 1
                continue
            braced = text[after:after + 1] == "{"
            start = after + braced
            end = start
            while end < len(text) and (text[end] == "_" or (text[end].isascii() and text[end].isalnum())):
                end += 1
            name = text[start:end]
            if not name or name[0].isdigit() or (braced and text[end:end + 1] != "}"):
                if strict:
                    lines = text[:found].split("\n")
                    raise ValueError(f"Invalid placeholder in string: line {len(lines)}, col {len(lines[-1]) + 1}")
                parts.append(self.delimiter)
                place = after
                continue
            place = end + braced
            if name in values or strict:
                parts.append(str(values[name]))
            else:
                parts.append(text[found:place])

    def substitute(self, mapping={}, /, **kws):
        """With the values; `KeyError` where one is missing."""
        return self._fill({**mapping, **kws}, True)

    def safe_substitute(self, mapping={}, /, **kws):
        """With the values that there are."""
        return self._fill({**mapping, **kws}, False)


class Formatter:
    """`str.format` as an object."""

    def format(self, format_string, /, *args, **kwargs):
        """Formats."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Formats with a tuple and a dict."""
        used = set()
        text = self._text(format_string, args, kwargs, used, [0])
        self.check_unused_args(used, args, kwargs)
        return text

    def _text(self, format_string, args, kwargs, used, count):
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            parts.append(literal)
            if name is None:
                continue
            if name == "":
                name = str(count[0])
                count[0] += 1
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            parts.append(self.format_field(value, self._text(spec, args, kwargs, used, count)))
        return "".join(parts)

    def parse(self, format_string):
        """Yields (text, field, specification, conversion); the last three are None after the last field."""
        place, literal = 0, ""
        while place < len(format_string):
            char = format_string[place]
            if format_string[place:place + 2] in ("{{", "}}"):
                literal += char
                place += 2
                continue
            if char == "}":
                raise ValueError("Single '}' encountered in format string")
            if char != "{":
                literal += char
                place += 1
                continue
            start, depth = place + 1, 1
            while depth:
                place += 1
                if place >= len(format_string):
                    raise ValueError("expected '}' before end of string")
                depth += {"{": 1, "}": -1}.get(format_string[place], 0)
            head, _, spec = format_string[start:place].partition(":")
            name, mark, conversion = head.partition("!")
            yield literal, name, spec, conversion if mark else None
            place, literal = place + 1, ""
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        """The object that a field names, and the first part of the name."""
        first = field_name.replace("[", ".[").split(".")
        key = int(first[0]) if first[0].isdigit() else first[0]
        value = self.get_value(key, args, kwargs)
        for part in first[1:]:
            if part.startswith("["):
                index = part[1:].rstrip("]")
                value = value[int(index) if index.isdigit() else index]
            else:
                value = getattr(value, part)
        return value, key

    def get_value(self, key, args, kwargs):
        """The argument of a number or name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Accepts all."""

    def format_field(self, value, format_spec):
        """As `format`."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """What `!r` and its like stand for."""
        if conversion is None:
            return value
        if conversion not in ("s", "r", "a"):
            raise ValueError(f"Unknown conversion specifier {conversion}")
        return {"s": str, "r": repr, "a": ascii}[conversion](value)
