"""Numbers as bytes, in the layout of C."""

import _ipc

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    """The bytes or values do not fit the format."""


_SIZES = {"x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8,
          "e": 2, "f": 4, "d": 8, "s": 1, "p": 1}
_NATIVE = {**_SIZES, "l": 8, "L": 8, "n": 8, "N": 8, "P": 8}
_NAMES = {"b": "byte", "B": "ubyte", "h": "short", "H": "ushort"}


def _half(value):
    # IEEE 754's binary16: the nearest, ties to even.
    if not isinstance(value, (int, float)) and not hasattr(value, "__float__"):
        raise error("required argument is not a float")
    value = float(value)
    bits = int.from_bytes(_ipc.encode("d", value), "little")
    sign, value = bits >> 63 << 15, abs(value)
    if value != value:
        return (sign | 0x7e00).to_bytes(2, "little")
    if value == float("inf"):
        return (sign | 0x7c00).to_bytes(2, "little")
    exponent = max((bits >> 52 & 0x7ff) - 1023, -14)
    # In units of the last place, which round() takes to the even one.
    units = round(value * 2.0 ** (10 - exponent))
    code = units + (exponent + 14 << 10) if units else 0
    if code >= 0x7c00:
        raise OverflowError("float too large to pack with e format")
    return (sign | code).to_bytes(2, "little")


def _of_half(bits):
    sign = -1.0 if bits >> 15 else 1.0
    exponent, fraction = bits >> 10 & 31, bits & 0x3ff
    if exponent == 31:
        return sign * float("nan" if fraction else "inf")
    if not exponent:
        return sign * fraction * 2.0 ** -24
    return sign * (1024 + fraction) * 2.0 ** (exponent - 25)


class Struct:
    """A format."""

    def __init__(self, format):
        self.format = format.decode() if isinstance(format, bytes) else format
        text = self.format
        mode = "@"
        if text[:1] in ("@", "=", "<", ">", "!") and text:
            mode, text = text[0], text[1:]
        self._big = mode in (">", "!")
        sizes = _NATIVE if mode == "@" else _SIZES
        # (code, count, offset, size of one)
        self._fields = []
        offset = 0
        digits = ""
        for char in text:
            if char.isspace():
                continue
            if char.isdigit():
                digits += char
                continue
            if char not in sizes:
                raise error("bad char in struct format")
            size = sizes[char]
            if mode == "@":
                offset = (offset + size - 1) // size * size
            count = int(digits) if digits else 1
            digits = ""
            self._fields.append((char, count, offset, size))
            offset += count * size
        if digits:
            raise error("repeat count given without format specifier")
        self.size = offset
        self._values = sum([0 if code == "x" else 1 if code in "sp" else count for code, count, _, _ in self._fields])

    def pack(self, *values):
        """Values as bytes."""
        if len(values) != self._values:
            raise error(f"pack expected {self._values} items for packing (got {len(values)})")
        data = bytearray(self.size)
        values = iter(values)
        for code, count, offset, size in self._fields:
            if code == "x":
                continue
            if code in "sp":
                value = next(values)
                if not isinstance(value, (bytes, bytearray)):
                    raise error(f"argument for '{code}' must be a bytes object")
                if code == "p":
                    value = bytes([min(len(value), count - 1, 255)]) + bytes(value[:count - 1])
                value = bytes(value[:count])
                data[offset:offset + len(value)] = value
                continue
            for i in range(count):
                place = offset + i * size
                data[place:place + size] = self._encode(code, size, next(values))
        return bytes(data)

    def _encode(self, code, size, value):
        if code in "fd":
            if not isinstance(value, (int, float)) and not hasattr(value, "__float__"):
                raise error("required argument is not a float")
            data = _ipc.encode(code, float(value))
        elif code == "c":
            if not isinstance(value, bytes) or len(value) != 1:
                raise error("char format requires a bytes object of length 1")
            return value
        elif code == "?":
            return b"\1" if value else b"\0"
        elif code == "e":
            data = _half(value)
        else:
            if not isinstance(value, int):
                if not hasattr(value, "__index__"):
                    raise error("required argument is not an integer")
                value = value.__index__()
            signed = code in "bhilqn"
            low = -(1 << 8 * size - 1) if signed else 0
            high = (1 << 8 * size - signed) - 1
            if not low <= value <= high:
                if code in _NAMES:
                    raise error(f"{_NAMES[code]} format requires {low} <= number <= {high}")
                if not signed and value < 0:
                    raise error("argument out of range")
                raise error(f"'{code}' format requires {low} <= number <= {high}" if code in "iIlL" else
                            "int too large to convert")
            data = value.to_bytes(size, "little", signed=signed)
        return data[::-1] if self._big else data

    def _decode(self, code, data):
        if code == "c":
            return data
        if code == "?":
            return data != b"\0"
        if code in "fd":
            return _ipc.decode(code, data[::-1] if self._big else data)
        if code == "e":
            return _of_half(int.from_bytes(data, "big" if self._big else "little"))
        return int.from_bytes(data, "big" if self._big else "little", signed=code in "bhilqn")

    def _unpack(self, data, start):
        values = []
        for code, count, offset, size in self._fields:
            offset += start
            if code == "x":
                continue
            if code == "s":
                values.append(data[offset:offset + count])
            elif code == "p":
                length = min(data[offset], count - 1) if count else 0
                values.append(data[offset + 1:offset + 1 + length])
            else:
                for i in range(count):
                    place = offset + i * size
                    values.append(self._decode(code, data[place:place + size]))
        return tuple(values)

    def unpack(self, buffer):
        """The values of bytes."""
        data = bytes(buffer)
        if len(data) != self.size:
            raise error(f"unpack requires a buffer of {self.size} bytes")
        return self._unpack(data, 0)

    def unpack_from(self, buffer, offset=0):
        """The values at a place in bytes."""
        data = bytes(buffer)
        if offset < 0:
            if offset + self.size > 0:
                raise error(f"not enough data to unpack {self.size} bytes")
            if offset + len(data) < 0:
                raise error(f"offset {offset} out of range for {len(data)}-byte buffer")
            offset += len(data)
        if len(data) - offset < self.size:
            raise error(
                f"unpack_from requires a buffer of at least {offset + self.size} bytes for unpacking {self.size} "
                f"bytes at offset {offset} (actual buffer size is {len(data)})")
        return self._unpack(data, offset)

    def iter_unpack(self, buffer):
        """The values of one record after the other."""
        data = bytes(buffer)
        if not self.size or len(data) % self.size:
            raise error(f"iterative unpacking requires a buffer of a multiple of {self.size} bytes")
        for start in range(0, len(data), self.size):
            yield self._unpack(data, start)

    def pack_into(self, buffer, offset, *values):
        """Values as bytes, into a buffer."""
        data = self.pack(*values)
        if not isinstance(buffer, bytearray):
            buffer = memoryview(buffer).cast("B")
            if buffer.readonly:
                raise TypeError("argument must be read-write bytes-like object, not bytes")
        size = len(buffer)
        if offset < 0:
            if offset + self.size > 0:
                raise error(f"no space to pack {self.size} bytes at offset {offset}")
            if offset + size < 0:
                raise error(f"offset {offset} out of range for {size}-byte buffer")
            offset += size
        if size - offset < self.size:
            raise error(f"pack_into requires a buffer of at least {offset + self.size} bytes for packing {self.size} "
                        f"bytes at offset {offset} (actual buffer size is {size})")
        buffer[offset:offset + len(data)] = data


def calcsize(format, /):
    """Size in bytes."""
    return Struct(format).size


def pack(format, /, *values):
    """Values as bytes."""
    return Struct(format).pack(*values)


def unpack(format, buffer, /):
    """The values of bytes."""
    return Struct(format).unpack(buffer)


def unpack_from(format, /, buffer, offset=0):
    """The values at a place in bytes."""
    return Struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer, /):
    """The values of one record after the other."""
    return Struct(format).iter_unpack(buffer)


def pack_into(format, buffer, offset, /, *values):
    """Values as bytes, into a buffer."""
    Struct(format).pack_into(buffer, offset, *values)
