"""Tables as text: values with commas between them."""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    """The text is not as it must be."""


class Dialect:
    """How a table is written."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    escapechar = None
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    """As Excel writes tables."""


class excel_tab(excel):
    """As Excel writes tables with tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """As Unix programs write tables."""

    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def register_dialect(name, dialect=Dialect, **options):
    """Gives a dialect a name."""
    _dialects[name] = type(name, (dialect,), options)


def get_dialect(name):
    """The dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """The names."""
    return list(_dialects)


def _dialect(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    for name in options:
        if not hasattr(Dialect, name):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
    result = type("dialect", (dialect if isinstance(dialect, type) else type(dialect),), options)
    if not isinstance(result.delimiter, str) or len(result.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    return result


class _Reader:
    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(f"iterator should return strings, not {type(line).__name__} "
                        "(the file should be opened in text mode)")
        self.line_num += 1
        return line

    def __next__(self):
        dialect = self.dialect
        line = self._line()
        if dialect.quotechar not in line and dialect.escapechar is None and dialect.quoting == QUOTE_MINIMAL \
                and not dialect.skipinitialspace:
            line = line.rstrip("\r\n")
            return line.split(dialect.delimiter) if line else []
        row, value, quoted, was_quoted, at = [], "", False, False, 0
        while True:
            if at >= len(line):
                if not quoted:
                    break
                try:
                    line, at = self._line(), 0
                except StopIteration:
                    break
                continue
            char = line[at]
            at += 1
            if dialect.escapechar is not None and char == dialect.escapechar and at < len(line):
                value += line[at]
                at += 1
            elif quoted:
                if char != dialect.quotechar:
                    value += char
                elif dialect.doublequote and line[at:at + 1] == char:
                    value += char
                    at += 1
                else:
                    quoted = False
            elif char == dialect.quotechar and not value and not was_quoted and dialect.quoting != QUOTE_NONE:
                quoted = was_quoted = True
            elif char == dialect.delimiter:
                row.append(self._value(value, was_quoted))
                value, was_quoted = "", False
            elif char in "\r\n":
                break
            elif not (dialect.skipinitialspace and char == " " and not value):
                value += char
        if not row and not value and not was_quoted:
            return []
        row.append(self._value(value, was_quoted))
        return row

    def _value(self, value, was_quoted):
        if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted:
            return float(value)
        return value


def reader(csvfile, dialect="excel", **fmtparams):
    """The rows of a table, as lists of text."""
    return _Reader(csvfile, _dialect(dialect, fmtparams))


class _Writer:
    def __init__(self, file, dialect):
        self._write = file.write
        self.dialect = dialect

    def _field(self, value, alone):
        dialect = self.dialect
        text = "" if value is None else repr(value) if isinstance(value, float) else str(value)
        quotes = dialect.quoting == QUOTE_ALL or dialect.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float))
        special = any([char in text for char in (dialect.delimiter, dialect.quotechar, "\n", "\r")])
        if dialect.quoting == QUOTE_NONE:
            if special:
                if dialect.escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                for char in (dialect.escapechar, dialect.delimiter, dialect.quotechar, "\n", "\r"):
                    text = text.replace(char, dialect.escapechar + char)
            return text
        if quotes or special or alone and not text:
            quote = dialect.quotechar
            return quote + text.replace(quote, quote * 2) + quote
        return text

    def writerow(self, row):
        """Writes a row."""
        row = list(row)
        fields = [self._field(value, len(row) == 1) for value in row]
        return self._write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows):
        """Writes rows."""
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **fmtparams):
    """Writes rows to a file."""
    return _Writer(csvfile, _dialect(dialect, fmtparams))


class DictReader:
    """The rows of a table, as dicts by the names in its first row."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)

    line_num = property(lambda self: self.reader.line_num)

    @property
    def fieldnames(self):
        """The names."""
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        return self._fieldnames

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        result = dict(zip(names, row))
        if len(row) > len(names):
            result[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            result[name] = self.restval
        return result


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = list(fieldnames)
        self.restval = restval
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Writes the names."""
        return self.writer.writerow(self.fieldnames)

    def writerow(self, rowdict):
        """Writes a row."""
        extra = [key for key in rowdict if key not in self.fieldnames]
        if extra and self.extrasaction == "raise":
            raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(key) for key in extra]))
        return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

    def writerows(self, rowdicts):
        """Writes rows."""
        for row in rowdicts:
            self.writerow(row)
