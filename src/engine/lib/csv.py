"""Tables as text: values with commas between them."""

import re

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel",
           "excel_tab", "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer",
           "unregister_dialect", "__version__", "DictReader", "DictWriter", "unix_dialect"]
__version__ = "1.0"

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    """The text is not as it must be."""

    __module__ = "_csv"


class Dialect:
    """How a table is written."""

    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        self._valid = self.__class__ != Dialect
        try:
            _Dialect(self)
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    """As Excel writes tables."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """As Excel writes tables with tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """As Unix programs write tables."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


_DEFAULTS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
             "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}


class _Dialect:
    # A dialect that has been looked at, and does not change any more.

    __slots__ = tuple(_DEFAULTS)

    def __init__(self, dialect=None, options={}):
        for name in options:
            if name not in _DEFAULTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        values = {name: options[name] if name in options else getattr(dialect, name, default)
                  for name, default in _DEFAULTS.items()}
        if "quotechar" in options and options["quotechar"] is None and "quoting" not in options and not hasattr(
                dialect, "quoting"):
            values["quoting"] = QUOTE_NONE
        for name in ("doublequote", "skipinitialspace", "strict"):
            values[name] = bool(values[name])
        for name in ("delimiter", "escapechar", "quotechar"):
            value = values[name]
            if value is None and name != "delimiter":
                continue
            if not isinstance(value, str):
                rule = "string" if name == "delimiter" else "string or None"
                raise TypeError(f'"{name}" must be {rule}, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
        quoting = values["quoting"]
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not 0 <= quoting <= 3:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and values["quotechar"] is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if values["lineterminator"] is None:
            raise TypeError("lineterminator must be set")
        if not isinstance(values["lineterminator"], str):
            raise TypeError('"lineterminator" must be a string')
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        if name in _DEFAULTS:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")
        raise AttributeError(f"'_csv.Dialect' object has no attribute '{name}'")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


_Dialect.__name__ = _Dialect.__qualname__ = "Dialect"
_Dialect.__module__ = "_csv"
_dialects = {}
_limit = 131072


def _dialect(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    if not options and isinstance(dialect, _Dialect):
        return dialect
    return _Dialect(dialect, options)


def register_dialect(name, dialect=None, **fmtparams):
    """Gives a dialect a name."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _dialect(dialect, fmtparams)


def unregister_dialect(name):
    """Forgets the dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """The dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """The names."""
    return list(_dialects)


def field_size_limit(*new_limit):
    """How long a field may be; sets it, if it is given."""
    global _limit
    if len(new_limit) > 1:
        raise TypeError(f"field_size_limit() takes at most 1 argument ({len(new_limit)} given)")
    before = _limit
    if new_limit:
        if type(new_limit[0]) is not int:
            raise TypeError("limit must be an integer")
        _limit = new_limit[0]
    return before


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class _Fixed:
    # Its attributes cannot be set from outside.

    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'_csv.{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


# Where in a line the reader is.
_FIELD_BEGINS, _ESCAPED, _IN_FIELD, _QUOTED, _ESCAPED_IN_QUOTES, _QUOTE_IN_QUOTES, _ENDED, _NEWLINE_ESCAPED = range(8)


class _Reader(_Fixed):
    __slots__ = ("_lines", "dialect", "line_num", "_plain", "_runs")

    def __init__(self, lines, dialect):
        put = object.__setattr__
        put(self, "_lines", iter(lines))
        put(self, "dialect", dialect)
        put(self, "line_num", 0)
        put(self, "_plain", dialect.escapechar is None and dialect.quoting == QUOTE_MINIMAL and not
            dialect.skipinitialspace and dialect.delimiter not in "\r\n")
        escape = re.escape(dialect.escapechar or "")
        put(self, "_runs", {
            _IN_FIELD: re.compile(f"[^\\r\\n{re.escape(dialect.delimiter)}{escape}]*").match,
            _QUOTED: re.compile(f"[^{re.escape(dialect.quotechar or '')}{escape}]*").match
            if dialect.quotechar or escape else re.compile("(?s:.*)").match})

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(f"iterator should return strings, not {type(line).__name__} "
                        "(the file should be opened in text mode)")
        object.__setattr__(self, "line_num", self.line_num + 1)
        return line

    def __next__(self):
        dialect = self.dialect
        line = self._line()
        if self._plain and dialect.quotechar not in line and len(line) <= _limit:
            row = line.rstrip("\r\n")
            if "\r" not in row and "\n" not in row:
                return row.split(dialect.delimiter) if row else []
        row, value, numeric, state, at = [], "", False, _FIELD_BEGINS, 0
        quote = None if dialect.quoting == QUOTE_NONE else dialect.quotechar
        if not line.rstrip("\r\n"):
            return row
        while True:
            run = self._runs.get(state)
            if run:
                end = run(line, at).end()
                value += line[at:end]
                at = end
            if len(value) > _limit:
                raise Error(f"field larger than field limit ({_limit})")
            char = line[at:at + 1]
            at += 1
            ends = char in "\r\n"
            if state == _NEWLINE_ESCAPED:
                if not char:
                    state = _IN_FIELD
                else:
                    state = _IN_FIELD
                    at -= 1
                    continue
            elif state == _ESCAPED:
                value += char or "\n"
                state = _NEWLINE_ESCAPED if char and ends else _IN_FIELD
            elif state == _ESCAPED_IN_QUOTES:
                value += char or "\n"
                state = _QUOTED
            elif state == _QUOTED:
                if char and char == dialect.escapechar:
                    state = _ESCAPED_IN_QUOTES
                elif char and char == quote:
                    state = _QUOTE_IN_QUOTES if dialect.doublequote else _IN_FIELD
                else:
                    value += char
            elif state == _ENDED:
                if not ends:
                    raise Error("new-line character seen in unquoted field - "
                                "do you need to open the file in universal-newline mode?")
            elif state == _QUOTE_IN_QUOTES and char and char == quote:
                value += char
                state = _QUOTED
            elif ends:
                row.append(float(value) if numeric else value)
                value, numeric, state = "", False, _ENDED
            elif state == _FIELD_BEGINS and char == quote:
                state = _QUOTED
            elif state != _QUOTE_IN_QUOTES and char == dialect.escapechar:
                state = _ESCAPED
            elif state == _FIELD_BEGINS and char == " " and dialect.skipinitialspace:
                pass
            elif char == dialect.delimiter:
                row.append(float(value) if numeric else value)
                value, numeric, state = "", False, _FIELD_BEGINS
            elif state == _QUOTE_IN_QUOTES and dialect.strict:
                raise Error(f"'{dialect.delimiter}' expected after '{quote}'")
            else:
                if state == _FIELD_BEGINS and dialect.quoting == QUOTE_NONNUMERIC:
                    numeric = True
                value += char
                state = _IN_FIELD
            if char:
                continue
            if state == _ENDED:
                return row
            try:
                line, at = self._line(), 0
            except StopIteration:
                if not value and state != _QUOTED:
                    raise
                if dialect.strict:
                    raise Error("unexpected end of data") from None
                row.append(float(value) if numeric else value)
                return row


def reader(iterable, /, dialect=None, **fmtparams):
    """The rows of a table, as lists of text."""
    return _Reader(iterable, _dialect(dialect, fmtparams))


class _Writer(_Fixed):
    __slots__ = ("_write", "dialect", "_special")

    def __init__(self, file, dialect):
        if not callable(getattr(file, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        object.__setattr__(self, "_write", file.write)
        object.__setattr__(self, "dialect", dialect)
        marks = dialect.delimiter + (dialect.escapechar or "") + (dialect.quotechar or "") + dialect.lineterminator
        object.__setattr__(self, "_special", re.compile(f"[\r\n{re.escape(marks)}]").search)

    def _field(self, value, alone):
        dialect = self.dialect
        text = value if isinstance(value, str) else "" if value is None else str(value)
        quoting, quote, escape = dialect.quoting, dialect.quotechar, dialect.escapechar
        quotes = quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float))
        if self._special(text):
            doubled = dialect.doublequote and quoting != QUOTE_NONE
            result = ""
            for char in text:
                if char == quote and doubled:
                    result += char
                    quotes = True
                elif char == quote or char == escape or quoting == QUOTE_NONE and (
                        char in "\r\n" or char == dialect.delimiter or char in dialect.lineterminator):
                    if escape is None:
                        raise Error("need to escape, but no escapechar set")
                    result += escape
                elif char in "\r\n" or char == dialect.delimiter or char in dialect.lineterminator:
                    quotes = True
                result += char
            text = result
        if not text and (alone or dialect.delimiter == " " and dialect.skipinitialspace) and not quotes:
            if quoting == QUOTE_NONE:
                if not alone:
                    return text
                raise Error("single empty field record must be quoted")
            quotes = alone
        return quote + text + quote if quotes else text

    def writerow(self, row, /):
        """Writes a row."""
        try:
            row = list(row)
        except TypeError:
            if hasattr(row, "__iter__"):
                raise
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        fields = [self._field(value, len(row) == 1) for value in row]
        return self._write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows, /):
        """Writes rows."""
        for row in rows:
            self.writerow(row)


for _type, _name in ((_Reader, "reader"), (_Writer, "writer")):
    _type.__name__ = _type.__qualname__ = _name
    _type.__module__ = "_csv"


def writer(fileobj, /, dialect=None, **fmtparams):
    """Writes rows to a file."""
    return _Writer(fileobj, _dialect(dialect, fmtparams))


class DictReader:
    """The rows of a table, as dicts by the names in its first row."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    @property
    def fieldnames(self):
        """The names."""
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __iter__(self):
        return self

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while not row:
            row = next(self.reader)
        names = self.fieldnames
        result = dict(zip(names, row))
        if len(row) > len(names):
            result[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            result[name] = self.restval
        return result

    from types import GenericAlias
    __class_getitem__ = classmethod(GenericAlias)


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Writes the names."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            extra = [key for key in rowdict if key not in self.fieldnames]
            if extra:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(key) for key in extra]))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Writes a row."""
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        """Writes rows."""
        return self.writer.writerows(map(self._row, rowdicts))

    from types import GenericAlias
    __class_getitem__ = classmethod(GenericAlias)


class Sniffer:
    """Guesses how a table is written."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """A dialect in which a sample may be written."""
        found = self._by_quotes(sample, delimiters)
        if not found[0]:
            found = self._by_counts(sample, delimiters, found[2])
        if not found:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            delimiter, skipinitialspace, quotechar, doublequote = found

        return dialect

    def _by_quotes(self, sample, delimiters):
        quotes, marks, spaces = {}, {}, {}
        field = re.compile(r"""(^|[^\w\n"' ]|\s(?=["']))(\ ?)(["'])((?:(?!\3).|\3\3)*)\3(?=(\ ?[^\w\n"']|\ |$))""", re.S | re.M)
        for match in field.finditer(sample):
            before, space, quote, inside, after = match.groups()
            quotes[quote] = quotes.get(quote, 0) + 1
            after = after[-1:]
            for mark, has_space in ((before, space), (after, None)):
                if mark and mark != "\n" and (delimiters is None or mark in delimiters):
                    marks[mark] = marks.get(mark, 0) + 1
                    if has_space:
                        spaces[mark] = spaces.get(mark, 0) + 1
        if not quotes:
            return None, False, '"', False
        quote = max(quotes, key=quotes.get)
        mark = max(marks, key=marks.get) if marks else None
        if mark is None:
            return None, False, quote, False
        begun = len(re.findall(re.escape(mark) + r"\ ?" + re.escape(quote), sample))
        double = re.search(rf"(?:^|{re.escape(mark)})\ ?{quote}[^{quote}\n]*{quote}{quote}[^\n]*?{quote}(?:{re.escape(mark)}|$)",
                           sample, re.M) is not None
        return mark, bool(begun) and spaces.get(mark, 0) == begun, quote, double

    def _by_counts(self, sample, delimiters, quote):
        # The character that stands equally often in nearly all lines.
        lines = [line for line in sample.split("\n") if line]
        shares = {}
        for char in map(chr, range(127)):
            counts = [line.count(char) for line in lines]
            usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
            if usual and (delimiters is None or char in delimiters):
                same = counts.count(usual)
                shares[char] = (2 * same - len(lines)) / len(lines), usual
        best = max(shares.values(), default=(0, 0))[0]
        if best < 0.9:
            return None
        chars = [char for char, (share, _) in shares.items() if share >= best]
        spaced = {char: lines[0].count(char) == lines[0].count(char + " ") for char in chars}
        char = next((char for char in self.preferred if char in chars), None)
        if char is None:
            char = max(chars, key=lambda char: (shares[char][1], char))
        return char, spaced[char], quote, False

    def has_header(self, sample):
        """Whether the first row of a sample looks like names."""
        rows = reader(sample.splitlines(True), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        seen = 0
        for row in rows:
            if seen > 20:
                break
            seen += 1
            if len(row) != len(header):
                continue
            for column in list(kinds):
                kind = self._kind(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            votes += 1 if self._kind(header[column]) != kind and (
                kind is complex or len(header[column]) != kind) else -1
        return votes > 0

    @staticmethod
    def _kind(text):
        try:
            complex(text)
        except (ValueError, OverflowError):
            return len(text)
        return complex
