"""Texts with places for values: what `string` has beside kinds of characters."""

import re


def field_name_split(field_name):
    """The first part of a field's name, and an iterator over (whether it is an attribute, its name or key)."""
    if not isinstance(field_name, str):
        raise TypeError(f"expected str, got {type(field_name).__name__}")
    end = min([place for place in (field_name.find("."), field_name.find("[")) if place >= 0], default=len(field_name))
    first = field_name[:end]
    return int(first) if first.isdigit() else first, _parts(field_name, end)


def _parts(name, place):
    while place < len(name):
        char = name[place]
        if char == ".":
            found = re.compile(r"[^.\[]*").match(name, place + 1)
            part, place = found.group(), found.end()
        elif char == "[":
            end = name.find("]", place)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            part, place = name[place + 1:end], end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not part:
            raise ValueError("Empty attribute in format string")
        yield char == ".", int(part) if char == "[" and part.isdigit() else part


def formatter_parser(text):
    """Yields (text, field, specification, conversion); the last three are None where no field follows."""
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")
    place, size = 0, len(text)
    while place < size:
        begin = place
        while place < size and text[place] not in "{}":
            place += 1
        if place == size:
            yield text[begin:], None, None, None
            return
        if text[place:place + 2] in ("{{", "}}"):
            yield text[begin:place + 1], None, None, None
            place += 2
            continue
        if text[place] == "}" or place + 1 == size:
            raise ValueError(f"Single '{text[place]}' encountered in format string")
        literal = text[begin:place]
        place += 1
        begin, bracket = place, False
        while place < size and (bracket or text[place] not in "}:!"):
            if text[place] == "{":
                raise ValueError("unexpected '{' in field name")
            bracket = text[place] == "[" or bracket and text[place] != "]"
            place += 1
        if place == size:
            raise ValueError("expected '}' before end of string")
        name, conversion = text[begin:place], None
        if text[place] == "!":
            if place + 1 == size:
                raise ValueError("end of string while looking for conversion specifier")
            conversion = text[place + 1]
            place += 2
            if place < size and text[place] not in ":}":
                raise ValueError("expected ':' after conversion specifier")
        begin, depth = place + 1, 1
        if text[place:place + 1] == "}":
            begin, depth = place, 0
        while depth:
            place += 1
            if place >= size:
                raise ValueError("unmatched '{' in format spec")
            depth += {"{": 1, "}": -1}.get(text[place], 0)
        yield literal, name, text[begin:place], conversion
        place += 1


class Formatter:
    """`str.format` as an object."""

    __module__ = "string"

    def format(self, format_string, /, *args, **kwargs):
        """Formats."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Formats with a tuple and a dict."""
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        # The next number of a field without a name goes from field to field; it is False once a field has a number.
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            if name == "" and auto_arg_index is not False:
                name = str(auto_arg_index)
                auto_arg_index += 1
            elif name == "" or name.isdigit():
                if name == "" or auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            value, key = self.get_field(name, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            parts.append(self.format_field(value, spec))
        return "".join(parts), auto_arg_index

    def parse(self, format_string):
        """Yields (text, field, specification, conversion); the last three are None where no field follows."""
        return formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object that a field names, and the first part of the name."""
        first, rest = field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, part in rest:
            value = getattr(value, part) if is_attribute else value[part]
        return value, first

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
        convert = {"s": str, "r": repr, "a": ascii}.get(conversion)
        if convert is None:
            raise ValueError(f"Unknown conversion specifier {conversion}")
        return convert(value)


class Template:
    """Text with `$name` in it."""

    __module__ = "string"
    delimiter = "$"
    idpattern = "(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        pattern = cls.__dict__.get("pattern")
        if pattern is None:
            mark = re.escape(cls.delimiter)
            pattern = (f"{mark}(?:(?P<escaped>{mark})|(?P<named>{cls.idpattern})|"
                       f"{{(?P<braced>{cls.braceidpattern or cls.idpattern})}}|(?P<invalid>))")
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _fill(self, value_of, strict):
        def replaced(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return value_of(name, match.group())
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            if strict:
                self._invalid(match)
            return match.group()
        return self.pattern.sub(replaced, self.template)

    def _invalid(self, match):
        start = match.start("invalid")
        lines = self.template[:start].splitlines(keepends=True)
        row, column = len(lines) or 1, start - len("".join(lines[:-1]))
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (row, column if lines else 1))

    @staticmethod
    def _merged(mapping, kws):
        if not kws:
            return mapping
        from collections import ChainMap
        return ChainMap(kws, mapping)

    def substitute(self, mapping={}, /, **kws):
        """With the values; `KeyError` where one is missing."""
        values = self._merged(mapping, kws)
        return self._fill(lambda name, whole: str(values[name]), True)

    def safe_substitute(self, mapping={}, /, **kws):
        """With the values that there are."""
        values = self._merged(mapping, kws)

        def value_of(name, whole):
            try:
                return str(values[name])
            except KeyError:
                return whole
        return self._fill(value_of, False)

    def is_valid(self):
        """Whether all places are as they must be."""
        return not any(self._kind(match) == "invalid" for match in self.pattern.finditer(self.template))

    def get_identifiers(self):
        """The names, each once."""
        names = {}
        for match in self.pattern.finditer(self.template):
            if self._kind(match) == "name":
                names[match.group("named") or match.group("braced")] = None
        return list(names)

    def _kind(self, match):
        if match.group("named") is not None or match.group("braced") is not None:
            return "name"
        if match.group("invalid") is not None:
            return "invalid"
        if match.group("escaped") is None:
            raise ValueError("Unrecognized named group in pattern", self.pattern)
        return "escaped"


Template.__init_subclass__()
