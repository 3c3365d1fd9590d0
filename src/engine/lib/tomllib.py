"""TOML 1.0 documents as dicts."""

import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ["loads", "load", "TOMLDecodeError"]

_BLANKS = re.compile(r"[ \t]*")
_BLANKS_AND_LINES = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_COMMENT = re.compile(r"#[^\n]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# What a text may hold as it stands, by its kind of quotes; tabs are allowed in all, line ends in the last two.
_PLAIN = {
    '"': re.compile(r'[^"\\\x00-\x08\x0a-\x1f\x7f]*'),
    "'": re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*"),
    '"' * 3: re.compile(r'[^"\\\x00-\x08\x0b-\x1f\x7f]*'),
    "'" * 3: re.compile(r"[^'\x00-\x08\x0b-\x1f\x7f]*"),
}
_ILLEGAL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_NUMBER = re.compile(
    r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
    r"|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<fraction>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)"
)
_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?"
_TIME = re.compile(_CLOCK)
_MOMENT = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(?:[Tt ]" + _CLOCK + r"(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?"
)


class TOMLDecodeError(ValueError):
    """The text is no TOML; it tells where."""


def load(fp, /, *, parse_float=float):
    """The document in a file that is open in binary mode."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The document in a text. `parse_float` makes floats of their texts."""
    return _Document(s.replace("\r\n", "\n"), _checked(parse_float)).read()


def _checked(parse_float):
    if parse_float is float:
        return float

    def checked(text):
        number = parse_float(text)
        if isinstance(number, (dict, list)):
            raise ValueError("parse_float must not return dicts or lists")
        return number

    return checked


class _Table:
    # What is known of one table while the document is read: its values and the tables within.

    def __init__(self, values=None):
        self.values = {} if values is None else values
        self.tables = {}
        # Said by a header of its own; given by dotted keys or written inline, so that headers may not add to it; a row of tables.
        self.declared = False
        self.closed = False
        self.frozen = False
        self.row = None


class _Document:
    def __init__(self, text, parse_float):
        self.text = text
        self.at = 0
        self.parse_float = parse_float
        self.root = _Table()

    def wrong(self, message, at=None):
        at = self.at if at is None else at
        if at >= len(self.text):
            return TOMLDecodeError(message + " (at end of document)")
        line = self.text.count("\n", 0, at) + 1
        return TOMLDecodeError("%s (at line %d, column %d)" % (message, line, at - self.text.rfind("\n", 0, at)))

    def skip(self, pattern):
        self.at = pattern.match(self.text, self.at).end()

    def sees(self, text):
        return self.text.startswith(text, self.at)

    def comment(self):
        if self.sees("#"):
            end = _COMMENT.match(self.text, self.at).end()
            illegal = _ILLEGAL.search(self.text, self.at, end)
            if illegal:
                raise self.wrong("Found invalid character %r" % illegal[0], illegal.start())
            self.at = end

    def gaps(self):
        # Blanks, line ends and comments within an array.
        while True:
            start = self.at
            while self.text[self.at:self.at + 1] in (" ", "\t", "\n"):
                self.at += 1
            self.comment()
            if self.at == start:
                return

    def read(self):
        table, header = self.root, ()
        while True:
            self.skip(_BLANKS)
            first = self.text[self.at:self.at + 1]
            if not first:
                return self.root.values
            if first == "[":
                if self.sees("[["):
                    table, header = self.row_header()
                else:
                    table, header = self.table_header()
                self.skip(_BLANKS)
            elif first not in "\n#":
                if not (first in "\"'" or _BARE_KEY.match(first)):
                    raise self.wrong("Invalid statement")
                self.statement(table, header)
                self.skip(_BLANKS)
            self.comment()
            if self.at >= len(self.text):
                return self.root.values
            if not self.sees("\n"):
                raise self.wrong("Expected newline or end of document after a statement")
            self.at += 1

    def table_header(self):
        self.at += 1
        self.skip(_BLANKS)
        key = self.key()
        table = self.within(key, "Cannot declare %r twice")
        found = table.tables.get(key[-1])
        if found is not None and (found.declared or found.closed or found.frozen or found.row is not None):
            raise self.wrong("Cannot declare %r twice" % (key,))
        if found is None:
            if key[-1] in table.values:
                raise self.wrong("Cannot overwrite a value")
            found = self.new_table(table, key[-1])
        found.declared = True
        if not self.sees("]"):
            raise self.wrong("Expected ']' at the end of a table declaration")
        self.at += 1
        return found, key

    def row_header(self):
        self.at += 2
        self.skip(_BLANKS)
        key = self.key()
        table = self.within(key, "Cannot mutate immutable namespace %r")
        found = table.tables.get(key[-1])
        if found is None:
            if key[-1] in table.values:
                raise self.wrong("Cannot overwrite a value")
            found = table.tables[key[-1]] = _Table()
            found.row = table.values[key[-1]] = []
        elif found.row is None:
            if found.frozen:
                raise self.wrong("Cannot mutate immutable namespace %r" % (key,))
            raise self.wrong("Cannot overwrite a value")
        # Its tables are those of the newest row.
        found.values, found.tables = {}, {}
        found.row.append(found.values)
        if not self.sees("]]"):
            raise self.wrong("Expected ']]' at the end of an array declaration")
        self.at += 2
        return found, key

    def new_table(self, table, name):
        found = table.tables[name] = _Table()
        table.values[name] = found.values
        return found

    def within(self, key, refusal):
        # The table in which a header's last name lies; those on the way are made where there are none.
        table = self.root
        for name in key[:-1]:
            found = table.tables.get(name)
            if found is None:
                if name in table.values:
                    raise self.wrong("Cannot overwrite a value")
                found = self.new_table(table, name)
            elif found.frozen:
                raise self.wrong(refusal % (key,))
            table = found
        return table

    def statement(self, table, header):
        key, value, frozen = self.pair()
        place = table
        for count, name in enumerate(key[:-1], 1):
            found = place.tables.get(name)
            if found is None:
                if name in place.values:
                    raise self.wrong("Cannot overwrite a value")
                found = self.new_table(place, name)
                found.closed = True
            elif found.frozen or found.row is not None:
                raise self.wrong("Cannot mutate immutable namespace %r" % (header + key[:-1],))
            elif found.declared:
                raise self.wrong("Cannot redefine namespace %r" % (header + key[:count],))
            found.closed = True
            place = found
        name = key[-1]
        if name in place.values:
            raise self.wrong("Cannot overwrite a value")
        if frozen is not None:
            place.tables[name] = frozen
        place.values[name] = value

    def pair(self):
        key = self.key()
        if not self.sees("="):
            raise self.wrong("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip(_BLANKS)
        value, frozen = self.value()
        return key, value, frozen

    def key(self):
        parts = [self.key_part()]
        self.skip(_BLANKS)
        while self.sees("."):
            self.at += 1
            self.skip(_BLANKS)
            parts.append(self.key_part())
            self.skip(_BLANKS)
        return tuple(parts)

    def key_part(self):
        bare = _BARE_KEY.match(self.text, self.at)
        if bare:
            self.at = bare.end()
            return bare[0]
        first = self.text[self.at:self.at + 1]
        if first in ('"', "'"):
            return self.string(first)
        raise self.wrong("Invalid initial character for a key part")

    def value(self):
        # And what is known of it, if it is a table or an array.
        first = self.text[self.at:self.at + 1]
        if first in ('"', "'"):
            return self.string(first * 3 if self.sees(first * 3) else first), None
        if first == "[":
            return self.array()
        if first == "{":
            return self.inline_table()
        for word, value in (("true", True), ("false", False)):
            if self.sees(word):
                self.at += len(word)
                return value, None
        moment = _MOMENT.match(self.text, self.at)
        if moment:
            try:
                value = _moment(moment)
            except ValueError as error:
                raise self.wrong("Invalid date or datetime") from error
            self.at = moment.end()
            return value, None
        clock = _TIME.match(self.text, self.at)
        if clock:
            self.at = clock.end()
            return _time(*clock.groups()), None
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            if number["fraction"]:
                return self.parse_float(number[0]), None
            return int(number[0], 0 if number[0][:2] in ("0x", "0b", "0o") else 10), None
        for word in ("inf", "nan", "+inf", "-inf", "+nan", "-nan"):
            if self.sees(word):
                self.at += len(word)
                return self.parse_float(word), None
        raise self.wrong("Invalid value")

    def array(self):
        self.at += 1
        items = []
        self.gaps()
        while not self.sees("]"):
            items.append(self.value()[0])
            self.gaps()
            if self.sees(","):
                self.at += 1
                self.gaps()
            elif not self.sees("]"):
                raise self.wrong("Unclosed array")
        self.at += 1
        known = _Table()
        known.frozen = True
        return items, known

    def inline_table(self):
        self.at += 1
        whole = _Table()
        self.skip(_BLANKS)
        if self.sees("}"):
            self.at += 1
            _freeze(whole)
            return whole.values, whole
        while True:
            key, value, frozen = self.pair()
            place = whole
            for name in key[:-1]:
                found = place.tables.get(name)
                if found is None:
                    if name in place.values:
                        raise self.wrong("Cannot overwrite a value")
                    found = self.new_table(place, name)
                elif found.frozen:
                    raise self.wrong("Cannot mutate immutable namespace %r" % (key,))
                place = found
            if key[-1] in place.values:
                raise self.wrong("Duplicate inline table key %r" % key[-1])
            if frozen is not None:
                place.tables[key[-1]] = frozen
            place.values[key[-1]] = value
            self.skip(_BLANKS)
            if self.sees("}"):
                self.at += 1
                _freeze(whole)
                return whole.values, whole
            if not self.sees(","):
                raise self.wrong("Unclosed inline table")
            self.at += 1
            self.skip(_BLANKS)

    def string(self, quote):
        self.at += len(quote)
        several_lines = len(quote) == 3
        if several_lines and self.sees("\n"):
            self.at += 1
        plain, parts = _PLAIN[quote], []
        while True:
            piece = plain.match(self.text, self.at)
            parts.append(piece[0])
            self.at = piece.end()
            if self.at >= len(self.text):
                raise self.wrong("Unterminated string" if quote[0] == '"' else "Expected %r" % quote)
            if self.sees(quote):
                self.at += len(quote)
                if several_lines:
                    # Up to two more quotes belong to the text.
                    for _ in range(2):
                        if self.sees(quote[0]):
                            self.at += 1
                            parts.append(quote[0])
                return "".join(parts)
            char = self.text[self.at]
            if char == "\\":
                parts.append(self.escape(several_lines))
            elif several_lines and char == quote[0]:
                parts.append(char)
                self.at += 1
            else:
                raise self.wrong(("Illegal character %r" if quote[0] == '"' else "Found invalid character %r") % char)

    def escape(self, several_lines):
        start = self.at
        self.at += 2
        kind = self.text[start + 1:self.at]
        if several_lines and kind in ("\n", " ", "\t"):
            # A line end and all blanks up to the next character are left out.
            if kind != "\n":
                self.skip(_BLANKS)
                if self.at >= len(self.text):
                    return ""
                if not self.sees("\n"):
                    raise self.wrong("Unescaped '\\' in a string")
                self.at += 1
            while self.text[self.at:self.at + 1] in (" ", "\t", "\n"):
                self.at += 1
            return ""
        if kind in ("u", "U"):
            return self.scalar(4 if kind == "u" else 8)
        if kind in _ESCAPES:
            return _ESCAPES[kind]
        raise self.wrong("Unescaped '\\' in a string")

    def scalar(self, digits):
        text = self.text[self.at:self.at + digits]
        if len(text) != digits or not all(digit in "0123456789abcdefABCDEF" for digit in text):
            raise self.wrong("Invalid hex value")
        self.at += digits
        number = int(text, 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise self.wrong("Escaped character is not a Unicode scalar value")
        return chr(number)


def _freeze(table):
    table.frozen = True
    for inner in table.tables.values():
        _freeze(inner)


def _time(hour, minute, second, fraction):
    return time(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")) if fraction else 0)


def _moment(match):
    year, month, day, hour, minute, second, fraction, utc, sign, hours, minutes = match.groups()
    day = date(int(year), int(month), int(day))
    if hour is None:
        return day
    zone = None
    if utc:
        zone = timezone.utc
    elif sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-offset if sign == "-" else offset)
    return datetime.combine(day, _time(hour, minute, second, fraction), zone)
