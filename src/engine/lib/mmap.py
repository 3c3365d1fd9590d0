"""Memory as a file. What belongs to no file is shared with the processes that are forked from this one. A map of a file is
a copy of it: what is written goes to the file at once, but what others write there does not come from it."""

import io
import os

import _ipc

error = OSError

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
MAP_SHARED, MAP_PRIVATE, MAP_ANONYMOUS, MAP_POPULATE, MAP_STACK, MAP_NORESERVE = 1, 2, 0x20, 0x8000, 0x20000, 0x4000
MAP_ANON, MAP_DENYWRITE, MAP_EXECUTABLE = MAP_ANONYMOUS, 0x800, 0x1000
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED = range(5)
PAGESIZE = ALLOCATIONGRANULARITY = 4096

_ACCESS = ["ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"]


class mmap:
    """Memory, or a file's content, that is read and written as bytes and as a file."""

    def __new__(cls, fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, offset=0):
        if length < 0:
            raise OverflowError("memory mapped length must be positive")
        if offset < 0:
            raise OverflowError("memory mapped offset must be positive")
        if access != ACCESS_DEFAULT and (flags, prot) != (MAP_SHARED, PROT_READ | PROT_WRITE):
            raise ValueError("mmap can't specify both access and flags, prot.")
        if access not in range(4):
            raise ValueError("mmap invalid access parameter.")
        if access == ACCESS_DEFAULT and not prot & PROT_WRITE:
            access = ACCESS_READ
        file = None
        if fileno == -1:
            if not length:
                raise OSError(22, "Invalid argument")
            self = object.__new__(cls)
            self._memory = _ipc.view(_ipc.shared_create(length, "mmap"), length)
        else:
            file, length = _opened(fileno, length, offset, access)
            file.seek(offset)
            self = bytearray.__new__(_OfFile)
            bytearray.__init__(self, file.read(length))
            self._memory = memoryview(self)
            if access in (ACCESS_READ, ACCESS_COPY) or flags & MAP_PRIVATE:
                file.close()
                file = None
        self._access, self._offset, self._at, self._file = access, offset, 0, file
        self._number = fileno
        return self

    def __init__(self, *args, **kwargs):
        # Of a bytearray it would fill it.
        pass

    def _open(self):
        if self._memory is None:
            raise ValueError("mmap closed or invalid")
        return self._memory

    def _change(self, place, data):
        memory = self._open()
        if self._access == ACCESS_READ:
            raise TypeError("mmap can't modify a readonly memory map.")
        memory[place:place + len(data)] = data
        if self._file is not None:
            self._file.seek(self._offset + place)
            self._file.write(data)
            self._file.flush()

    @property
    def closed(self):
        """Whether it is closed."""
        return self._memory is None

    def __repr__(self):
        if self._memory is None:
            return "<mmap.mmap closed=True>"
        return "<mmap.mmap closed=False, access=%s, length=%d, pos=%d, offset=%d>" % (
            _ACCESS[self._access], len(self._memory), self._at, self._offset)

    __str__ = __repr__

    def __len__(self):
        return len(self._open())

    def __getitem__(self, index):
        memory = self._open()
        if isinstance(index, slice):
            return bytes(memory[index])
        return memory[_checked(index, len(memory))]

    def __setitem__(self, index, value):
        memory = self._open()
        if self._access == ACCESS_READ:
            raise TypeError("mmap can't modify a readonly memory map.")
        if not isinstance(index, slice):
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 0 <= value <= 255:
                raise ValueError("mmap item value must be in range(0, 256)")
            self._change(_checked(index, len(memory)), bytes([value]))
            return
        begin, end, step = index.indices(len(memory))
        places = range(begin, end, step)
        data = bytes(memoryview(value))
        if len(places) != len(data):
            raise IndexError("mmap slice assignment is wrong size")
        if step == 1:
            self._change(begin, data)
        else:
            for place, byte in zip(places, data):
                self._change(place, bytes([byte]))

    def __iter__(self):
        for place in range(len(self)):
            yield self[place:place + 1]

    def __contains__(self, data):
        return any(data == byte for byte in self)

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.close()

    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'mmap.mmap' object")

    def close(self):
        """Nothing can be asked any more."""
        self._memory = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def flush(self, offset=0, size=None, /):
        """Everything is written already."""
        self._open()

    def madvise(self, option, start=0, length=None, /):
        """Is of no consequence."""
        self._open()

    def size(self):
        """Bytes of the file, or of the memory."""
        memory = self._open()
        return len(memory) if self._number == -1 else os.fstat(self._number).st_size

    def resize(self, newsize, /):
        """Is refused."""
        self._open()
        raise NotImplementedError("the size of a map cannot be changed here")

    def tell(self):
        """The position."""
        self._open()
        return self._at

    def seek(self, pos, whence=0, /):
        """Sets the position, from the beginning, from where it is, or from the end."""
        size = len(self._open())
        if whence not in (0, 1, 2):
            raise ValueError("unknown seek type")
        at = pos + (0, self._at, size)[whence]
        if not 0 <= at <= size:
            raise ValueError("seek out of range")
        self._at = at

    def read(self, n=None, /):
        """The next bytes; all that are left without a number, or with a negative one."""
        memory = self._open()
        end = len(memory) if n is None or n < 0 else min(self._at + n, len(memory))
        data = bytes(memory[self._at:end])
        self._at = end
        return data

    def read_byte(self):
        """The next byte, as an int."""
        if self._at >= len(self._open()):
            raise ValueError("read byte out of range")
        self._at += 1
        return self._memory[self._at - 1]

    def readline(self):
        """The next line."""
        end = bytes(self._open()).find(b"\n", self._at)
        return self.read(None if end < 0 else end + 1 - self._at)

    def write(self, data, /):
        """Writes bytes at the position; how many."""
        data = bytes(memoryview(data))
        memory = self._open()
        if self._access == ACCESS_READ:
            raise TypeError("mmap can't modify a readonly memory map.")
        if self._at + len(data) > len(memory):
            raise ValueError("data out of range")
        self._change(self._at, data)
        self._at += len(data)
        return len(data)

    def write_byte(self, byte, /):
        """Writes an int as a byte."""
        if self._access == ACCESS_READ:
            raise TypeError("mmap can't modify a readonly memory map.")
        if self._at >= len(self._open()):
            raise ValueError("write byte out of range")
        self._change(self._at, bytes([byte]))
        self._at += 1

    def find(self, sub, start=None, end=None, /):
        """Where bytes are, from the position on; -1 if nowhere."""
        data = bytes(self._open())
        return data.find(sub, self._at if start is None else start, len(data) if end is None else end)

    def rfind(self, sub, start=None, end=None, /):
        """Where they are last."""
        data = bytes(self._open())
        return data.rfind(sub, self._at if start is None else start, len(data) if end is None else end)

    def move(self, dest, src, count, /):
        """Copies bytes within."""
        memory = self._open()
        if min(dest, src, count) < 0 or max(dest, src) + count > len(memory):
            raise ValueError("source, destination, or count out of range")
        self._change(dest, bytes(memory[src:src + count]))


class _OfFile(mmap, bytearray):
    # A bytearray, so that whatever takes bytes takes it.
    pass


_OfFile.__name__ = _OfFile.__qualname__ = "mmap"


def _checked(index, size):
    if not hasattr(type(index), "__index__"):
        raise TypeError("mmap indices must be integers")
    index = index.__index__()
    if index < 0:
        index += size
    if not 0 <= index < size:
        raise IndexError("mmap index out of range")
    return index


def _opened(fileno, length, offset, access):
    # The file, opened once more, as the program may close its own; and how much of it is wanted.
    size = os.fstat(fileno).st_size
    if not length:
        if not size:
            raise ValueError("cannot mmap an empty file")
        if offset >= size:
            raise ValueError("mmap offset is greater than file size")
        length = size - offset
    elif offset > size or size - offset < length:
        raise ValueError("mmap length is greater than file size")
    file = io._by_number(fileno)
    file.flush()
    writes = access in (ACCESS_DEFAULT, ACCESS_WRITE)
    if writes and not file.writable():
        raise PermissionError(13, "Permission denied")
    return io.open(file.name, "r+b" if writes else "rb"), length
