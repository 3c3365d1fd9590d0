"""`memoryview`: another object's bytes, without a copy. `builtins.memoryview` makes its objects."""

import _ipc

_new = memoryview.__new__
_INTEGERS = {
    "b": (1, True), "B": (1, False), "h": (2, True), "H": (2, False), "i": (4, True), "I": (4, False), "l": (8, True),
    "L": (8, False), "q": (8, True), "Q": (8, False), "n": (8, True), "N": (8, False), "P": (8, False),
}
_SIZES = {"c": 1, "?": 1, "f": 4, "d": 8, "e": 2}


def _size_of(format):
    code = format[1:] if format[:1] == "@" else format
    if len(code) == 1:
        if code in _INTEGERS:
            return _INTEGERS[code][0]
        if code in _SIZES:
            return _SIZES[code]
    return 0


class _Bytes:
    # The bytes of an object that does not change.
    readonly = True

    def __init__(self, data):
        self.data = data
        self.size = len(data)

    def read(self, start, size):
        return self.data[start:start + size]


class _Array:
    # The bytes of a bytearray.
    readonly = False

    def __init__(self, data):
        self.data = data
        self.size = len(data)

    def read(self, start, size):
        return bytes(self.data[start:start + size])

    def write(self, start, data):
        if start + len(data) <= len(self.data):
            self.data[start:start + len(data)] = data


class _Shared:
    # Memory that processes share.
    readonly = False

    def __init__(self, handle, size):
        self.handle = handle
        self.size = size
        self.read = handle.read
        self.write = handle.write


class memoryview(memoryview):
    """Shows the bytes of an object as items of a format."""

    __slots__ = ("obj", "_source", "_start", "_format", "_itemsize", "_shape", "_strides", "_readonly", "__weakref__")

    def __init__(self, object):
        if isinstance(object, memoryview):
            object._open()
            self._like(object, object._start, object._format, object._shape, object._strides)
            return
        self.obj = object
        format, size = "B", 1
        if isinstance(object, bytes):
            source = _Bytes(object)
        elif isinstance(object, bytearray):
            source = _Array(object)
        elif hasattr(type(object), "_exported"):
            source, format = object._exported()
            size = _size_of(format) or object.itemsize
        else:
            raise TypeError(f"memoryview: a bytes-like object is required, not '{type(object).__name__}'")
        self._source, self._readonly = source, source.readonly
        self._start, self._format, self._itemsize = 0, format, size
        self._shape, self._strides = (source.size // size,), (size,)

    def _like(self, other, start, format, shape, strides):
        self.obj, self._source, self._readonly = other.obj, other._source, other._readonly
        self._start, self._format, self._shape, self._strides = start, format, shape, strides
        self._itemsize = _size_of(format) or other._itemsize
        return self

    def _part(self, start, shape, strides, format=None):
        return _new(type(self))._like(self, start, format or self._format, shape, strides)

    def _open(self):
        if self._source is None:
            raise ValueError("operation forbidden on released memoryview object")
        return self._source

    # What it is

    @property
    def nbytes(self):
        """How many bytes its items take."""
        self._open()
        size = self._itemsize
        for length in self._shape:
            size *= length
        return size

    @property
    def readonly(self):
        """Whether it cannot be written."""
        self._open()
        return self._readonly

    @property
    def itemsize(self):
        """Bytes of an item."""
        self._open()
        return self._itemsize

    @property
    def format(self):
        """What an item is, in the words of `struct`."""
        self._open()
        return self._format

    @property
    def ndim(self):
        """How many indices an item has."""
        self._open()
        return len(self._shape)

    @property
    def shape(self):
        """How many items there are in each direction."""
        self._open()
        return self._shape

    @property
    def strides(self):
        """Bytes to the next item in each direction."""
        self._open()
        return self._strides

    @property
    def suboffsets(self):
        """None are needed."""
        self._open()
        return ()

    def _is_dense(self):
        expected = self._itemsize
        for length, stride in zip(reversed(self._shape), reversed(self._strides)):
            if stride != expected and length > 1:
                return False
            expected *= length
        return True

    @property
    def c_contiguous(self):
        """Whether its items lie one after the other."""
        self._open()
        return self._is_dense()

    contiguous = c_contiguous

    @property
    def f_contiguous(self):
        """Whether they do so with the first index changing fastest."""
        self._open()
        return self._is_dense() and sum(length > 1 for length in self._shape) < 2

    # Items

    def _unpack(self, data):
        code = self._format[-1]
        if code in _INTEGERS:
            size, signed = _INTEGERS[code]
            return int.from_bytes(data, "little", signed=signed)
        if code == "c":
            return data
        if code == "?":
            return data != b"\0"
        if code in "fd":
            return _ipc.decode(code, data)
        if code == "e":
            import struct
            return struct.unpack("e", data)[0]
        raise NotImplementedError(f"memoryview: unsupported format {self._format}")

    def _pack(self, value):
        format = self._format
        code = format[-1]
        if code in _INTEGERS:
            size, signed = _INTEGERS[code]
            if not isinstance(value, int):
                index = getattr(type(value), "__index__", None)
                if index is None:
                    raise TypeError(f"memoryview: invalid type for format '{format}'")
                value = index(value)
            try:
                return int(value).to_bytes(size, "little", signed=signed)
            except OverflowError:
                raise ValueError(f"memoryview: invalid value for format '{format}'") from None
        if code == "c":
            if not isinstance(value, bytes):
                raise TypeError(f"memoryview: invalid type for format '{format}'")
            if len(value) != 1:
                raise ValueError(f"memoryview: invalid value for format '{format}'")
            return value
        if code == "?":
            return b"\1" if value else b"\0"
        if code in "fde":
            if not isinstance(value, (int, float)) and not hasattr(type(value), "__float__"):
                raise TypeError(f"memoryview: invalid type for format '{format}'")
            import struct
            return struct.pack(code, value)
        raise NotImplementedError(f"memoryview: format {format} not supported")

    def _place(self, index, dimension):
        length = self._shape[dimension]
        place = index + length if index < 0 else index
        if not 0 <= place < length:
            raise IndexError(f"index out of bounds on dimension {dimension + 1}")
        return place * self._strides[dimension]

    def _target(self, key):
        # Where an item is; or the part that a slice means, as a view.
        dimensions = len(self._shape)
        if key is Ellipsis and dimensions > 0:
            return None, self
        if isinstance(key, slice):
            if not dimensions:
                raise TypeError("invalid indexing of 0-dim memory")
            start, stop, step = key.indices(self._shape[0])
            count = len(range(start, stop, step))
            stride = self._strides[0]
            part = self._part(self._start + start * stride, (count,) + self._shape[1:],
                              (stride * step,) + self._strides[1:])
            return None, part
        if isinstance(key, tuple):
            if any(isinstance(part, slice) for part in key):
                if all(isinstance(part, slice) for part in key):
                    raise NotImplementedError("multi-dimensional slicing is not implemented")
                raise TypeError("memoryview: invalid slice key")
            if not all(hasattr(type(part), "__index__") for part in key):
                raise TypeError("memoryview: invalid slice key")
            if len(key) < dimensions:
                raise NotImplementedError("sub-views are not implemented")
            if len(key) > dimensions:
                raise TypeError(f"cannot index {dimensions}-dimension view with {len(key)}-element tuple")
            return self._start + sum(self._place(part.__index__(), at) for at, part in enumerate(key)), None
        if not hasattr(type(key), "__index__"):
            raise TypeError("memoryview: invalid slice key")
        if not dimensions:
            raise TypeError("invalid indexing of 0-dim memory")
        if dimensions > 1:
            raise NotImplementedError("multi-dimensional sub-views are not implemented")
        return self._start + self._place(key.__index__(), 0), None

    def __getitem__(self, key):
        source = self._open()
        if not self._shape and (key is Ellipsis or key == ()):
            return self if key is Ellipsis else self._unpack(source.read(self._start, self._itemsize))
        place, part = self._target(key)
        return self._unpack(source.read(place, self._itemsize)) if part is None else part

    def __setitem__(self, key, value):
        source = self._open()
        if self._readonly:
            raise TypeError("cannot modify read-only memory")
        if not self._shape and (key is Ellipsis or key == ()):
            source.write(self._start, self._pack(value))
            return
        place, part = self._target(key)
        if part is None:
            data = self._pack(value)
            self._open().write(place, data)
            return
        if len(self._shape) != 1:
            raise NotImplementedError("memoryview slice assignments are currently restricted to ndim = 1")
        other = value if isinstance(value, memoryview) else type(self)(value)
        if other._format[-1] != part._format[-1] or other._shape != part._shape:
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        data = other.tobytes()
        size, stride = part._itemsize, part._strides[0]
        if stride == size:
            if data:
                source.write(part._start, data)
            return
        for at in range(part._shape[0]):
            source.write(part._start + at * stride, data[at * size:(at + 1) * size])

    def __delitem__(self, key):
        self._open()
        raise TypeError("cannot modify read-only memory" if self._readonly else "cannot delete memory")

    def __len__(self):
        self._open()
        if not self._shape:
            raise TypeError("0-dim memory has no length")
        return self._shape[0]

    def __iter__(self):
        self._open()
        if not self._shape:
            raise TypeError("invalid indexing of 0-dim memory")
        return iter(_items(self))

    def __reversed__(self):
        return reversed(self.tolist())

    def __contains__(self, value):
        return value in self.tolist()

    # All at once

    def _gather(self, start, dimension):
        shape = self._shape
        if dimension == len(shape):
            return self._source.read(start, self._itemsize)
        stride = self._strides[dimension]
        return b"".join([self._gather(start + at * stride, dimension + 1) for at in range(shape[dimension])])

    def tobytes(self, order="C"):
        """Its bytes, copied."""
        self._open()
        if order not in (None, "C", "F", "A"):
            raise ValueError("order must be 'C', 'F' or 'A'")
        size = self.nbytes
        if not size:
            return b""
        if self._is_dense():
            return self._source.read(self._start, size)
        return self._gather(self._start, 0)

    def __bytes__(self):
        return self.tobytes()

    def hex(self, *args, **options):
        """Its bytes as hexadecimal digits."""
        return self.tobytes().hex(*args, **options)

    def tolist(self):
        """Its items as a list, of lists if there are several dimensions."""
        self._open()
        data, size = self.tobytes(), self._itemsize
        if not self._shape:
            return self._unpack(data)
        code = self._format[-1]
        items = list(data) if code == "B" else [self._unpack(data[at:at + size]) for at in range(0, len(data), size)]
        for length in reversed(self._shape[1:]):
            items = [items[at:at + length] for at in range(0, len(items), length)] if length else []
        return items

    def cast(self, format, shape=None):
        """The same bytes as items of another format."""
        self._open()
        if not isinstance(format, str):
            raise TypeError(f"cast() argument 'format' must be str, not {type(format).__name__}")
        if not self._is_dense():
            raise TypeError("memoryview: casts are restricted to C-contiguous views")
        size = _size_of(format)
        if not size:
            raise ValueError("memoryview: destination format must be a native single character format prefixed "
                             "with an optional '@'")
        if self._format[-1] not in "Bbc" and format[-1] not in "Bbc":
            raise TypeError("memoryview: cannot cast between two non-byte formats")
        total = self.nbytes
        if total % size:
            raise TypeError("memoryview: length is not a multiple of itemsize")
        if shape is None:
            if len(self._shape) == 0 and total == size:
                return self._part(self._start, (1,), (size,), format)
            return self._part(self._start, (total // size,), (size,), format)
        if not isinstance(shape, (list, tuple)):
            raise TypeError("shape must be a list or a tuple")
        if len(self._shape) > 1 and len(shape) != 1:
            raise TypeError("memoryview: cast must be 1D -> ND or ND -> 1D")
        strides, expected = [], size
        for length in reversed(shape):
            if not isinstance(length, int):
                raise TypeError("memoryview.cast(): elements of shape must be integers")
            if length <= 0:
                raise ValueError("memoryview.cast(): elements of shape must be integers > 0")
            strides.append(expected)
            expected *= length
        if expected != total:
            raise TypeError("memoryview: product(shape) * itemsize != buffer size")
        return self._part(self._start, tuple(shape), tuple(reversed(strides)), format)

    def toreadonly(self):
        """The same, but it cannot be written."""
        self._open()
        view = self._part(self._start, self._shape, self._strides)
        view._readonly = True
        return view

    def release(self):
        """Lets the object go."""
        self._source = self.obj = None

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, *args):
        self.release()

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, memoryview):
            if not isinstance(other, (bytes, bytearray)) and not hasattr(type(other), "_exported"):
                return NotImplemented
            other = type(self)(other)
        if self._source is None or other._source is None:
            return False
        return self._shape == other._shape and self.tolist() == other.tolist()

    def __hash__(self):
        if not self._open().readonly and not self._readonly:
            raise ValueError("cannot hash writable memoryview object")
        if self._format[-1] not in "Bbc":
            raise ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
        return hash(self.tobytes())

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle memoryview objects")

    def __repr__(self):
        state = "released memory" if self._source is None else "memory"
        return f"<{state} at {id(self):#x}>"


def _items(view):
    at = 0
    while at < len(view):
        yield view[at]
        at += 1


memoryview.__module__ = "builtins"


def shared(handle, start, size):
    """A view of memory that processes share."""
    view = _new(memoryview)
    view.obj = view._source = _Shared(handle, start + size)
    view._readonly = False
    view._start, view._format, view._itemsize = start, "B", 1
    view._shape, view._strides = (size,), (1,)
    return view


def of_source(owner, source):
    """A view of bytes that an object keeps in its own way."""
    view = _new(memoryview)
    view.obj, view._source, view._readonly = owner, source, source.readonly
    view._start, view._format, view._itemsize = 0, "B", 1
    view._shape, view._strides = (source.size,), (1,)
    return view
