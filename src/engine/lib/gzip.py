"""Files that gzip has compressed. A member is kept in memory as a whole."""

import io
import os
import struct
import time

import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = 1, 2
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9


class BadGzipFile(OSError):
    """The file is not as it must be."""


def open(filename, mode="rb", compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """Opens a file, for bytes or for text."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
    else:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError("Argument %r not supported in binary mode" % name)
    plain_mode = mode.replace("t", "")
    if isinstance(filename, (str, bytes)) or hasattr(filename, "__fspath__"):
        file = GzipFile(filename, plain_mode, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, plain_mode, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    if "t" not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding) if hasattr(io, "text_encoding") else encoding, errors, newline)


def _raw(data, level):
    return zlib.compress(data, level)[2:-4]


def _members(data, tells=True):
    # What all members hold, and when the last was made.
    from _zlib_more import _Short, _inflated, gzip_header
    parts, place, made = [], 0, None
    while place < len(data):
        if not data[place:].strip(b"\0"):
            # Zeros may fill the file up.
            break
        if data[place:place + 2] != b"\x1f\x8b":
            raise BadGzipFile("Not a gzipped file (%r)" % data[place:place + 2])
        try:
            if len(data) >= place + 3 and data[place + 2] != 8:
                raise BadGzipFile("Unknown compression method")
            begin, made = gzip_header(data, place)
            plain, end = _inflated(data, begin)
            if len(data) < end + 8:
                raise _Short
        except _Short:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached") from None
        crc, size = struct.unpack_from("<II", data, end)
        if crc != zlib.crc32(plain):
            raise BadGzipFile("CRC check failed" + (
                " %s != %s" % (hex(crc), hex(zlib.crc32(plain))) if tells else ""))
        if size != len(plain) & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        parts.append(plain)
        place = end + 8
    return b"".join(parts), made


class GzipFile(io.BufferedIOBase):
    """A file of bytes, compressed in another file."""

    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        if mode and ("t" in mode or "U" in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        if mode and "b" not in mode:
            mode += "b"
        if fileobj is None:
            fileobj = self.myfileobj = io.open(filename, mode or "rb")
        if filename is None:
            filename = getattr(fileobj, "name", "")
            if not isinstance(filename, (str, bytes)):
                filename = ""
        else:
            filename = os.fspath(filename)
        mode = mode or getattr(fileobj, "mode", "rb")
        self.fileobj = fileobj
        self.name = filename
        self._mtime = mtime
        self.compresslevel = compresslevel
        if mode.startswith("r"):
            self.mode = READ
            self._content = None
        elif mode.startswith(("w", "a", "x")):
            self.mode = WRITE
            self._content = io.BytesIO()
            self.offset = 0
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))

    @property
    def mtime(self):
        """When it was made."""
        return self._mtime

    def __repr__(self):
        return "<gzip " + repr(self.fileobj)[1:-1] + " " + hex(id(self)) + ">"

    def _wants(self, mode):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file")
        if self.mode != mode:
            import errno
            raise OSError(errno.EBADF, "%s on %s GzipFile object" % (
                ("read()", "write-only") if mode == READ else ("write()", "read-only")))

    def _reading(self):
        self._wants(READ)
        if self._content is None:
            data, self._mtime = _members(self.fileobj.read())
            self._content = io.BytesIO(data)
        return self._content

    def read(self, size=-1):
        """Bytes."""
        return self._reading().read(size)

    def read1(self, size=-1):
        """Bytes that are there."""
        return self._reading().read(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def peek(self, n):
        """Bytes that stay to be read."""
        content = self._reading()
        place = content.tell()
        data = content.read(max(n, 100))
        content.seek(place)
        return data

    def readline(self, size=-1):
        """A line."""
        return self._reading().readline(size)

    def readinto(self, b):
        """Bytes, put where they are to be."""
        return self._reading().readinto(b)

    def write(self, data):
        """Takes bytes."""
        self._wants(WRITE)
        data = data if isinstance(data, (bytes, bytearray)) else memoryview(data).tobytes()
        self._content.write(data)
        self.offset += len(data)
        return len(data)

    def seek(self, offset, whence=io.SEEK_SET):
        """Goes to a place; when writing, by zeros."""
        if self.mode == READ:
            return self._reading().seek(offset, whence)
        if whence == io.SEEK_CUR:
            offset += self.offset
        elif whence != io.SEEK_SET:
            raise ValueError("Seek from end not supported")
        if offset < self.offset:
            raise OSError("Negative seek in write mode")
        self.write(b"\0" * (offset - self.offset))
        return self.offset

    def tell(self):
        """The place."""
        return self._reading().tell() if self.mode == READ else self.offset

    def rewind(self):
        """Goes to the beginning."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self.seek(0)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        """What has been written is compressed when the file is closed."""
        if self.fileobj is None:
            raise ValueError("flush of closed file" if self.closed else "I/O operation on closed file")

    def fileno(self):
        """The number of the file beneath."""
        return self.fileobj.fileno()

    @property
    def closed(self):
        """Whether it is."""
        return self.fileobj is None

    def close(self):
        """Compresses what was written."""
        fileobj, own = self.fileobj, self.myfileobj
        if fileobj is None:
            return
        try:
            if self.mode == WRITE:
                data = self._content.getvalue()
                name = os.path.basename(self.name)
                name = name.encode("latin-1", "replace") if isinstance(name, str) else name
                name = name.removesuffix(b".gz")
                made = time.time() if self._mtime is None else self._mtime
                extra = {_COMPRESS_LEVEL_BEST: 2, _COMPRESS_LEVEL_FAST: 4}.get(self.compresslevel, 0)
                fileobj.write(struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, FNAME if name else 0, int(made), extra, 255) + (
                    name + b"\0" if name else b""))
                fileobj.write(_raw(data, self.compresslevel) + struct.pack(
                    "<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))
        finally:
            self.fileobj = self.myfileobj = None
            if own is not None:
                own.close()

    def readable(self):
        """Whether it can be read."""
        return self.mode == READ

    def writable(self):
        """Whether it can be written."""
        return self.mode == WRITE

    def seekable(self):
        """It can."""
        return True


def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """Bytes compressed."""
    out = io.BytesIO()
    with GzipFile(fileobj=out, mode="wb", compresslevel=compresslevel, mtime=mtime) as file:
        file.write(data)
    return out.getvalue()


def decompress(data):
    """What was compressed."""
    return _members(bytes(data), False)[0]
