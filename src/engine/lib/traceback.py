"""Tracebacks as text, in the form of CPython 3.11 with its caret markers. Frames of the library are left out."""

import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb",
]

_REPEATS_SHOWN = 3
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_MISSING = object()


class FrameSummary:
    """One line of a traceback."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}
        self._line = line
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __eq__(self, other):
        if isinstance(other, tuple):
            return tuple(self) == other
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    @property
    def _source(self):
        # The line as it is in the file.
        if self._line is None and self.lineno is not None:
            self._line = sys._source_line(self.filename, self.lineno)
            if self._line is None and not self.filename.startswith("<"):
                # A program that was written into a file of the run.
                from linecache import getline
                self._line = getline(self.filename, self.lineno).rstrip("\n")
        return self._line

    @property
    def line(self):
        """The line of source, stripped."""
        source = self._source
        return None if source is None else source.strip()

    def _format(self):
        row = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
        source = self._source
        if not source:
            return row
        line = source.strip()
        if not line:
            return row
        row += f"    {line}\n" + self._markers(source, line)
        if self.locals:
            for name, value in sorted(self.locals.items()):
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
        stack = cls()
        for frame, lineno in frame_gen:
            code = frame.f_code
            stack.append(FrameSummary(code.co_filename, lineno, code.co_name,
                                      locals=frame.f_locals if capture_locals else None))
        return _limited(stack, limit)

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

    def format(self):
        """The text, one string per entry."""
        rows = []
        last = None
        count = 0
        for summary in self:
            key = (summary.filename, summary.lineno, summary.name)
            if key != last:
                if count > _REPEATS_SHOWN:
                    rows.append(_repeated(count))
                last = key
                count = 0
            count += 1
            if count <= _REPEATS_SHOWN:
                rows.append(summary._format())
        if count > _REPEATS_SHOWN:
            rows.append(_repeated(count))
        return rows


def _repeated(count):
    more = count - _REPEATS_SHOWN
    return f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n"


def _limited(stack, limit):
    if limit is not None:
        stack[:] = stack[:limit] if limit >= 0 else stack[limit:]
    return stack


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


def extract_tb(tb, limit=None):
    """The lines of a traceback object."""
    stack = StackSummary()
    while tb is not None:
        code = tb.tb_frame.f_code
        if not code._is_library:
            lineno, end_lineno, colno, end_colno = tb._position
            stack.append(FrameSummary(code.co_filename, lineno, code.co_name, end_lineno=end_lineno,
                                      colno=colno, end_colno=end_colno))
        tb = tb.tb_next
    return _limited(stack, limit)


def extract_stack(f=None, limit=None):
    """The lines of the present stack, outermost first."""
    if f is None:
        f = sys._getframe(1)
    stack = StackSummary()
    while f is not None:
        code = f.f_code
        if not code._is_library:
            stack.append(FrameSummary(code.co_filename, f.f_lineno, code.co_name))
        f = f.f_back
    stack.reverse()
    if limit is not None:
        stack[:] = stack[-limit:] if limit >= 0 else stack[:-limit]
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


def _safe_str(value):
    try:
        return str(value)
    except Exception:
        return f"<exception str() failed>"


def format_exception_only(exc, /, value=_MISSING):
    """The last lines: class and message."""
    if value is _MISSING:
        value = exc
    if value is None:
        return ["NoneType: None\n"]
    cls = type(value)
    name = cls.__qualname__
    if cls.__module__ not in ("__main__", "builtins"):
        name = cls.__module__ + "." + name
    if isinstance(value, SyntaxError) and getattr(value, "lineno", None) is not None:
        lines = _syntax_error_lines(value)
        lines.append(f"{name}: {value.msg or '<no detail available>'}\n")
    else:
        text = _safe_str(value)
        lines = [f"{name}: {text}\n" if text else f"{name}\n"]
    notes = getattr(value, "__notes__", None)
    if notes is not None:
        for note in notes:
            lines.extend([line + "\n" for line in _safe_str(note).split("\n")])
    return lines


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
                margin += " " * (start - len(margin))
                lines.append("    " + margin + "^" * max(1, end - 1 - spaces - start) + "\n")
    return lines


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True):
    """An exception with its traceback, and those it came from."""
    if value is _MISSING:
        value = exc
        tb = value.__traceback__ if value is not None else None
    elif tb is _MISSING:
        raise ValueError("Both or neither of value and tb must be given")
    return _format(value, tb, limit, chain, set())


_GROUP_WIDTH = 15
_GROUP_DEPTH = 10


def _format(value, tb, limit, chain, seen, depth=0):
    # An exception after those it came from. At a depth, it is in a group so many others deep, and has their margin.
    history = [(value, tb, None)]
    while value is not None and chain:
        seen.add(id(value))
        cause, context = value.__cause__, value.__context__
        if cause is not None:
            before, words = cause, _CAUSE
        elif context is not None and not value.__suppress_context__:
            before, words = context, _CONTEXT
        else:
            break
        if id(before) in seen:
            break
        history[-1] = history[-1][:2] + (words,)
        history.append((before, before.__traceback__, None))
        value = before
    lines = []
    for value, tb, words in reversed(history):
        if words is not None:
            lines += _in_margin([words], depth)
        if isinstance(value, BaseExceptionGroup):
            lines += _format_group(value, tb, limit, chain, seen, depth)
        else:
            lines += _in_margin(_format_one(value, tb, limit), depth)
    return lines


def _in_margin(lines, depth, mark="|"):
    if not depth:
        return lines
    start = "  " * depth + mark + " "
    return [start + line for text in lines for line in text.splitlines(True)]


def _format_group(group, tb, limit, chain, seen, depth):
    if depth > _GROUP_DEPTH:
        return _in_margin([f"... (max_group_depth is {_GROUP_DEPTH})\n"], depth)
    inside = max(depth, 1)
    lines = []
    rows = _format_one(group, tb, limit, "Exception Group Traceback (most recent call last):\n")
    if tb is not None and not depth:
        # Only the outermost group has its cross.
        lines += _in_margin(rows[:1], inside, "+")
        rows = rows[1:]
    lines += _in_margin(rows, inside)
    exceptions = group.exceptions
    shown = exceptions[:_GROUP_WIDTH]
    closed = False
    for number, exc in enumerate(shown, 1):
        lines.append("  " * inside + ("+-" if number == 1 else "  ") + f"+---------------- {number} ----------------\n")
        lines += _format(exc, exc.__traceback__, limit, chain, seen, inside + 1)
        closed = isinstance(exc, BaseExceptionGroup) and inside + 1 <= _GROUP_DEPTH
    more = len(exceptions) - len(shown)
    if more:
        lines.append("  " * (inside + 1) + "+---------------- ... ----------------\n")
        lines += _in_margin([f"and {more} more exception{'s' if more > 1 else ''}\n"], inside + 1)
        closed = False
    if not closed:
        # A group at the end has drawn the line already.
        lines.append("  " * (inside + 1) + "+------------------------------------\n")
    return lines


def _format_one(value, tb, limit, title="Traceback (most recent call last):\n"):
    lines = []
    rows = format_tb(tb, limit) if tb is not None else []
    # A program that does not compile has no line that ran: the frames are the library's.
    if rows or tb is not None and not isinstance(value, SyntaxError):
        lines.append(title)
        lines += rows
    return lines + format_exception_only(value)


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
                 compact=False, _seen=None):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._value = exc_value
        self._traceback = exc_traceback
        self._str = _safe_str(exc_value)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = None
        seen = _seen if _seen is not None else set()
        seen.add(id(exc_value))
        if exc_value is not None:
            for name in ("__cause__", "__context__"):
                other = getattr(exc_value, name)
                if other is not None and id(other) not in seen:
                    setattr(self, name, TracebackException(type(other), other, other.__traceback__, _seen=seen))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """From an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The last lines: class and message."""
        yield from format_exception_only(self._value)

    def format(self, *, chain=True):
        """The text, line by line."""
        yield from _format(self._value, self._traceback, None, chain, set())

    def print(self, *, file=None, chain=True):
        """Prints the text."""
        _write("".join(self.format(chain=chain)), file)
