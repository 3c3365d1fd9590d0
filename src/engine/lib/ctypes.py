"""C types for `multiprocessing.Value` and `Array`: simple types, arrays of them and structures. No foreign functions.

An object either keeps its bytes itself or, made by `multiprocessing.sharedctypes`, lies in a shared memory block;
then every access is one read or write of that block.
"""

import _ipc


class _Memory:
    # Bytes of one object that is not shared, with the methods of a shared block's handle.

    def __init__(self, size):
        self.bytes = bytearray(size)

    def read(self, offset, length):
        return bytes(self.bytes[offset:offset + length])

    def write(self, offset, data):
        self.bytes[offset:offset + len(data)] = data

    def load(self, code, offset):
        return _ipc.decode(code, self.bytes, offset)

    def store(self, code, offset, value):
        self.write(offset, _ipc.encode(code, value))


class _CDataType(type):
    def __mul__(cls, length):
        return _array_type(cls, length)

    __rmul__ = __mul__

    def from_memory(cls, memory, offset):
        """An object of this type over bytes that exist already."""
        self = object.__new__(cls)
        self._place(memory, offset)
        return self


class _CData(metaclass=_CDataType):
    _size = 0

    def __new__(cls, *args, **kwargs):
        return cls.from_memory(_Memory(cls._size), 0)

    def _place(self, memory, offset):
        self._memory = memory
        self._offset = offset

    def __reduce__(self):
        from multiprocessing.context import assert_spawning
        assert_spawning(self)
        kind, lengths = type(self), []
        while issubclass(kind, Array):
            lengths.append(kind._length_)
            kind = kind._type_
        return _rebuild, (kind, lengths, self._memory, self._offset)


def _rebuild(kind, lengths, memory, offset):
    # Array types are made when needed and have no name to be found by.
    for length in reversed(lengths):
        kind = _array_type(kind, length)
    return kind.from_memory(memory, offset)


class _SimpleCData(_CData):
    """One number or character."""

    def __init__(self, value=None):
        if value is not None:
            self.value = value

    @property
    def value(self):
        """Its Python value."""
        return self._memory.load(self._type_, self._offset)

    @value.setter
    def value(self, value):
        self._memory.store(self._type_, self._offset, value)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.value)

    def __bool__(self):
        return bool(self.value) and self.value != b"\0"


def _simple(name, typecode):
    size = len(_ipc.encode(typecode, b"\0" if typecode == "c" else "\0" if typecode == "u" else 0))
    return _CDataType(name, (_SimpleCData,), {"_type_": typecode, "_size": size, "__module__": "ctypes"})


c_bool = _simple("c_bool", "?")
c_char = _simple("c_char", "c")
c_wchar = _simple("c_wchar", "u")
c_byte = _simple("c_byte", "b")
c_ubyte = _simple("c_ubyte", "B")
c_short = _simple("c_short", "h")
c_ushort = _simple("c_ushort", "H")
c_int = _simple("c_int", "i")
c_uint = _simple("c_uint", "I")
c_long = _simple("c_long", "l")
c_ulong = _simple("c_ulong", "L")
c_float = _simple("c_float", "f")
c_double = _simple("c_double", "d")
c_longdouble = c_double
# On Linux a long has 64 bits, and `long long` is the same type under another name.
c_longlong = c_int64 = c_ssize_t = c_long
c_ulonglong = c_uint64 = c_size_t = c_ulong
c_int8, c_int16, c_int32 = c_byte, c_short, c_int
c_uint8, c_uint16, c_uint32 = c_ubyte, c_ushort, c_uint


def sizeof(obj_or_type):
    """Size in bytes."""
    return obj_or_type._size


_array_types = {}


def _array_type(item, length):
    if length < 0:
        raise ValueError("Array length must be >= 0, not %d" % length)
    key = (item, length)
    if key not in _array_types:
        base = _CharArray if item is c_char else Array
        _array_types[key] = _CDataType(
            "%s_Array_%d" % (item.__name__, length), (base,),
            {"_type_": item, "_length_": length, "_size": item._size * length},
        )
    return _array_types[key]


class Array(_CData):
    """A fixed number of objects of one type."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *items):
        if len(items) > self._length_:
            raise IndexError("invalid index")
        for index, item in enumerate(items):
            self[index] = item

    def _place(self, memory, offset):
        self._memory = memory
        self._offset = offset
        # What each access needs, where it is found at once.
        kind = self._type_
        self._code = kind._type_ if issubclass(kind, _SimpleCData) else None
        self._width = kind._size
        self._count = self._length_

    def __len__(self):
        return self._count

    def _index(self, index):
        if not isinstance(index, int):
            if not hasattr(index, "__index__"):
                raise TypeError("indices must be integers")
            index = index.__index__()
        if index < 0:
            index += self._count
        if not 0 <= index < self._count:
            raise IndexError("invalid index")
        return index

    def __getitem__(self, index):
        if type(index) is int and 0 <= index < self._count and self._code:
            return self._memory.load(self._code, self._offset + index * self._width)
        kind, width = self._type_, self._width
        if not isinstance(index, slice):
            # An `int` by now: of another class it would come back here.
            index = int(self._index(index))
            if self._code:
                return self[index]
            return kind.from_memory(self._memory, self._offset + index * width)
        numbers = range(self._count)[index]
        if not self._code:
            return [self[number] for number in numbers]
        # One read for the whole stretch.
        if not numbers:
            items = []
        else:
            low, high = min(numbers[0], numbers[-1]), max(numbers[0], numbers[-1]) + 1
            data = self._memory.read(self._offset + low * width, (high - low) * width)
            items = [_ipc.decode(self._code, data, (n - low) * width) for n in numbers]
        if kind is c_char:
            return b"".join(items)
        if kind is c_wchar:
            return "".join(items)
        return items

    def __setitem__(self, index, value):
        kind = self._type_
        if type(index) is int and 0 <= index < self._count and self._code:
            if type(value) is not int and isinstance(value, kind):
                value = value.value
            self._memory.store(self._code, self._offset + index * self._width, value)
        elif isinstance(index, slice):
            numbers = range(self._count)[index]
            values = list(value)
            if len(values) != len(numbers):
                raise ValueError("Can only assign sequence of same size")
            for number, item in zip(numbers, values):
                self[number] = item
        elif self._code:
            self[int(self._index(index))] = value
        else:
            place = self._offset + self._index(index) * self._width
            if isinstance(value, kind):
                self._memory.write(place, value._memory.read(value._offset, kind._size))
            elif isinstance(value, tuple):
                kind.from_memory(self._memory, place).__init__(*value)
            else:
                raise TypeError("expected %s instance, got %s" % (kind.__name__, type(value).__name__))

    def __iter__(self):
        for index in range(self._count):
            yield self[index]


class _CharArray(Array):
    @property
    def raw(self):
        """All bytes."""
        return self._memory.read(self._offset, self._size)

    @raw.setter
    def raw(self, data):
        if len(data) > self._size:
            raise ValueError("byte string too long")
        self._memory.write(self._offset, bytes(data))

    @property
    def value(self):
        """The bytes before the first NUL."""
        return self.raw.partition(b"\0")[0]

    @value.setter
    def value(self, data):
        if not isinstance(data, bytes):
            raise TypeError("bytes expected instead of %s instance" % type(data).__name__)
        if len(data) > self._size:
            raise ValueError("byte string too long")
        self._memory.write(self._offset, data + b"\0" if len(data) < self._size else data)


def create_string_buffer(init, size=None):
    """A char array from bytes or of a size."""
    if isinstance(init, bytes):
        buffer = (c_char * (len(init) + 1 if size is None else size))()
        buffer.value = init
        return buffer
    return (c_char * init)()


class _Field:
    def __init__(self, kind, offset):
        self.kind = kind
        self.offset = offset
        self.size = kind._size

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        place = obj._offset + self.offset
        if issubclass(self.kind, _SimpleCData):
            return obj._memory.load(self.kind._type_, place)
        return self.kind.from_memory(obj._memory, place)

    def __set__(self, obj, value):
        place = obj._offset + self.offset
        if isinstance(value, self.kind):
            obj._memory.write(place, value._memory.read(value._offset, self.size))
        elif issubclass(self.kind, _SimpleCData):
            obj._memory.store(self.kind._type_, place, value)
        else:
            self.kind.from_memory(obj._memory, place).__init__(*value)


class Structure(_CData):
    """Named fields, aligned as a C compiler does."""

    _fields_ = ()
    _align = 1

    def __init_subclass__(cls):
        offset, align = 0, 1
        for name, kind in cls._fields_:
            unit = _alignment(kind)
            offset = (offset + unit - 1) // unit * unit
            setattr(cls, name, _Field(kind, offset))
            offset += kind._size
            align = max(align, unit)
        cls._align = align
        cls._size = (offset + align - 1) // align * align

    def __init__(self, *values, **named):
        if len(values) > len(self._fields_):
            raise TypeError("too many initializers")
        for (name, _), value in zip(self._fields_, values):
            setattr(self, name, value)
        for name, value in named.items():
            setattr(self, name, value)


def _alignment(kind):
    if issubclass(kind, Structure):
        return kind._align
    if issubclass(kind, Array):
        return _alignment(kind._type_)
    return kind._size


class LibraryLoader:
    """Opens libraries of a kind by their names."""

    def __init__(self, dlltype):
        self._dlltype = dlltype

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._dlltype(name)
        setattr(self, name, found)
        return found

    def __getitem__(self, name):
        return getattr(self, name)

    def LoadLibrary(self, name):
        """A library that is not kept."""
        return self._dlltype(name)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def __getattr__(name):
    words = f"module 'ctypes' has no attribute '{name}'"
    if name in ("pythonapi", "CDLL", "PyDLL", "cdll", "pydll", "CFUNCTYPE", "py_object"):
        words += ": there is no machine code to be called"
    raise AttributeError(words)
