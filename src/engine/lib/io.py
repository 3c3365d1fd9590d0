"""Text and bytes in memory, and `open` for the run's files."""

import _files
import _io
import _memory_file
import builtins

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    """The stream cannot do that."""


def _unsupported(name):
    def method(self, *args):
        raise UnsupportedOperation(name)

    method.__name__ = name
    return method


class IOBase:
    """What streams have in common."""

    _closed = False

    @property
    def closed(self):
        """Whether it is closed."""
        return self._closed

    def close(self):
        """Closes it."""
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def flush(self):
        """Nothing is held back."""
        self._check()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def isatty(self):
        """It is not a terminal."""
        self._check()
        return False

    def readable(self):
        """Whether it can be read."""
        self._check()
        return False

    writable = seekable = readable
    fileno, seek, truncate = _unsupported("fileno"), _unsupported("seek"), _unsupported("truncate")

    def tell(self):
        """The position."""
        return self.seek(0, 1)

    def readline(self, size=-1, /):
        """One line of bytes."""
        line = b""
        while size is None or size < 0 or len(line) < size:
            byte = self.read(1)
            line += byte or b""
            if not byte or byte == b"\n":
                break
        return line

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1, /):
        """All lines, or those that begin within so many characters."""
        if hint is None or hint <= 0:
            return list(self)
        lines, size = [], 0
        for line in self:
            lines.append(line)
            size += len(line)
            if size > hint:
                break
        return lines

    def writelines(self, lines, /):
        """Writes strings."""
        self._check()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes that hold nothing back."""

    def read(self, size=-1, /):
        """Bytes, as many as come at once."""
        if size is None or size < 0:
            return self.readall()
        data = bytearray(size)
        count = self.readinto(data)
        return None if count is None else bytes(data[:count])

    def readall(self):
        """All bytes."""
        pieces = []
        while piece := self.read(DEFAULT_BUFFER_SIZE):
            pieces.append(piece)
        return b"".join(pieces) if pieces else piece

    readinto, write = _unsupported("readinto"), _unsupported("write")


class BufferedIOBase(IOBase):
    """Streams of bytes."""

    read, read1, write, detach = (
        _unsupported("read"), _unsupported("read1"), _unsupported("write"), _unsupported("detach"))

    def readinto(self, buffer, /):
        """Fills a buffer; how many bytes."""
        return self._into(buffer, self.read)

    def readinto1(self, buffer, /):
        """Fills a buffer with what is there; how many bytes."""
        return self._into(buffer, self.read1)

    def _into(self, buffer, read):
        view = memoryview(buffer).cast("B")
        data = read(len(view))
        view[:len(data)] = data
        return len(data)


class TextIOBase(IOBase):
    """Streams of text."""

    encoding = errors = newlines = None
    read, readline, write, detach = (
        _unsupported("read"), _unsupported("readline"), _unsupported("write"), _unsupported("detach"))


class StringIO(_memory_file.TextBuffer, TextIOBase):
    """Text in memory."""

    encoding = errors = newlines = None
    line_buffering = False

    def readable(self):
        self._check()
        return True

    writable = seekable = readable


class BytesIO(_memory_file.ByteBuffer, BufferedIOBase):
    """Bytes in memory."""

    readable = writable = seekable = StringIO.readable

    def getbuffer(self):
        """A view of everything."""
        from _memoryview import of_source
        self._check()
        return of_source(self, _Buffer(self))


class _Buffer:
    # What a memoryview sees of a BytesIO.
    readonly = False

    def __init__(self, file):
        self.file = file
        self.size = len(file.getvalue())

    def read(self, start, size):
        return self.file.getvalue()[start:start + size]

    def write(self, start, data):
        position = self.file.tell()
        self.file.seek(start)
        self.file.write(data)
        self.file.seek(position)


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


class _Buffered(BufferedIOBase):
    # Over a raw stream, to which everything goes at once; only what was read ahead is kept.

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._ready = False
        self._require(raw)
        self.raw = raw
        self._ahead = b""
        self._ready = True

    def _require(self, raw):
        pass

    @property
    def closed(self):
        """Whether it is closed."""
        return self._raw().closed

    def _raw(self):
        if not self.__dict__.get("_ready"):
            raise ValueError("I/O operation on uninitialized object")
        if self.raw is None:
            raise ValueError("raw stream has been detached")
        return self.raw

    name = property(lambda self: self._raw().name)
    mode = property(lambda self: self._raw().mode)

    def close(self):
        """Closes it."""
        raw = self._raw()
        if not raw.closed:
            try:
                self.flush()
            finally:
                raw.close()

    def detach(self):
        """Gives the raw stream back."""
        self.flush()
        raw, self.raw = self._raw(), None
        return raw

    def flush(self):
        """Nothing is held back."""
        if self.closed:
            raise ValueError("flush of closed file")
        self.raw.flush()

    def readable(self):
        return self._raw().readable()

    def writable(self):
        return self._raw().writable()

    def seekable(self):
        return self._raw().seekable()

    def fileno(self):
        return self._raw().fileno()

    def isatty(self):
        return self._raw().isatty()

    def _back(self):
        # The raw stream stands where this one does.
        if self._ahead:
            self._raw().seek(-len(self._ahead), 1)
            self._ahead = b""

    def seek(self, pos, whence=0, /):
        """Sets the position."""
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence value ({whence}, should be 0, 1 or 2)")
        self._check()
        self._back()
        return self.raw.seek(pos, whence)

    def tell(self):
        """The position."""
        return self._raw().tell() - len(self._ahead)

    def truncate(self, pos=None, /):
        """Cuts off the end."""
        self._check()
        self._back()
        return self.raw.truncate(self.tell() if pos is None else pos)

    def read(self, size=-1, /):
        """Bytes from the position on."""
        if size is not None and size < -1:
            raise ValueError("read length must be non-negative or -1")
        self._check()
        raw, data = self.raw, self._ahead
        everything = size is None or size < 0
        while everything or len(data) < size:
            piece = raw.read(DEFAULT_BUFFER_SIZE if everything else max(size - len(data), 1))
            if not piece:
                if piece is None and not data:
                    return None
                break
            data += piece
        self._ahead = b"" if everything else data[size:]
        return data if everything else data[:size]

    def read1(self, size=-1, /):
        """Bytes that are there, by one read at most."""
        self._check()
        if size < 0:
            size = DEFAULT_BUFFER_SIZE
        if not self._ahead and size:
            self._ahead = self.raw.read(max(size, 1)) or b""
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def peek(self, size=0, /):
        """Bytes that come next; the position stays."""
        self._check()
        if not self._ahead:
            self._ahead = self.raw.read(DEFAULT_BUFFER_SIZE) or b""
        return self._ahead

    def readline(self, size=-1, /):
        """One line."""
        self._check()
        limit = -1 if size is None else size
        line = b""
        while limit < 0 or len(line) < limit:
            if not self._ahead:
                self._ahead = self.raw.read(DEFAULT_BUFFER_SIZE) or b""
                if not self._ahead:
                    break
            end = self._ahead.find(b"\n") + 1 or len(self._ahead)
            if limit >= 0:
                end = min(end, limit - len(line))
            piece, self._ahead = self._ahead[:end], self._ahead[end:]
            line += piece
            if piece.endswith(b"\n"):
                break
        return line

    def write(self, b, /):
        """Writes bytes; how many."""
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if self.closed:
            raise ValueError("write to closed file")
        self._back()
        data = bytes(memoryview(b).cast("B"))
        at = 0
        while at < len(data):
            count = self.raw.write(data[at:])
            if count is None:
                raise BlockingIOError(11, "write could not complete without blocking", at)
            if not 0 <= count <= len(data) - at:
                raise OSError(f"raw write() returned invalid length {count} (should have been between 0 and "
                              f"{len(data) - at})")
            at += count
        return len(data)

    def __repr__(self):
        try:
            return f"<_io.{type(self).__name__} name={self.name!r}>"
        except (AttributeError, ValueError):
            return f"<_io.{type(self).__name__}>"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '_io.{type(self).__name__}' object")


class BufferedReader(_Buffered):
    """Reads a raw stream."""

    write, truncate = _unsupported("write"), _unsupported("truncate")
    writable = IOBase.writable

    def _require(self, raw):
        if not raw.readable():
            raise OSError('"raw" argument must be readable.')


class BufferedWriter(_Buffered):
    """Writes a raw stream."""

    read, read1, readline, peek, readinto = (
        _unsupported("read"), _unsupported("read"), _unsupported("readline"), _unsupported("peek"),
        _unsupported("readinto"))

    readable = IOBase.readable

    def _require(self, raw):
        if not raw.writable():
            raise OSError('"raw" argument must be writable.')


class BufferedRandom(_Buffered):
    """Reads and writes a raw stream."""

    def _require(self, raw):
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")


class BufferedRWPair(BufferedIOBase):
    """Reads one raw stream and writes another."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader, self.writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(size)

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, b, /):
        return self.reader.readinto(b)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def write(self, b, /):
        return self.writer.write(b)

    def flush(self):
        return self.writer.flush()

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self):
        """Whether it is closed."""
        return self.writer.closed


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

    def seekable(self):
        self._check()
        return True

    def peek(self, size=0, /):
        """Bytes that come next; the position stays."""
        position = self._position
        data = self.read(DEFAULT_BUFFER_SIZE)
        self._position = position
        return data

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
        return self._into(buffer, self.read)

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


def _file_class(name, *bases):
    # What `open` gives: known as what it is in CPython, with the file itself in place of a raw stream.
    return type(name, bases, {
        "raw": property(lambda self: self), "closed": IOBase.closed, "isatty": IOBase.isatty, "name": None, "mode": None,
        "detach": _unsupported("detach"),
    })


_Reader = _file_class("BufferedReader", _Binary, BufferedReader)
_Writer = _file_class("BufferedWriter", _Binary, BufferedWriter)
_Random = _file_class("BufferedRandom", _Binary, BufferedRandom)


class FileIO(_Binary, RawIOBase):
    """A file of the run, as bytes."""

    def __new__(cls, file, mode="r", closefd=True, opener=None):
        if isinstance(file, int):
            other = _by_number(file)
            if not isinstance(other, _Binary):
                # The end of a pipe.
                return other
        return object.__new__(cls)

    def __init__(self, file, mode="r", closefd=True, opener=None):
        opened = _open(file, mode.replace("b", "") + "b")
        self.__dict__.update(opened.__dict__)
        self.closefd = closefd

    def readall(self):
        """All bytes."""
        return self.read()


class _TextType(type):
    # The standard streams are native, and of the same type for those who ask.

    def __instancecheck__(cls, value):
        return type.__instancecheck__(cls, value) or cls is TextIOWrapper and isinstance(value, _io.TextIOWrapper)


class TextIOWrapper(TextIOBase, metaclass=_TextType):
    """A stream of bytes as text."""

    mode = None
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"illegal newline type: {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        if errors is not None and not isinstance(errors, str):
            raise TypeError(f"TextIOWrapper() argument 'errors' must be str or None, not {type(errors).__name__}")
        self._buffer = buffer
        self.encoding = "UTF-8" if encoding in (None, "locale") else encoding
        self.errors = errors or "strict"
        self.line_buffering, self.write_through = line_buffering, write_through
        self._newline = newline
        self._seen = set()
        # Text that was read and not given yet, from `_at` on.
        self._text = ""
        self._at = 0
        "".encode(self.encoding)

    @property
    def buffer(self):
        """The stream of bytes."""
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached")
        return self._buffer

    @property
    def name(self):
        """The name of the file."""
        return self.buffer.name

    @property
    def closed(self):
        """Whether it is closed."""
        return self.buffer.closed

    @property
    def newlines(self):
        """The ends of lines that were read."""
        seen = tuple(end for end in ("\r", "\n", "\r\n") if end in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen

    def close(self):
        """Closes it."""
        if self._buffer is not None and not self.buffer.closed:
            try:
                self.flush()
            finally:
                self.buffer.close()

    def flush(self):
        self._check()
        self.buffer.flush()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def isatty(self):
        return self.buffer.isatty()

    def fileno(self):
        """A number that stands for the file in this process."""
        return self.buffer.fileno()

    def _decoded(self, data):
        text = data.decode(self.encoding, self.errors)
        if self._newline not in (None, "") or "\r" not in text and "\n" not in text:
            return text
        pairs = text.count("\r\n")
        counts = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
        self._seen.update(end for end, count in counts.items() if count)
        if self._newline is None and "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _fill(self):
        # All that is left of the file.
        self._check()
        if not self.buffer.readable():
            raise UnsupportedOperation("not readable")
        if self._at >= len(self._text):
            data = self.buffer.read()
            if isinstance(data, str):
                raise TypeError("underlying read() should have returned a bytes-like object, not 'str'")
            self._text = self._decoded(bytes(data or b""))
            self._at = 0

    def read(self, size=-1, /):
        """Text from the position on."""
        self._fill()
        end = len(self._text) if size is None or size < 0 else self._at + size
        text = self._text[self._at:end]
        self._at += len(text)
        return text

    def _line_end(self):
        text, at, newline = self._text, self._at, self._newline
        if newline != "":
            newline = newline or "\n"
            end = text.find(newline, at)
            return len(text) if end < 0 else end + len(newline)
        ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
        if not ends:
            return len(text)
        end = min(ends)
        return end + 2 if text.startswith("\r\n", end) else end + 1

    def readline(self, size=-1, /):
        """One line."""
        self._fill()
        end = self._line_end()
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
        if not self.seekable():
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == 1 and cookie:
            raise UnsupportedOperation("can't do nonzero cur-relative seeks")
        if whence == 2 and cookie:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        position = self.tell() if whence == 1 else cookie
        if position < 0:
            raise ValueError(f"negative seek position {position}")
        self._text = ""
        self._at = 0
        return self.buffer.seek(position, 2 if whence == 2 else 0)

    def truncate(self, pos=None, /):
        """Cuts off the end."""
        self.flush()
        return self.buffer.truncate(self.tell() if pos is None else pos)

    def write(self, s, /):
        """Writes text; how many characters."""
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        if not self.buffer.writable():
            raise UnsupportedOperation("not writable")
        if self._text:
            self.seek(self.tell())
        text = s.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else s
        data = text.encode(self.encoding, self.errors)
        marked = self.encoding.lower().replace("_", "-") in ("utf-16", "utf-32", "utf-8-sig")
        if marked and data and self.buffer.seekable() and self.buffer.tell():
            # The mark of the order of bytes stands at the beginning only.
            data = data[len("".encode(self.encoding)):]
        self.buffer.write(data)
        if self.line_buffering and ("\n" in s or "\r" in s):
            self.buffer.flush()
        return len(s)

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None, write_through=None):
        """Changes how text becomes bytes."""
        if self._text and (encoding is not None or errors is not None or newline is not Ellipsis):
            raise UnsupportedOperation(
                "It is not possible to set the encoding or newline of stream after the first read")
        self.errors = errors or (self.errors if encoding is None else "strict")
        self.encoding = encoding or self.encoding
        if newline is not Ellipsis:
            self._newline = newline
        if line_buffering is not None:
            self.line_buffering = bool(line_buffering)
        if write_through is not None:
            self.write_through = bool(write_through)

    def detach(self):
        """Gives the stream of bytes back."""
        self.flush()
        buffer, self._buffer = self.buffer, None
        return buffer

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle '_io.TextIOWrapper' object")

    def __repr__(self):
        text = "<_io.TextIOWrapper"
        for name in ("name", "mode"):
            value = getattr(self, name, None)
            if value is not None:
                text += f" {name}={value!r}"
        return f"{text} encoding={self.encoding!r}>"


TextIOWrapper.__module__ = "_io"


def _text_of(buffer, mode, encoding, errors, newline):
    text = TextIOWrapper(buffer, encoding, errors, newline)
    text.mode = mode
    return text


class _Null(_Random):
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


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
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
            return _text_of(raw, mode, encoding, errors, newline)
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
        cls = _Random if updates else _Reader if kind == "r" else _Writer
        raw = cls(name, path, shown, kind == "r" or updates, kind != "r" or updates, kind == "a")
    if "b" in mode:
        return raw
    return _text_of(raw, mode, encoding, errors, newline)


def text_encoding(encoding, stacklevel=2, /):
    """The encoding."""
    return encoding or "utf-8"

def open_code(path):
    """A file that holds code, as bytes."""
    return open(path, "rb")


class IncrementalNewlineDecoder:
    """Translates the ends of lines of text that comes in pieces."""

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder, self.translate, self.errors = decoder, translate, errors
        self.reset()

    def decode(self, input, final=False):
        """A piece, translated; a carriage return at its end waits for what follows."""
        text = input if self.decoder is None else self.decoder.decode(input, final)
        if self._held and (text or final):
            text, self._held = "\r" + text, False
        if text.endswith("\r") and not final:
            text, self._held = text[:-1], True
        pairs = text.count("\r\n")
        for end, count in (("\r\n", pairs), ("\n", text.count("\n") - pairs), ("\r", text.count("\r") - pairs)):
            if count:
                self._seen.add(end)
        return text.replace("\r\n", "\n").replace("\r", "\n") if self.translate else text

    def reset(self):
        """Begins anew."""
        self._held, self._seen = False, set()
        if self.decoder is not None:
            self.decoder.reset()

    def getstate(self):
        """What it holds back."""
        data, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return data, flag << 1 | self._held

    def setstate(self, state):
        """Sets what it holds back."""
        self._held = bool(state[1] & 1)
        if self.decoder is not None:
            self.decoder.setstate((state[0], state[1] >> 1))

    newlines = TextIOWrapper.newlines


# Pickles name where a class is found: those of text and bytes in memory are here.
for _class in (FileIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, _Reader, _Writer,
               _Random, IncrementalNewlineDecoder):
    _class.__module__ = "_io"
del _class

open = builtins.open
BlockingIOError = BlockingIOError

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper",
    "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "text_encoding", "DEFAULT_BUFFER_SIZE",
    "IncrementalNewlineDecoder",
]
