"""Text and bytes in memory, and `open` for the run's files."""

import _files
from _io import TextIOWrapper

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    """The stream cannot do that."""


class IOBase:
    """What streams have in common."""

    _closed = False

    @property
    def closed(self):
        """Whether it is closed."""
        return self._closed

    def close(self):
        """Closes it."""
        self._closed = True

    def flush(self):
        """Nothing is held back."""

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    def isatty(self):
        """It is not a terminal."""
        return False

    def readable(self):
        """Whether it can be read."""
        return True

    def writable(self):
        """Whether it can be written."""
        return True

    def seekable(self):
        """Whether the position can be set."""
        return True

    def fileno(self):
        """It has no number."""
        raise UnsupportedOperation("fileno")

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1):
        """All lines."""
        return list(self)

    def writelines(self, lines):
        """Writes strings."""
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes."""


class BufferedIOBase(IOBase):
    """Streams of bytes."""


class TextIOBase(IOBase):
    """Streams of text."""


class _Memory(IOBase):
    # Text or bytes with a position. Pieces written at the end are joined when they are needed.

    def _start(self, value):
        self._value = value
        self._pieces = []
        self._length = len(value)
        self._position = 0

    def _joined(self):
        if self._pieces:
            self._value += self._empty.join(self._pieces)
            self._pieces = []
        return self._value

    def getvalue(self):
        """Everything."""
        self._check()
        return self._joined()

    def _write(self, piece):
        count = len(piece)
        if self._position == self._length:
            self._pieces.append(piece)
            self._length += count
        else:
            value = self._joined()
            if self._position > len(value):
                value += self._filler * (self._position - len(value))
            self._value = value[:self._position] + piece + value[self._position + count:]
            self._length = len(self._value)
        self._position += count
        return count

    def read(self, size=-1, /):
        """From the position on."""
        self._check()
        end = self._length if size is None or size < 0 else self._position + size
        piece = self._joined()[self._position:end]
        self._position += len(piece)
        return piece

    def readline(self, size=-1, /):
        """One line."""
        self._check()
        value = self._joined()
        end = value.find(self._newline, self._position)
        end = self._length if end < 0 else end + 1
        if size is not None and 0 <= size < end - self._position:
            end = self._position + size
        piece = value[self._position:end]
        self._position += len(piece)
        return piece

    def tell(self):
        """The position."""
        self._check()
        return self._position

    def seek(self, pos, whence=0, /):
        """Sets the position."""
        self._check()
        self._position = max((0, self._position, self._length)[whence] + pos, 0)
        return self._position

    def truncate(self, size=None, /):
        """Cuts off the end."""
        size = self._position if size is None else size
        self._value = self._joined()[:size]
        self._length = len(self._value)
        return size


class StringIO(_Memory, TextIOBase):
    """Text in memory."""

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    _empty, _newline, _filler = "", "\n", "\0"
    encoding = errors = newlines = None
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        self._start(initial_value or "")

    def write(self, s, /):
        """Writes text."""
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        return self._write(s)


class BytesIO(_Memory, BufferedIOBase):
    """Bytes in memory."""

    _empty, _newline, _filler = b"", b"\n", b"\0"

    def __init__(self, initial_bytes=b""):
        self._start(bytes(initial_bytes))

    def write(self, b, /):
        """Writes bytes."""
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self._write(bytes(b))

    def getbuffer(self):
        """Everything."""
        return self.getvalue()

    read1 = _Memory.read


def _of_file(name, function, *args):
    # A call of `_files`; its error names the file as the program wrote it.
    try:
        return function(*args)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, name) from None


_READ = 1 << 20
# Numbers given out by `fileno` and `os.open`: the files they stand for.
_numbers = {}


def _number_of(file):
    for number, other in _numbers.items():
        if other is file:
            return number
    number = 3
    while number in _numbers:
        number += 1
    _numbers[number] = file
    return number


def _forget(file):
    for number in [number for number, other in _numbers.items() if other is file]:
        del _numbers[number]


def _by_number(number):
    try:
        return _numbers[number]
    except KeyError:
        raise OSError(9, "Bad file descriptor") from None


class _Binary(BufferedIOBase):
    # A file as bytes. Every read and write goes to the run's files at once, so processes see each other's.

    def __init__(self, name, path, mode, reads, writes, appends):
        self.name = name
        self.mode = mode
        self._path = path
        self._reads = reads
        self._writes = writes
        self._appends = appends
        self._position = self._size() if appends else 0

    def _size(self):
        return _of_file(self.name, _files.stat, self._path)[1]

    def readable(self):
        self._check()
        return self._reads

    def writable(self):
        self._check()
        return self._writes

    def fileno(self):
        """A number that stands for the file in this process."""
        self._check()
        return _number_of(self)

    def flush(self):
        self._check()

    def close(self):
        """Closes it."""
        if not self._closed:
            self._closed = True
            _forget(self)

    def read(self, size=-1, /):
        """Bytes from the position on."""
        self._check()
        if not self._reads:
            raise UnsupportedOperation("read")
        left = -1 if size is None or size < 0 else size
        pieces = []
        while left:
            count = _READ if left < 0 else min(left, _READ)
            piece = _of_file(self.name, _files.read, self._path, self._position, count)
            pieces.append(piece)
            self._position += len(piece)
            if left > 0:
                left -= len(piece)
            if len(piece) < count:
                break
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    read1 = read

    def readinto(self, buffer, /):
        """Fills a buffer; how many bytes."""
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        """One line."""
        self._check()
        if not self._reads:
            raise UnsupportedOperation("read")
        start = self._position
        count = 8192
        while True:
            data = _of_file(self.name, _files.read, self._path, start, count)
            end = data.find(b"\n") + 1
            if end or len(data) < count:
                break
            count *= 4
        line = data[:end] if end else data
        if size is not None and 0 <= size < len(line):
            line = line[:size]
        self._position = start + len(line)
        return line

    def write(self, b, /):
        """Writes bytes; how many."""
        self._check()
        if not self._writes:
            raise UnsupportedOperation("write")
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(b)
        if data:
            place = None if self._appends else self._position
            self._position = _of_file(self.name, _files.write, self._path, place, data)
        return len(data)

    def tell(self):
        """The position."""
        self._check()
        return self._position

    def seek(self, pos, whence=0, /):
        """Sets the position."""
        self._check()
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        base = (0, self._position, self._size() if whence == 2 else 0)[whence]
        self._position = max(base + pos, 0)
        return self._position

    def truncate(self, size=None, /):
        """Cuts off the end."""
        self._check()
        if not self._writes:
            raise UnsupportedOperation("truncate")
        size = self._position if size is None else size
        _of_file(self.name, _files.truncate, self._path, size)
        return size

    def __repr__(self):
        return f"<_io.{type(self).__name__} name={self.name!r}>"


class BufferedReader(_Binary):
    """A file that is read as bytes."""


class BufferedWriter(_Binary):
    """A file that is written as bytes."""


class BufferedRandom(_Binary):
    """A file that is read and written as bytes."""


class _Text(TextIOBase):
    # A file as text, over the file as bytes.

    newlines = None
    line_buffering = False

    def __init__(self, buffer, mode, encoding, errors, newline):
        self.buffer = buffer
        self.name = buffer.name
        self.mode = mode
        self.encoding = encoding or "UTF-8"
        self.errors = errors or "strict"
        self._newline = newline
        # Text that was read and not given yet, from `_at` on.
        self._text = ""
        self._at = 0
        "".encode(self.encoding)

    @property
    def closed(self):
        """Whether it is closed."""
        return self.buffer._closed

    def _check(self):
        if self.buffer._closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        """Closes it."""
        self.buffer.close()

    def flush(self):
        self._check()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def fileno(self):
        """A number that stands for the file in this process."""
        return self.buffer.fileno()

    def _fill(self):
        # All that is left of the file.
        self._check()
        if not self.buffer._reads:
            raise UnsupportedOperation("not readable")
        if self._at >= len(self._text):
            text = self.buffer.read().decode(self.encoding, self.errors)
            if self._newline is None and "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._text = text
            self._at = 0

    def read(self, size=-1, /):
        """Text from the position on."""
        self._fill()
        end = len(self._text) if size is None or size < 0 else self._at + size
        text = self._text[self._at:end]
        self._at += len(text)
        return text

    def readline(self, size=-1, /):
        """One line."""
        self._fill()
        end = self._text.find("\n", self._at) + 1 or len(self._text)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        line = self._text[self._at:end]
        self._at = end
        return line

    def tell(self):
        """The position in bytes."""
        self._check()
        left = self._text[self._at:]
        return self.buffer.tell() - (len(left.encode(self.encoding, self.errors)) if left else 0)

    def seek(self, cookie, whence=0, /):
        """Sets the position to one from `tell`, to the beginning or to the end."""
        self._check()
        if whence == 1 and cookie:
            raise UnsupportedOperation("can't do nonzero cur-relative seeks")
        if whence == 2 and cookie:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        position = self.tell() if whence == 1 else cookie
        self._text = ""
        self._at = 0
        return self.buffer.seek(position, 2 if whence == 2 else 0)

    def truncate(self, pos=None, /):
        """Cuts off the end."""
        return self.buffer.truncate(self.tell() if pos is None else pos)

    def write(self, s, /):
        """Writes text; how many characters."""
        self._check()
        if not self.buffer._writes:
            raise UnsupportedOperation("not writable")
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        if self._text:
            self.seek(self.tell())
        text = s.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else s
        self.buffer.write(text.encode(self.encoding, self.errors))
        return len(s)

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        """Changes how text becomes bytes."""
        self.encoding = encoding or self.encoding
        self.errors = errors or self.errors

    def detach(self):
        """The file as bytes."""
        return self.buffer

    def __repr__(self):
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding={self.encoding!r}>"


_Text.__name__ = _Text.__qualname__ = "TextIOWrapper"
_Text.__module__ = "_io"


class _Null(BufferedRandom):
    # `os.devnull`

    def _size(self):
        return 0

    def read(self, size=-1, /):
        self._check()
        return b""

    readline = read

    def write(self, b, /):
        self._check()
        return len(b)


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """A file of the run."""
    import os
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if set(mode) - set("axrwb+t") or len(mode) > len(set(mode)):
        raise ValueError(f"invalid mode: {mode!r}")
    if "b" in mode and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    kinds = [kind for kind in "rwax" if kind in mode]
    if len(kinds) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if "b" in mode:
        for what, value in (("an encoding", encoding), ("an errors", errors), ("a newline", newline)):
            if value is not None:
                raise ValueError(f"binary mode doesn't take {what} argument")
    elif buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    elif newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline!r}")
    kind, updates = kinds[0], "+" in mode
    if isinstance(file, int):
        if 0 <= file <= 2:
            import sys
            stream = (sys.__stdin__, sys.__stdout__, sys.__stderr__)[file]
            return stream.buffer if "b" in mode else stream
        raw = _by_number(file)
        if "b" in mode:
            return raw
        if isinstance(raw, _Binary):
            return _Text(raw, mode, encoding, errors, newline)
        from _program import Text
        return Text(raw, mode, encoding, errors)
    name = os.fspath(file)
    path = os._full(name)
    shown = kind + "b" + ("+" if updates else "")
    shown = "rb+" if shown in ("wb+", "xb+") else shown
    if path == os.devnull:
        raw = _Null(name, path, shown, True, True, False)
    else:
        if kind == "r":
            state = _of_file(name, _files.stat, path)[0]
            if state == 0:
                # Says whether it is the file that is missing or a folder on the way.
                _of_file(name, _files.read, path, 0, 1)
            if state == 2:
                raise IsADirectoryError(21, "Is a directory", name)
        else:
            _of_file(name, _files.create, path, kind == "x", kind == "w")
        cls = BufferedRandom if updates else BufferedReader if kind == "r" else BufferedWriter
        raw = cls(name, path, shown, kind == "r" or updates, kind != "r" or updates, kind == "a")
    if "b" in mode:
        return raw
    return _Text(raw, mode, encoding, errors, newline)


def text_encoding(encoding, stacklevel=2, /):
    """The encoding."""
    return encoding or "utf-8"
