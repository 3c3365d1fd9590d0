"""Arrays of numbers of one C type."""

import _ipc

typecodes = "bBuhHiIlLqQfd"
_list = list
_LIMITS = {
    "b": ("signed char", -128, 127), "B": ("unsigned byte integer", 0, 255), "h": ("signed short integer", -32768, 32767),
    "H": ("unsigned short", 0, 65535), "i": ("signed integer", -2**31, 2**31 - 1), "I": ("unsigned int", 0, 2**32 - 1),
    "l": ("int", -2**63, 2**63 - 1), "L": ("int", 0, 2**64 - 1), "q": ("int", -2**63, 2**63 - 1),
    "Q": ("int", 0, 2**64 - 1),
}


class _Bytes:
    # The bytes of an array for those who look at them by a memoryview.
    readonly = False

    def __init__(self, owner):
        self.owner = owner
        self.size = len(owner._items) * owner.itemsize

    def _around(self, start, size):
        item = self.owner.itemsize
        first, last = start // item, -(-(start + size) // item)
        return first, last, b"".join([_ipc.encode(self.owner.typecode, value) for value in self.owner._items[first:last]])

    def read(self, start, size):
        first, _, data = self._around(start, size)
        start -= first * self.owner.itemsize
        return data[start:start + size]

    def write(self, start, data):
        owner = self.owner
        item, code = owner.itemsize, owner.typecode
        first, last, around = self._around(start, len(data))
        start -= first * item
        around = around[:start] + data + around[start + len(data):]
        owner._items[first:last] = [_ipc.decode(code, around[at:at + item]) for at in range(0, len(around), item)]


class array:
    """A list whose items have one C type."""

    def __init__(self, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError("array() argument 1 must be a unicode character, not " + type(typecode).__name__)
        if typecode not in typecodes:
            raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        self.typecode = typecode
        self.itemsize = len(_ipc.encode(typecode, "\0" if typecode == "u" else 0))
        self._items = []
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, str) and typecode != "u":
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        else:
            self.extend(initializer)

    def _value(self, value):
        code = self.typecode
        if code in _LIMITS:
            name, low, high = _LIMITS[code]
            if not isinstance(value, int):
                if not hasattr(value, "__index__"):
                    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
                value = value.__index__()
            if value > high:
                raise OverflowError("Python int too large to convert to C long" if name == "int" else f"{name} is greater than maximum")
            if value < low:
                raise OverflowError("can't convert negative value to unsigned int" if name == "int" else f"{name} is less than minimum")
            return int(value)
        # Floats lose what the type does not hold.
        return _ipc.decode(code, _ipc.encode(code, value))

    def _exported(self):
        return _Bytes(self), self.typecode

    def append(self, x, /):
        """Adds an item."""
        self._items.append(self._value(x))

    def extend(self, iterable, /):
        """Adds items."""
        if isinstance(iterable, array) and iterable.typecode != self.typecode:
            raise TypeError("can only extend with array of same kind")
        for item in list(iterable):
            self._items.append(self._value(item))

    def fromlist(self, list, /):
        """Adds the items of a list, or none if one of them does not fit."""
        if not isinstance(list, _list):
            raise TypeError("arg must be list")
        self._items += [self._value(item) for item in list]

    def fromunicode(self, ustr, /):
        """Adds the characters of a text."""
        if self.typecode != "u":
            raise ValueError("fromunicode() may only be called on unicode type arrays")
        if not isinstance(ustr, str):
            raise TypeError(f"fromunicode() argument must be str, not {type(ustr).__name__}")
        self._items += list(ustr)

    def fromfile(self, f, n, /):
        """Adds `n` items from a file."""
        if n < 0:
            raise ValueError("negative count")
        data = f.read(n * self.itemsize)
        if not isinstance(data, bytes):
            raise TypeError("read() didn't return bytes")
        self.frombytes(data[:len(data) // self.itemsize * self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def tofile(self, f, /):
        """Writes the items to a file."""
        f.write(self.tobytes())

    def insert(self, i, x, /):
        """Inserts an item."""
        self._items.insert(i, self._value(x))

    def pop(self, i=-1, /):
        """Takes an item."""
        if not self._items:
            raise IndexError("pop from empty array")
        return self._items.pop(i)

    def remove(self, x, /):
        """Removes the first equal item."""
        if x not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(x)

    def index(self, x, /, *bounds):
        """Where an item first occurs."""
        try:
            return self._items.index(x, *bounds)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, x, /):
        """How often an item occurs."""
        return self._items.count(x)

    def reverse(self):
        """Turns the order round."""
        self._items.reverse()

    def tolist(self):
        """The items as a list."""
        return self._items[:]

    def tobytes(self):
        """The items as bytes."""
        code = self.typecode
        return b"".join([_ipc.encode(code, item) for item in self._items])

    def frombytes(self, data, /):
        """Adds items from bytes."""
        size = self.itemsize
        if isinstance(data, str) or not isinstance(data, (bytes, bytearray, memoryview, array)):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
        data = bytes(memoryview(data).cast("B"))
        if len(data) % size:
            raise ValueError("bytes length not a multiple of item size")
        self._items.extend([_ipc.decode(self.typecode, data[i:i + size]) for i in range(0, len(data), size)])

    def tounicode(self):
        """The text."""
        if self.typecode != "u":
            raise ValueError("tounicode() may only be called on unicode type arrays")
        return "".join(self._items)

    def buffer_info(self):
        """Address and length."""
        return id(self), len(self._items)

    def byteswap(self):
        """Turns the bytes of each item round."""
        code = self.typecode
        self._items = [_ipc.decode(code, _ipc.encode(code, item)[::-1]) for item in self._items]

    def __len__(self):
        return len(self._items)

    def _position(self, index, what):
        if not isinstance(index, int):
            if not hasattr(type(index), "__index__"):
                raise TypeError("array indices must be integers")
            index = index.__index__()
        if not -len(self._items) <= index < len(self._items):
            raise IndexError(f"array {what}index out of range")
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._like(self._items[index])
        return self._items[self._position(index, "")]

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            if not isinstance(value, array):
                raise TypeError(f"can only assign array (not \"{type(value).__name__}\") to array slice")
            if value.typecode != self.typecode:
                raise TypeError("bad argument type for built-in operation")
            self._items[index] = value._items
        else:
            self._items[self._position(index, "assignment ")] = self._value(value)

    def __delitem__(self, index):
        del self._items[index if isinstance(index, slice) else self._position(index, "assignment ")]

    def _like(self, items):
        new = array(self.typecode)
        new._items = items
        return new

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item):
        return item in self._items

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only append array (not \"{type(other).__name__}\") to array")
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._like(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only extend with array (not \"{type(other).__name__}\")")
        self.extend(other)
        return self

    def __mul__(self, n):
        return self._like(self._items * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self._items *= n
        return self

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __ne__(self, other):
        return self._items != other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __copy__(self):
        return self._like(self._items[:])

    def __deepcopy__(self, memo, /):
        return self.__copy__()

    def __reduce__(self):
        rest = {name: value for name, value in self.__dict__.items() if name not in ("typecode", "itemsize", "_items")}
        return type(self), (self.typecode, self._items), rest or None

    __class_getitem__ = classmethod(lambda cls, item: __import__("types").GenericAlias(cls, item))

    def __repr__(self):
        if not self._items:
            return f"array('{self.typecode}')"
        if self.typecode == "u":
            return f"array('u', {self.tounicode()!r})"
        return f"array('{self.typecode}', {self._items!r})"


ArrayType = array

_FORMATS = "B b <H >H <h >h <I >I <i >i <Q >Q <q >q <f >f <d >d".split()
_ENCODINGS = "utf-16-le utf-16-be utf-32-le utf-32-be".split()


def _array_reconstructor(arraytype, typecode, mformat_code, items, /):
    # What pickles of CPython call.
    if not isinstance(arraytype, type):
        raise TypeError(f"first argument must be a type object, not {type(arraytype).__name__}")
    if not issubclass(arraytype, array):
        raise TypeError(f"{arraytype.__name__} is not a subtype of array.array")
    if not isinstance(typecode, str) or len(typecode) != 1:
        raise TypeError("_array_reconstructor() argument 2 must be a unicode character, not " + type(typecode).__name__)
    if typecode not in typecodes:
        raise ValueError("second argument must be a valid type code")
    if not 0 <= mformat_code < len(_FORMATS) + len(_ENCODINGS):
        raise ValueError("third argument must be a valid machine format code.")
    if not isinstance(items, bytes):
        raise TypeError(f"fourth argument should be bytes, not {type(items).__name__}")
    if mformat_code >= len(_FORMATS):
        return arraytype(typecode, items.decode(_ENCODINGS[mformat_code - len(_FORMATS)]))
    import struct
    format = struct.Struct(_FORMATS[mformat_code])
    if len(items) % format.size:
        raise ValueError("string length not a multiple of item size")
    return arraytype(typecode, [value for value, in format.iter_unpack(items)])
