"""Text and bytes in memory, and `open` for the run's files."""

import _files
import _io
import _memory_file
import _read_ahead
import abc
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


def _close_at_last(self):
    try:
        self.close()
    except Exception:
        # Nobody is there to be told.
        pass


class IOBase(metaclass=abc.ABCMeta):
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

    def __init_subclass__(cls):
        # Streams of programs are closed with their last reference. Those here have nothing to close, or say themselves how.
        if cls.__module__ not in ("io", "_io", "_program") and not hasattr(cls, "__del__"):
            cls.__del__ = _close_at_last

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
        self._check()
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
        data = bytearray(size.__index__())
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


def _size(size):
    # An argument that tells how much at most; less than 0: all.
    if size is None:
        return -1
    if not hasattr(type(size), "__index__"):
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
    return size.__index__()


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


def _bytes_of(data):
    # What is to be written.
    if type(data) is bytes:
        return data
    if not isinstance(data, str):
        try:
            return bytes(memoryview(data).cast("B"))
        except TypeError:
            pass
    raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")


def _would_wait(written):
    error = BlockingIOError(11, "write could not complete without blocking", written)
    error.characters_written = written
    return error


def _index(value):
    if not hasattr(type(value), "__index__"):
        raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer")
    return value.__index__()


class _Buffered(BufferedIOBase):
    # Over a raw stream: what was read ahead and what was not written yet, of which one is empty.

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        self._ready = False
        self._require(raw)
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        if buffer_size > 1 << 40:
            raise MemoryError
        self._of = raw
        self._room = buffer_size
        self._ahead = b""
        self._held = bytearray()
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
        if self._of is None:
            raise ValueError("raw stream has been detached")
        return self._of

    __del__ = _close_at_last
    raw = property(lambda self: self._of)
    name = property(lambda self: self._raw().name)
    mode = property(lambda self: self._raw().mode)

    def _live(self, what):
        if self._raw().closed:
            raise ValueError(what + " closed file")

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
        self._raw()
        self.flush()
        raw, self._of = self._of, None
        return raw

    def flush(self):
        """Writes what was held back."""
        self._live("flush of")
        self._send()
        if self._ahead and self._of.seekable():
            self._back()
        if not self._of.readable():
            self._of.flush()

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

    def _put(self, data):
        # One write of the raw stream: how many bytes; None if it would wait.
        count = self._of.write(data)
        if count is not None and not 0 <= count <= len(data):
            raise OSError(f"raw write() returned invalid length {count} (should have been between 0 and {len(data)})")
        return count

    def _send(self):
        held = self._held
        while held:
            count = self._put(bytes(held))
            if count is None:
                raise _would_wait(0)
            del held[:count]

    def _get(self, count):
        # One read of the raw stream.
        buffer = bytearray(count)
        got = self._of.readinto(memoryview(buffer))
        if got is None:
            return None
        if not hasattr(type(got), "__index__"):
            raise OSError("raw readinto() failed") from TypeError(
                f"{type(got).__name__!r} object cannot be interpreted as an integer")
        if not 0 <= got <= count:
            raise OSError(f"raw readinto() returned invalid length {got} (should have been between 0 and {count})")
        return bytes(buffer[:got])

    def _back(self):
        # The raw stream stands where this one does.
        self._send()
        if self._ahead:
            back, self._ahead = len(self._ahead), b""
            self._of.seek(-back, 1)

    def _place(self, position):
        if position < 0:
            raise OSError(f"Raw stream returned invalid position {position}")
        return position

    def seek(self, target, whence=0, /):
        """Sets the position."""
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        self._live("seek of")
        if not self._of.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        self._back()
        return self._place(self._of.seek(_index(target), whence))

    def tell(self):
        """The position."""
        return self._place(self._raw().tell()) - len(self._ahead) + len(self._held)

    def truncate(self, pos=None, /):
        """Cuts off the end."""
        self._live("truncate of")
        self._back()
        return self._of.truncate(self.tell() if pos is None else pos)

    def read(self, size=-1, /):
        """Bytes from the position on."""
        size = _size(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        self._live("read of")
        self._send()
        data, self._ahead = self._ahead, b""
        if size < 0:
            readall = getattr(self._of, "readall", None)
            if readall is not None:
                rest = readall()
                if rest is not None and not isinstance(rest, bytes):
                    raise TypeError("readall() should return bytes")
                return data + rest if rest else data or rest
            while piece := self._of.read():
                data += piece
            return data or piece
        piece = b""
        while len(data) < size:
            left = size - len(data)
            # Whole buffers go past the buffer.
            piece = self._get(left - left % self._room or self._room)
            if not piece:
                break
            data += piece
        self._ahead = data[size:]
        return None if piece is None and not data else data[:size]

    def _fill(self):
        self._send()
        if not self._ahead:
            self._ahead = self._get(self._room) or b""
        return self._ahead

    def read1(self, size=-1, /):
        """Bytes that are there, by one read at most."""
        self._live("read of")
        self._send()
        size = size.__index__()
        if size < 0:
            size = self._room
        if not self._ahead:
            return self._get(size) or b"" if size else b""
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def _into(self, buffer, read):
        self._live("readinto of")
        view = memoryview(buffer).cast("B")
        data = read(len(view))
        if data is None:
            return None
        view[:len(data)] = data
        return len(data)

    def readinto1(self, buffer, /):
        """Fills a buffer with what is there; how many bytes."""
        return self._into(buffer, self._read_some)

    def _read_some(self, size):
        # One read at most: past the buffer where it is too small, else only if there is nothing yet.
        self._send()
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        if size - len(data) > self._room:
            return data + (self._get(size - len(data)) or b"")
        if not data:
            data = self._fill()[:size]
            self._ahead = self._ahead[size:]
        return data

    def peek(self, size=0, /):
        """Bytes that come next; the position stays."""
        self._live("peek of")
        return self._fill()

    def readline(self, size=-1, /):
        """One line."""
        self._live("readline of")
        limit = _size(size)
        line = b""
        while limit < 0 or len(line) < limit:
            if not self._fill():
                break
            end = self._ahead.find(b"\n") + 1 or len(self._ahead)
            if limit >= 0:
                end = min(end, limit - len(line))
            piece, self._ahead = self._ahead[:end], self._ahead[end:]
            line += piece
            if piece.endswith(b"\n"):
                break
        return line

    def write(self, buffer, /):
        """Writes bytes; how many."""
        data = _bytes_of(buffer)
        self._live("write to")
        if self._ahead:
            self._back()
        held = self._held
        if len(held) + len(data) <= self._room:
            held += data
            return len(data)
        try:
            self._send()
        except BlockingIOError:
            # What there is room for is taken all the same.
            taken = max(self._room - len(held), 0)
            held += data[:taken]
            if taken < len(data):
                raise _would_wait(taken) from None
            return taken
        at = 0
        while len(data) - at > self._room:
            count = self._put(data[at:])
            if count is None:
                held += data[at:at + self._room]
                raise _would_wait(at + self._room)
            at += count
        held += data[at:]
        return len(data)

    def __repr__(self):
        try:
            return f"<{type(self).__module__}.{type(self).__qualname__} name={self.name!r}>"
        except (AttributeError, ValueError):
            return f"<{type(self).__module__}.{type(self).__qualname__}>"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '_io.{type(self).__name__}' object")


class BufferedReader(_Buffered):
    """Reads a raw stream."""

    write, truncate = _unsupported("write"), _unsupported("truncate")

    def writable(self):
        return False

    def _require(self, raw):
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")


class BufferedWriter(_Buffered):
    """Writes a raw stream."""

    read, read1, readline, peek, readinto, readinto1 = (
        _unsupported("read"), _unsupported("read1"), _unsupported("readline"), _unsupported("peek"),
        _unsupported("readinto"), _unsupported("readinto1"))

    def readable(self):
        return False

    def _require(self, raw):
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")


class BufferedRandom(_Buffered):
    """Reads and writes a raw stream."""

    def _require(self, raw):
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")


def _of_half(half, name):
    def method(self, *args):
        return getattr(getattr(self, half), name)(*args)

    method.__name__ = name
    return method


class BufferedRWPair(BufferedIOBase):
    """Reads one raw stream and writes another."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self.reader, self.writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    def __getattr__(self, name):
        if name in ("reader", "writer"):
            raise ValueError("I/O operation on uninitialized object")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    read, read1, peek, readable = [_of_half("reader", name) for name in ("read", "read1", "peek", "readable")]
    readinto, readinto1 = _of_half("reader", "readinto"), _of_half("reader", "readinto1")
    write, flush, writable = [_of_half("writer", name) for name in ("write", "flush", "writable")]

    def isatty(self):
        return self.writer.isatty() or self.reader.isatty()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self):
        """Whether it is closed."""
        return self.writer.closed


class _Binary(_read_ahead.Bytes, IOBase):
    # A file as bytes. Every write goes to the run's files at once, so processes see each other's; what is only read is read
    # ahead: `_position` is where the next read of the run's files begins.

    _ahead = 0

    def __init__(self, name, path, mode, reads, writes, appends):
        self.name = name
        self.mode = mode
        self._path = path
        self._reads = reads
        self._writes = writes
        self._appends = appends
        self._position = self._size() if appends else 0
        if reads:
            self._begin()

    # Whether its number was given back by `os.close`.
    _gone = False

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")
        if self._gone:
            raise OSError(9, "Bad file descriptor")

    def _size(self):
        return _of_file(self.name, _files.stat, self._path)[1]

    def readable(self):
        IOBase._check(self)
        return self._reads

    def writable(self):
        IOBase._check(self)
        return self._writes

    def seekable(self):
        IOBase._check(self)
        return True

    def peek(self, size=0, /):
        """Bytes that come next; the position stays."""
        self._check()
        if not self._left():
            position = self._position
            data = self._fetch(DEFAULT_BUFFER_SIZE)
            if self._ahead:
                self._keep(data)
            else:
                self._position = position
            return data
        return self._rest()

    def fileno(self):
        """A number that stands for the file in this process."""
        IOBase._check(self)
        return _number_of(self)

    def flush(self):
        self._check()

    def close(self):
        """Closes it."""
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True
                self._end()
                if not self._gone:
                    _forget(self)

    def _fetch(self, count):
        # The next bytes of the run's file.
        data = _of_file(self.name, _files.read, self._path, self._position, count)
        self._position += len(data)
        return data

    def _read(self, size=-1, /):
        if self._closed:
            raise ValueError("read of closed file")
        self._check()
        if not self._reads:
            raise UnsupportedOperation("read")
        left = max(_size(size), -1)
        data = self._take()
        if 0 <= left <= len(data):
            self._keep(data[left:])
            return data[:left]
        pieces = [data] if data else []
        left -= len(data) if left > 0 else 0
        while left:
            count = _READ if left < 0 else min(left, _READ)
            piece = self._fetch(max(count, self._ahead))
            if len(piece) > count:
                self._keep(piece[count:])
                piece = piece[:count]
            pieces.append(piece)
            if left > 0:
                left -= len(piece)
            if len(piece) < count:
                break
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def read1(self, size=-1, /):
        """Bytes that are there, or come at once."""
        if size is None or size < 0:
            size = DEFAULT_BUFFER_SIZE
        left = self._left()
        return self.read(min(size, left) if left else size)

    _into, readinto, readinto1 = BufferedIOBase._into, BufferedIOBase.readinto, BufferedIOBase.readinto1

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '_io.{type(self).__name__}' object")

    def _readline(self, size=-1, /):
        if self._closed:
            raise ValueError("readline of closed file")
        self._check()
        if not self._reads:
            raise UnsupportedOperation("read")
        data = self._take()
        limit = _size(size)
        count = DEFAULT_BUFFER_SIZE
        end = 0
        while not (end := data.find(b"\n") + 1) and not 0 <= limit <= len(data):
            piece = self._fetch(count)
            data = data + piece if data else piece
            if len(piece) < count:
                end = data.find(b"\n") + 1
                break
            count *= 4
        line = data[:end] if end else data
        if 0 <= limit < len(line):
            line = line[:limit]
        if self._ahead:
            self._keep(data[len(line):])
        else:
            self._position -= len(data) - len(line)
        return line

    def write(self, b, /):
        """Writes bytes; how many."""
        self._check()
        if not self._writes:
            raise UnsupportedOperation("write")
        data = _bytes_of(b)
        if data:
            place = None if self._appends else self._position
            self._position = _of_file(self.name, _files.write, self._path, place, data)
        return len(data)

    def tell(self):
        """The position."""
        self._check()
        return self._position - self._left()

    def seek(self, pos, whence=0, /):
        """Sets the position."""
        self._check()
        pos = _index(pos)
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        base = (0, self._position - self._left(), self._size() if whence == 2 else 0)[whence]
        self._take()
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
    return abc.ABCMeta(name, bases, {
        "raw": property(lambda self: self), "closed": IOBase.closed, "isatty": IOBase.isatty, "name": None, "mode": None,
        "detach": _unsupported("detach"), "__del__": lambda self: None, "closefd": True,
    })


_Reader = _file_class("BufferedReader", _Binary, BufferedReader)
_Reader._ahead = DEFAULT_BUFFER_SIZE
_Writer = _file_class("BufferedWriter", _Binary, BufferedWriter)
_Random = _file_class("BufferedRandom", _Binary, BufferedRandom)


class FileIO(_Binary, RawIOBase):
    """A file of the run, as bytes."""

    closefd = True

    def __new__(cls, file, mode="r", closefd=True, opener=None):
        if isinstance(file, int):
            other = _by_number(file)
            if not isinstance(other, _Binary):
                # The end of a pipe.
                return other
        return _read_ahead.Bytes.__new__(cls)

    def __init__(self, file, mode="r", closefd=True, opener=None):
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        if not isinstance(mode, str):
            raise TypeError(f"FileIO() argument 'mode' must be str, not {type(mode).__name__}")
        opened = _open(file, mode.replace("b", "") + "b", 0, closefd=closefd, opener=opener)
        self.__dict__.update(opened.__dict__)
        if self._reads:
            self._begin()
        self.closefd = closefd

    def __repr__(self):
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        if self._closed:
            return f"<{name} [closed]>"
        return f"<{name} name={self.name!r} mode={self.mode!r} closefd={self.closefd}>"

    def readall(self):
        """All bytes."""
        return self.read()


class _Utf8:
    # Decodes UTF-8 that comes in pieces.

    def __init__(self, errors):
        self._errors = errors
        self._start = b""

    def decode(self, data, final=False):
        data = self._start + data
        cut = 0
        for back in range(1, min(len(data), 3) + 1 if not final else 0):
            byte = data[-back]
            if byte >= 0xC0:
                # A character's first byte says how many there are.
                cut = back if 2 + (byte >= 0xE0) + (byte >= 0xF0) > back else 0
            if byte < 0x80 or byte >= 0xC0:
                break
        self._start = data[len(data) - cut:]
        return data[:len(data) - cut].decode("utf-8", self._errors)

    def getstate(self):
        return self._start, 0

    def reset(self):
        self._start = b""


class _TextType(abc.ABCMeta):
    # The standard streams are native, and of the same type for those who ask.

    def __instancecheck__(cls, value):
        return abc.ABCMeta.__instancecheck__(cls, value) or cls is TextIOWrapper and isinstance(value, _io.TextIOWrapper)


class TextIOWrapper(_read_ahead.Text, TextIOBase, metaclass=_TextType):
    """A stream of bytes as text."""

    mode = _buffer = None
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self._buffer = None
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"TextIOWrapper() argument 'newline' must be str or None, not {type(newline).__name__}")
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
        # Whether text was read, of which some may be kept.
        self._began = False
        # The bytes that the kept text came from, and what of another's stream waits to be decoded or written.
        self._source, self._decoder, self._pending, self._waiting = b"", None, [], 0
        self._of_run = isinstance(buffer, _Binary)
        self._at_once = self._of_run or isinstance(buffer, BytesIO)
        self._begin(newline, buffer)
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
        self._write_pending()
        self.buffer.flush()

    def _write_pending(self):
        if self._pending:
            data = b"".join(self._pending)
            self._pending.clear()
            self._waiting = 0
            self.buffer.write(data)

    def __del__(self):
        # Nothing is held back of the run's files.
        if type(self._buffer) not in (_Reader, _Writer, _Random):
            _close_at_last(self)

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
        self._ask()
        if not self._left():
            data = self.buffer.read()
            if isinstance(data, str):
                raise TypeError("underlying read() should have returned a bytes-like object, not 'str'")
            self._source = bytes(data or b"")
            self._keep(self._decoded(self._source))

    def _ask(self):
        self._check()
        if not self.buffer.readable():
            raise UnsupportedOperation("not readable")
        self._write_pending()
        self._began = True

    def _chunk(self, left):
        # The next piece of text, of a stream that may give it bit by bit; None at the end. What is left is not given yet.
        if not self._began:
            self._ask()
        if self._decoder is None:
            if self.encoding.lower() in ("utf-8", "utf8"):
                decoder = _Utf8(self.errors)
            else:
                import codecs
                decoder = codecs.getincrementaldecoder(self.encoding)(self.errors)
            if self._newline in (None, ""):
                decoder = IncrementalNewlineDecoder(decoder, self._newline is None)
                decoder._seen = self._seen
            self._decoder = decoder
        name = "read1" if hasattr(self.buffer, "read1") else "read"
        seekable = self.buffer.seekable()
        start = len(self._source) - len(self._undecoded()) - self._behind(left) if seekable else 0
        self._source = self._source[start:]
        while True:
            data = getattr(self.buffer, name)(self._CHUNK_SIZE)
            if not isinstance(data, (bytes, bytearray, memoryview)):
                raise TypeError(f"underlying {name}() should have returned a bytes-like object, not {type(data).__name__!r}")
            data = bytes(data)
            if seekable:
                self._source += data
            text = self._decoder.decode(data, not data)
            if text or not data:
                return text or None

    def _read(self, size=-1, /):
        size = _size(size)
        if self._at_once:
            self._fill()
            return self._give(size)
        if size < 0:
            self._ask()
            text = self._take()
            data = self.buffer.read()
            if data is not None and not isinstance(data, (bytes, bytearray, memoryview)):
                raise TypeError(f"underlying read() should have returned a bytes-like object, not {type(data).__name__!r}")
            if self._decoder is None:
                return text + self._decoded(bytes(data or b""))
            return text + self._decoder.decode(bytes(data or b""), True)
        self._check()
        text = self._give(size)
        while len(text) < size:
            piece = self._chunk(text)
            if piece is None:
                break
            self._keep(text + piece)
            text = self._give(size)
        return text

    def _readline(self, size=-1, /):
        size = _size(size)
        if self._at_once:
            self._fill()
            return self._give_line(size)
        self._check()
        ends = ("\r", "\n") if self._newline == "" else self._newline or "\n"
        while True:
            line = self._give_line(size)
            # A carriage return may be the first half of an end.
            whole = line.endswith(ends) and (self._newline != "" or line[-1] == "\n" or self._left())
            if whole or 0 <= size <= len(line):
                return line
            piece = self._chunk(line)
            if piece is None:
                return line
            self._keep(line + piece)

    def tell(self):
        """The position in bytes."""
        self._check()
        if not self.seekable():
            raise UnsupportedOperation("underlying stream is not seekable")
        self.flush()
        left = self._rest()
        if not left:
            return self.buffer.tell() - len(self._undecoded())
        return self.buffer.tell() - len(self._undecoded()) - self._behind(left)

    def _behind(self, left):
        # How many bytes the text came from that is left.
        if not left:
            return 0
        text = self._source[:len(self._source) - len(self._undecoded())].decode(self.encoding, self.errors)
        if self._newline is None and "\r" in text:
            # The end of what was given, in the text before its ends of lines were translated.
            given = len(text) - text.count("\r\n") - len(left)
            at = 0
            while given > 0:
                at += 2 if text.startswith("\r\n", at) else 1
                given -= 1
        else:
            at = len(text) - len(left)
        rest = text[at:].encode(self.encoding, self.errors)
        mark = "".encode(self.encoding)
        return len(rest) - (len(mark) if mark and at and rest.startswith(mark) else 0)

    def _undecoded(self):
        # Bytes that the decoder has taken and that are no text yet.
        return b"" if self._decoder is None else self._decoder.getstate()[0]

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
        self.flush()
        self._keep("")
        self._decoder = None
        self._source = b""
        self._began = False
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
        if self._began:
            self.seek(self.tell())
        text = s.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else s
        data = text.encode(self.encoding, self.errors)
        marked = self.encoding.lower().replace("_", "-") in ("utf-16", "utf-32", "utf-8-sig")
        if marked and data and (self._pending or self.buffer.seekable() and self.buffer.tell()):
            # The mark of the order of bytes stands at the beginning only.
            data = data[len("".encode(self.encoding)):]
        if self._of_run:
            # Processes see each other's writes at once.
            self._buffer.write(data)
            return len(s)
        self._pending.append(data)
        ends = self.line_buffering and ("\n" in s or "\r" in s)
        self._waiting += len(data)
        if ends or self.write_through or self._waiting > self._CHUNK_SIZE:
            self._write_pending()
        if ends:
            self.buffer.flush()
        return len(s)

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None, write_through=None):
        """Changes how text becomes bytes."""
        for name, value in (("encoding", encoding), ("errors", errors)):
            if value is not None and not isinstance(value, str):
                raise TypeError(f"reconfigure() argument '{name}' must be str or None, not {type(value).__name__}")
        if newline is not Ellipsis and newline is not None and not isinstance(newline, str):
            raise TypeError(f"illegal newline type: {type(newline).__name__}")
        if newline not in (Ellipsis, None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        if self._began and (encoding is not None or errors is not None or newline is not Ellipsis):
            raise UnsupportedOperation(
                "It is not possible to set the encoding or newline of stream after the first read")
        self.flush()
        self.errors = errors or (self.errors if encoding is None else "strict")
        self.encoding = encoding or self.encoding
        if newline is not Ellipsis:
            self._newline = newline
            self._begin(newline, self._buffer)
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
            try:
                value = getattr(self, name)
            except (AttributeError, ValueError):
                continue
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
        if buffering == 1:
            import warnings
            warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                          RuntimeWarning, stacklevel=2)
    elif buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    elif newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline}")
    kind, updates = kinds[0], "+" in mode
    if opener is not None and not isinstance(file, int):
        file = opener(os.fspath(file), (os.O_RDWR if updates else os.O_RDONLY if kind == "r" else os.O_WRONLY) | {
            "r": 0, "w": os.O_CREAT | os.O_TRUNC, "a": os.O_CREAT | os.O_APPEND, "x": os.O_CREAT | os.O_EXCL}[kind] | os.O_CLOEXEC)
        if not isinstance(file, int):
            raise TypeError("expected integer from opener")
        if file < 0:
            raise ValueError(f"opener returned {file}")
    elif not closefd and not isinstance(file, int):
        raise ValueError("Cannot use closefd=False with file name")
    if isinstance(file, int):
        if file < 0:
            raise ValueError("negative file descriptor")
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
    if name[-1:] in ("/", b"/"):
        # Only a folder's path ends like that.
        state = _of_file(name, _files.stat, path)[0]
        if state == 1:
            raise NotADirectoryError(20, "Not a directory", name)
        if kind != "r":
            raise IsADirectoryError(21, "Is a directory", name)
    shown = kind + "b" + ("+" if updates else "")
    shown = "rb+" if shown == "wb+" else shown
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
        cls = FileIO if not buffering else _Random if updates else _Reader if kind == "r" else _Writer
        raw = _read_ahead.Bytes.__new__(cls)
        _Binary.__init__(raw, name, path, ("rb+" if updates else "wb") if kind == "w" and cls is FileIO else shown, kind == "r" or updates, kind != "r" or updates, kind == "a")
    if buffering == 0:
        raw._ahead = 0
    if "b" in mode:
        return raw
    return _text_of(raw, mode, encoding, errors, newline)


def text_encoding(encoding, stacklevel=2, /):
    """The encoding."""
    return "locale" if encoding is None else encoding

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
