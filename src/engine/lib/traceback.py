"""Tracebacks as text, in the form of CPython 3.11 with its caret markers. Frames of the library are left out."""

import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb",
]

_RECURSIVE_CUTOFF = 3
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_MISSING = _Sentinel()


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = None if locals is None else {
            key: _safe_string(value, "local", func=repr) for key, value in locals.items()}
        self._line = line
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        if lookup_line:
            self._original_line

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    @property
    def _original_line(self):
        # The line as it is in the file.
        if self._line is None and self.lineno is not None:
            from linecache import getline
            self._line = getline(self.filename, self.lineno)
        return self._line

    @property
    def line(self):
        """The line of source, stripped."""
        source = self._original_line
        return None if source is None else source.strip()

    def _format(self):
        row = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
        source = (self._original_line or "").rstrip("\n")
        line = source.strip()
        if line:
            row += f"    {line}\n" + self._markers(source, line)
        for name, value in sorted((self.locals or {}).items()):
            row += f"    {name} = {value}\n"
        return row

    def _markers(self, source, line):
        if self.colno is None or self.end_colno is None:
            return ""
        indent = len(source) - len(source.lstrip())
        start, end = self.colno, self.end_colno
        anchors = None
        if self.lineno == self.end_lineno:
            anchors = _anchors(source[start:end])
        else:
            end = indent + len(line)
        # An expression that is the whole line needs no marker.
        if end - start >= len(line) and not anchors:
            return ""
        if anchors:
            left, right = anchors
            cuts = (start, start + left, start + right, end)
        else:
            cuts = (start, start, end, end)
        spaces = _width(source[indent:start])
        before, middle, after = [_width(source[cuts[i]:cuts[i + 1]]) for i in range(3)]
        return "    " + " " * spaces + "~" * before + "^" * middle + "~" * after + "\n"


def _width(text):
    # Columns that a text takes: East Asian wide characters take two.
    if text.isascii():
        return len(text)
    return sum([2 if _is_wide(ord(char)) else 1 for char in text])


def _is_wide(code):
    # The larger blocks that Unicode's EastAsianWidth.txt calls W or F.
    return (0x1100 <= code <= 0x115F or 0x2E80 <= code <= 0x303E or 0x3041 <= code <= 0xA4CF
            or 0xAC00 <= code <= 0xD7A3 or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE6F
            or 0xFF01 <= code <= 0xFF60 or 0x1F300 <= code <= 0x1F64F or 0x1F900 <= code <= 0x1F9FF
            or 0x20000 <= code <= 0x3FFFD)


_BINARY = {"|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6, "@": 6, "**": 8}
_WORDS = ("if", "else", "or", "and", "not", "in", "is", "lambda", "await", "yield", "return", "raise", "assert",
          "for", "from", "import", "del", "while", "with", "async", "class", "def", "except", "try", "finally")


def _anchors(text):
    # What the carets point at: the operator of a binary operation, the brackets of a subscript. `text` is one
    # expression; its outermost operator is the last one, outside brackets and strings, that binds least.
    depth = 0
    position = 0
    best = None
    operand = False
    subscript = None
    length = len(text)
    while position < length:
        char = text[position]
        if char in "'\"":
            position = _skip_string(text, position)
            if depth == 0:
                operand = True
                subscript = None
            continue
        if char in "([{":
            if depth == 0:
                subscript = position if char == "[" and operand else None
            depth += 1
        elif char in ")]}":
            depth -= 1
            operand = True
        elif depth == 0 and not char.isspace():
            if char.isalnum() or char == "_":
                end = position
                while end < length and (text[end].isalnum() or text[end] in "_."):
                    end += 1
                if text[position:end] in _WORDS:
                    return None
                operand = True
                subscript = None
                position = end
                continue
            two = text[position:position + 2]
            operator = two if two in _BINARY else char
            following = text[position + len(operator):position + len(operator) + 1]
            if operator not in _BINARY:
                if char not in ".~":
                    return None
            elif operand:
                if following == "=":
                    return None
                rank = _BINARY[operator]
                if best is None or rank < best[0] or (rank == best[0] and operator != "**"):
                    best = (rank, position, operator)
                operand = False
                position += len(operator)
                continue
            elif best is None or best[0] >= 7:
                # A sign in front binds tighter than everything but a power.
                best = best if best is not None else (7, None, operator)
            subscript = None
        position += 1
    if best is not None:
        _, place, operator = best
        return None if place is None else (place, place + len(operator))
    if subscript is not None and depth == 0 and text.endswith("]"):
        return subscript, length
    return None


def _skip_string(text, position):
    quote = text[position]
    if text.startswith(quote * 3, position):
        end = text.find(quote * 3, position + 3)
        return len(text) if end < 0 else end + 3
    position += 1
    while position < len(text) and text[position] != quote:
        position += 2 if text[position] == "\\" else 1
    return position + 1


class StackSummary(list):
    """The lines of a traceback."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From pairs of a frame and a line number."""
        return cls._extract([(frame, (lineno, None, None, None)) for frame, lineno in frame_gen], limit, lookup_lines,
                            capture_locals)

    @classmethod
    def _extract(cls, frames, limit, lookup_lines=True, capture_locals=False):
        # From frames and where in lines they are: line and column, of beginning and end.
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        frames = [(frame, position) for frame, position in frames if not getattr(frame.f_code, "_is_library", False)]
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        stack = cls()
        for frame, (lineno, end_lineno, colno, end_colno) in frames:
            code = frame.f_code
            stack.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=lookup_lines,
                locals=frame.f_locals if capture_locals else None, end_lineno=end_lineno, colno=colno,
                end_colno=end_colno))
        return stack

    @classmethod
    def from_list(cls, a_list):
        """From tuples of file, line, name and text."""
        stack = cls()
        for entry in a_list:
            if isinstance(entry, FrameSummary):
                stack.append(entry)
            else:
                filename, lineno, name, line = entry
                stack.append(FrameSummary(filename, lineno, name, line=line))
        return stack

    def format_frame_summary(self, frame_summary):
        """The text of one entry; None leaves it out."""
        return frame_summary._format()

    def format(self):
        """The text, one string per entry."""
        rows = []
        last = None
        count = 0
        for summary in self:
            row = self.format_frame_summary(summary)
            if row is None:
                continue
            key = (summary.filename, summary.lineno, summary.name)
            if key != last:
                if count > _RECURSIVE_CUTOFF:
                    rows.append(_repeated(count))
                last = key
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                rows.append(row)
        if count > _RECURSIVE_CUTOFF:
            rows.append(_repeated(count))
        return rows


def _repeated(count):
    more = count - _RECURSIVE_CUTOFF
    return f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n"


def walk_tb(tb):
    """Pairs of a frame and a line number."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Pairs of a frame and a line number, innermost first."""
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def _walk_positions(tb):
    while tb is not None:
        position = getattr(tb, "_position", None) or (tb.tb_lineno, None, None, None)
        yield tb.tb_frame, position
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    """The lines of a traceback object."""
    return StackSummary._extract(_walk_positions(tb), limit)


def extract_stack(f=None, limit=None):
    """The lines of the present stack, outermost first."""
    stack = StackSummary.extract(walk_stack(f or sys._getframe(1)), limit=limit)
    stack.reverse()
    return stack


def format_list(extracted_list):
    """Lines of a traceback as text."""
    return StackSummary.from_list(extracted_list).format()


def format_tb(tb, limit=None):
    """A traceback object as text."""
    return extract_tb(tb, limit).format()


def format_stack(f=None, limit=None):
    """The present stack as text."""
    return extract_stack(f or sys._getframe(1), limit).format()


def _write(text, file):
    if file is None:
        file = sys.stderr
    if file is not None:
        file.write(text)


def print_list(extracted_list, file=None):
    """Prints lines of a traceback."""
    _write("".join(format_list(extracted_list)), file)


def print_tb(tb, limit=None, file=None):
    """Prints a traceback object."""
    _write("".join(format_tb(tb, limit)), file)


def print_stack(f=None, limit=None, file=None):
    """Prints the present stack."""
    _write("".join(format_stack(f or sys._getframe(1), limit)), file)


def _pair(exc, value, tb):
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _MISSING:
        return value, tb
    if exc is None:
        return None, None
    if not isinstance(exc, BaseException):
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return exc, exc.__traceback__


def format_exception_only(exc, /, value=_MISSING):
    """The last lines: class and message."""
    if value is _MISSING:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def _syntax_error_lines(error):
    lines = [f'  File "{error.filename or "<string>"}", line {error.lineno}\n']
    if error.text is not None:
        source = error.text.rstrip("\n")
        stripped = source.lstrip(" \n\f")
        spaces = len(source) - len(stripped)
        lines.append(f"    {stripped}\n")
        if error.offset is not None:
            end = getattr(error, "end_offset", None)
            if end in (None, 0) or getattr(error, "end_lineno", None) not in (None, error.lineno):
                end = error.offset
                if getattr(error, "end_lineno", None) not in (None, error.lineno):
                    end = len(source) + 1
            if error.offset == end or end == -1:
                end = error.offset + 1
            start = error.offset - 1 - spaces
            if start >= 0:
                margin = "".join([char if char.isspace() else " " for char in stripped[:start]])
                lines.append("    " + margin + "^" * max(1, end - 1 - spaces - start) + "\n")
    return lines


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True):
    """An exception with its traceback, and those it came from."""
    value, tb = _pair(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def _format(te, chain, depth=0):
    # An exception after those it came from. At a depth, it is in a group so many others deep, and has their margin.
    history = []
    while te is not None:
        words = before = None
        if chain:
            if te.__cause__ is not None:
                before, words = te.__cause__, _CAUSE
            elif te.__context__ is not None and not te.__suppress_context__:
                before, words = te.__context__, _CONTEXT
        history.append((te, words))
        te = before
    for te, words in reversed(history):
        if words is not None:
            yield from _in_margin([words], depth)
        if te.exceptions is None:
            yield from _in_margin(te._rows("Traceback (most recent call last):\n"), depth)
        else:
            yield from _format_group(te, chain, depth)


def _in_margin(lines, depth, mark="|"):
    if not depth:
        return lines
    start = "  " * depth + mark + " "
    return [start + line for text in lines for line in text.splitlines(True)]


def _format_group(te, chain, depth):
    if depth > te.max_group_depth:
        yield from _in_margin([f"... (max_group_depth is {te.max_group_depth})\n"], depth)
        return
    inside = max(depth, 1)
    rows = te._rows("Exception Group Traceback (most recent call last):\n")
    if len(rows) > 1 and not depth and rows[0].startswith("Exception Group Traceback"):
        # Only the outermost group has its cross.
        yield from _in_margin(rows[:1], inside, "+")
        rows = rows[1:]
    yield from _in_margin(rows, inside)
    shown = te.exceptions[:te.max_group_width]
    closed = False
    for number, inner in enumerate(shown, 1):
        yield "  " * inside + ("+-" if number == 1 else "  ") + f"+---------------- {number} ----------------\n"
        yield from _format(inner, chain, inside + 1)
        closed = inner.exceptions is not None and inside + 1 <= te.max_group_depth
    more = len(te.exceptions) - len(shown)
    if more > 0:
        yield "  " * inside + ("  " if shown else "+-") + "+---------------- ... ----------------\n"
        yield from _in_margin([f"and {more} more exception{'s' if more > 1 else ''}\n"], inside + 1)
        closed = False
    if not closed:
        # A group at the end has drawn the line already.
        yield "  " * (inside + 1) + "+------------------------------------\n"


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True):
    """Prints an exception with its traceback, and those it came from."""
    _write("".join(format_exception(exc, value, tb, limit, chain)), file)


def print_exc(limit=None, file=None, chain=True):
    """Prints the exception that is being handled."""
    _write(format_exc(limit, chain), file)


def format_exc(limit=None, chain=True):
    """The exception that is being handled, as text."""
    return "".join(format_exception(*sys.exc_info(), limit, chain))


def print_last(limit=None, file=None, chain=True):
    """Prints the last exception that was not caught."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def clear_frames(tb):
    """Nothing to do: a frame's variables go with the frame."""


class TracebackException:
    """An exception with its traceback, taken down for later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        options = {"limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals,
                   "max_group_width": max_group_width, "max_group_depth": max_group_depth}
        seen = set() if _seen is None else _seen
        # Chains may be longer than the stack is deep.
        waiting = [(self, exc_type, exc_value, exc_traceback)]
        while waiting:
            te, kind, value, tb = waiting.pop()
            seen.add(id(value))
            te._take(kind, value, tb, **options)
            if value is None:
                continue
            cause, context = value.__cause__, value.__context__
            # With `compact` only what would be shown.
            if compact and (cause is not None or value.__suppress_context__):
                context = None
            for name, other in (("__cause__", cause), ("__context__", context)):
                if other is not None and id(other) not in seen:
                    seen.add(id(other))
                    inner = object.__new__(TracebackException)
                    setattr(te, name, inner)
                    waiting.append((inner, type(other), other, other.__traceback__))
            if isinstance(value, BaseExceptionGroup):
                te.exceptions = [object.__new__(TracebackException) for _ in value.exceptions]
                waiting.extend([(inner, type(one), one, one.__traceback__)
                                for inner, one in zip(te.exceptions, value.exceptions)])

    def _take(self, exc_type, exc_value, exc_traceback, limit, lookup_lines, capture_locals, max_group_width,
              max_group_depth):
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract(_walk_positions(exc_traceback), limit, lookup_lines, capture_locals)
        # Frames of the library alone are shown as none.
        self._titled = bool(self.stack) or (
            exc_traceback is not None and limit is None and not isinstance(exc_value, SyntaxError))
        self.exc_type = exc_type
        self._str = _safe_string(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None
        if isinstance(exc_value, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text, self.offset, self.end_offset = exc_value.text, exc_value.offset, exc_value.end_offset
            self.msg = exc_value.msg

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """From an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The last lines: class and message."""
        kind = self.exc_type
        if kind is None or kind is type(None):
            yield "NoneType: None\n"
            return
        name = kind.__qualname__
        module = kind.__module__
        if module not in ("__main__", "builtins"):
            name = f"{module if isinstance(module, str) else '<unknown>'}.{name}"
        if hasattr(self, "msg"):
            suffix = ""
            if self.lineno is not None:
                yield from _syntax_error_lines(self)
            elif self.filename is not None:
                suffix = f" ({self.filename})"
            yield f"{name}: {self.msg or '<no detail available>'}{suffix}\n"
        else:
            yield f"{name}: {self._str}\n" if self._str else f"{name}\n"
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                yield from [line + "\n" for line in _safe_string(note, "note").split("\n")]
        elif notes is not None:
            yield _safe_string(notes, "__notes__", func=repr)

    def _rows(self, title):
        rows = [title, *self.stack.format()] if self._titled else []
        return [*rows, *self.format_exception_only()]

    def format(self, *, chain=True):
        """The text, line by line."""
        yield from _format(self, chain)

    def print(self, *, file=None, chain=True):
        """Prints the text."""
        _write("".join(self.format(chain=chain)), file)
