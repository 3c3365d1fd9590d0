"""Plain values as bytes, in the format that CPython's `marshal` has (Python/marshal.c, version 4). Code has no such form here."""

import struct

version = 4

__all__ = ["dump", "dumps", "load", "loads", "version"]

# Digits of an int are of so many bits.
_BITS = 15
_DEEPEST = 2000


class _Writer:
    def __init__(self, version):
        self.version = version
        self.parts = []
        self.depth = 0

    def sized(self, kind, data):
        self.parts += (kind, struct.pack("<I", len(data)), data)

    def items(self, items):
        for item in items:
            self.write(item)

    def write(self, value):
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("object too deeply nested to marshal")
        kind = type(value)
        put = self.parts.append
        if value is None:
            put(b"N")
        elif value is True or value is False:
            put(b"T" if value else b"F")
        elif value is StopIteration:
            put(b"S")
        elif value is Ellipsis:
            put(b".")
        elif kind is int:
            self.whole(value)
        elif kind is float:
            if self.version > 1:
                put(b"g" + struct.pack("<d", value))
            else:
                self.short(b"f", format(value, ".17g").encode())
        elif kind is complex:
            if self.version > 1:
                put(b"y" + struct.pack("<dd", value.real, value.imag))
            else:
                put(b"x")
                for part in (value.real, value.imag):
                    self.short(b"", format(part, ".17g").encode())
        elif kind is str:
            self.text(value)
        elif kind is tuple:
            if self.version >= 4 and len(value) < 256:
                put(b")" + bytes((len(value),)))
            else:
                put(b"(" + struct.pack("<I", len(value)))
            self.items(value)
        elif kind is list:
            put(b"[" + struct.pack("<I", len(value)))
            self.items(value)
        elif kind is dict:
            put(b"{")
            for key, item in value.items():
                self.write(key)
                self.write(item)
            put(b"0")
        elif kind is set or kind is frozenset:
            put((b"<" if kind is set else b">") + struct.pack("<I", len(value)))
            # In an order that depends on nothing but the items.
            for data in sorted(dumps(item, self.version) for item in value):
                put(data)
        elif kind is bytes or kind is bytearray or kind is memoryview:
            self.sized(b"s", bytes(value))
        else:
            raise ValueError("unmarshallable object")
        self.depth -= 1

    def short(self, kind, data):
        self.parts.append(kind + bytes((len(data),)) + data)

    def whole(self, value):
        if -(2**31) <= value < 2**31:
            self.parts.append(b"i" + struct.pack("<i", value))
            return
        rest, digits = abs(value), []
        while rest:
            digits.append(rest & (1 << _BITS) - 1)
            rest >>= _BITS
        size = len(digits) if value > 0 else -len(digits)
        self.parts.append(b"l" + struct.pack(f"<i{len(digits)}H", size, *digits))

    def text(self, value):
        if self.version >= 4 and value.isascii():
            if len(value) < 256:
                self.short(b"z", value.encode())
            else:
                self.sized(b"a", value.encode())
        else:
            self.sized(b"u", value.encode("utf-8"))


class _Reader:
    def __init__(self, read):
        self.read = read
        self.seen = []
        self.depth = 0

    def take(self, count):
        data = self.read(count)
        if len(data) < count:
            raise EOFError("marshal data too short")
        return data

    def number(self, form="<i"):
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def count(self, of):
        count = self.number()
        if count < 0:
            raise ValueError(f"bad marshal data ({of} size out of range)")
        return count

    def value(self):
        value = self.object()
        if value is _END:
            raise TypeError("NULL object in marshal data for object")
        return value

    def object(self):
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("recursion limit exceeded")
        byte = self.read(1)
        if not byte:
            raise EOFError("EOF read where object expected")
        byte = byte[0]
        kind, kept = chr(byte & 0x7F), byte & 0x80
        at = None
        if kept:
            at = len(self.seen)
            self.seen.append(None)
        value = self.of(kind, at)
        if at is not None:
            self.seen[at] = value
        self.depth -= 1
        return value

    def of(self, kind, at):
        if kind in _SINGLE:
            return _SINGLE[kind]
        if kind == "i":
            return self.number()
        if kind == "l":
            size = self.number()
            digits = struct.unpack(f"<{abs(size)}H", self.take(2 * abs(size)))
            value = 0
            for digit in reversed(digits):
                if digit >> _BITS:
                    raise ValueError("bad marshal data (digit out of range in long)")
                value = value << _BITS | digit
            return -value if size < 0 else value
        if kind == "g":
            return self.number("<d")
        if kind == "f":
            return float(self.take(self.take(1)[0]))
        if kind == "y":
            return complex(self.number("<d"), self.number("<d"))
        if kind == "x":
            return complex(*(float(self.take(self.take(1)[0])) for _ in range(2)))
        if kind in "zZ":
            return self.take(self.take(1)[0]).decode("ascii")
        if kind in "aA":
            return self.take(self.count("string")).decode("ascii")
        if kind in "ut":
            return self.take(self.count("string")).decode("utf-8")
        if kind == "s":
            return self.take(self.count("bytes object"))
        if kind == "r":
            number = self.number()
            if not 0 <= number < len(self.seen):
                raise ValueError("bad marshal data (invalid reference)")
            return self.seen[number]
        if kind in ")(":
            count = self.take(1)[0] if kind == ")" else self.count("tuple")
            return tuple([self.value() for _ in range(count)])
        if kind in "[{<":
            value = {"[": list, "{": dict, "<": set}[kind]()
            if at is not None:
                # It may hold itself.
                self.seen[at] = value
            if kind == "{":
                while (key := self.object()) is not _END:
                    value[key] = self.value()
            else:
                add = value.append if kind == "[" else value.add
                for _ in range(self.count("list" if kind == "[" else "set")):
                    add(self.value())
            return value
        if kind == ">":
            return frozenset([self.value() for _ in range(self.count("set"))])
        if kind == "c":
            raise ValueError("code objects cannot be loaded here: compile() the source instead")
        raise ValueError("bad marshal data (unknown type code)")


_END = object()
_SINGLE = {"0": _END, "N": None, "T": True, "F": False, "S": StopIteration, ".": Ellipsis}


def dumps(value, version=version, /):
    """The bytes of a value."""
    writer = _Writer(version)
    writer.write(value)
    return b"".join(writer.parts)


def loads(data, /):
    """The value in bytes; what follows it does not count."""
    import io

    return _Reader(io.BytesIO(data).read).value()


def dump(value, file, version=version, /):
    """Writes a value to a file."""
    file.write(dumps(value, version))


def load(file, /):
    """Reads a value from a file."""
    return _Reader(file.read).value()
