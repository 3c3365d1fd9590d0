"""Compression piece by piece, and what is not in zlib's own form: below the modules zlib and gzip."""

from _hash import deflate
from binascii import _bytes, crc32
from operator import index
from zlib import DEFLATED, Z_FINISH, Z_NO_FLUSH, adler32, error

_LENGTHS = [(length, extra) for length, extra in zip(
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258],
    [0] * 8 + [at for at in range(1, 6) for _ in range(4)] + [0])]
_DISTANCES = []
for _code in range(30):
    _extra = max(0, _code // 2 - 1)
    _DISTANCES.append((_code + 1 if _code < 4 else (2 + _code % 2 << _extra) + 1, _extra))
_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]


class _Short(Exception):
    # There is no more data yet.
    pass


def _tree(lengths):
    # By (length, code): the symbol.
    counts = {}
    for length in lengths:
        if length:
            counts[length] = counts.get(length, 0) + 1
    code, begins = 0, {}
    for length in range(1, 16):
        code = code + counts.get(length - 1, 0) << 1
        begins[length] = code
        if code + counts.get(length, 0) > 1 << length:
            raise error("Error -3 while decompressing data: invalid code lengths set")
    tree = {}
    for symbol, length in enumerate(lengths):
        if length:
            tree[length, begins[length]] = symbol
            begins[length] += 1
    return tree


_fixed = []


class _Bits:
    def __init__(self, data, place):
        self.data, self.place = data, place
        self.hold = self.count = 0

    def take(self, count):
        while self.count < count:
            if self.place >= len(self.data):
                raise _Short
            self.hold |= self.data[self.place] << self.count
            self.place += 1
            self.count += 8
        value = self.hold & (1 << count) - 1
        self.hold >>= count
        self.count -= count
        return value

    def symbol(self, tree):
        code = length = 0
        while length < 15:
            code = code << 1 | self.take(1)
            length += 1
            symbol = tree.get((length, code))
            if symbol is not None:
                return symbol
        raise error("Error -3 while decompressing data: invalid code")


def _inflated(data, place, before=b""):
    # A bare stream: what it holds, and where it ends.
    bits, out = _Bits(data, place), bytearray(before)
    last = 0
    while not last:
        last, kind = bits.take(1), bits.take(2)
        if kind == 3:
            raise error("Error -3 while decompressing data: invalid block type")
        if kind == 0:
            bits.hold = bits.count = 0
            head = data[bits.place:bits.place + 4]
            if len(head) < 4:
                raise _Short
            size = head[0] | head[1] << 8
            if size ^ 0xFFFF != head[2] | head[3] << 8:
                raise error("Error -3 while decompressing data: invalid stored block lengths")
            if len(data) < bits.place + 4 + size:
                raise _Short
            out += data[bits.place + 4:bits.place + 4 + size]
            bits.place += 4 + size
            continue
        if kind == 1:
            if not _fixed:
                _fixed.extend([_tree([8] * 144 + [9] * 112 + [7] * 24 + [8] * 8), _tree([5] * 30)])
            texts, distances = _fixed
        else:
            some, others, count = bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4
            lengths = [0] * 19
            for at in _ORDER[:count]:
                lengths[at] = bits.take(3)
            tree, lengths = _tree(lengths), []
            while len(lengths) < some + others:
                symbol = bits.symbol(tree)
                if symbol < 16:
                    lengths.append(symbol)
                elif symbol == 16:
                    if not lengths:
                        raise error("Error -3 while decompressing data: invalid bit length repeat")
                    lengths += lengths[-1:] * (3 + bits.take(2))
                else:
                    lengths += [0] * (3 + bits.take(3) if symbol == 17 else 11 + bits.take(7))
            texts, distances = _tree(lengths[:some]), _tree(lengths[some:some + others])
        while True:
            symbol = bits.symbol(texts)
            if symbol < 256:
                out.append(symbol)
                continue
            if symbol == 256:
                break
            if symbol > 285:
                raise error("Error -3 while decompressing data: invalid literal/length code")
            length, extra = _LENGTHS[symbol - 257]
            length += bits.take(extra)
            symbol = bits.symbol(distances)
            distance, extra = _DISTANCES[symbol]
            distance += bits.take(extra)
            if distance > len(out):
                raise error("Error -3 while decompressing data: invalid distance too far back")
            begin = len(out) - distance
            piece = out[begin:begin + length]
            while len(piece) < length:
                piece += piece
            out += piece[:length]
    return bytes(out[len(before):]), bits.place - bits.count // 8


def gzip_header(data, place=0):
    """Where the data of a gzip member begin, and when it was made."""
    if len(data) < place + 10:
        raise _Short
    if data[place:place + 3] != b"\x1f\x8b\x08":
        raise error("Error -3 while decompressing data: incorrect header check")
    flags, time = data[place + 3], int.from_bytes(data[place + 4:place + 8], "little")
    place += 10
    if flags & 4:
        place += 2 + int.from_bytes(data[place:place + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            end = data.find(b"\0", place)
            if end < 0:
                raise _Short
            place = end + 1
    if flags & 2:
        place += 2
    if place > len(data):
        raise _Short
    return place, time


def member(data, wbits, zdict=b""):
    """What a stream at the beginning of data holds, and where it ends."""
    if wbits < 0:
        return _inflated(data, 0, zdict)
    if wbits > 40 and data[:2] == b"\x1f\x8b" or 24 < wbits < 40:
        begin, _ = gzip_header(data)
        plain, end = _inflated(data, begin)
        tail = data[end:end + 8]
        if len(tail) < 8:
            raise _Short
        if int.from_bytes(tail[:4], "little") != crc32(plain):
            raise error("Error -3 while decompressing data: incorrect data check")
        if int.from_bytes(tail[4:], "little") != len(plain) & 0xFFFFFFFF:
            raise error("Error -3 while decompressing data: incorrect length check")
        return plain, end + 8
    if len(data) < 2:
        raise _Short
    if data[0] & 15 != 8 or (data[0] << 8 | data[1]) % 31:
        raise error("Error -3 while decompressing data: incorrect header check")
    begin = 2
    if data[1] & 32:
        begin = 6
        if not zdict:
            raise error("Error 2 while decompressing data")
        if int.from_bytes(data[2:6], "big") != adler32(zdict):
            raise error("Error -3 while setting zdict")
    plain, end = _inflated(data, begin, zdict if begin == 6 else b"")
    if len(data) < end + 4:
        raise _Short
    if int.from_bytes(data[end:end + 4], "big") != adler32(plain):
        raise error("Error -3 while decompressing data: incorrect data check")
    return plain, end + 4


def decompressed(data, wbits):
    """What data hold that are one stream."""
    try:
        return member(data, wbits)[0]
    except _Short:
        raise error("Error -5 while decompressing data: incomplete or truncated stream") from None


class Compress:
    """Compresses piece by piece: what it is given it keeps until it is flushed."""

    def __init__(self, level, method, wbits, zdict):
        if method != DEFLATED or not (9 <= abs(wbits) <= 15 or 25 <= wbits <= 31):
            raise ValueError("Invalid initialization option")
        # What a dictionary has is not used; a stream may do without.
        self._level, self._wbits, self._zdict = level, wbits, None if zdict is None else _bytes(zdict)
        self._parts = []
        self._begun = self._over = False
        self._check, self._size = 1 if 0 < wbits < 16 else 0, 0

    def compress(self, data, /):
        """Takes data; there is nothing to tell yet."""
        data = _bytes(data)
        if data:
            self._parts.append(data)
            self._check = (adler32 if 0 < self._wbits < 16 else crc32)(data, self._check)
            self._size += len(data)
        return b""

    def _head(self):
        if self._begun or self._wbits < 0:
            return b""
        if self._wbits > 15:
            return b"\x1f\x8b\x08\0\0\0\0\0\x02\x03"
        return b"\x78\x9c" if self._zdict is None else b"\x78\xbb" + adler32(self._zdict).to_bytes(4, "big")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'zlib.Compress' object")

    def flush(self, mode=Z_FINISH, /):
        """What has been taken, compressed. Only as a whole it becomes shorter: in between it is stored as it is."""
        if mode == Z_NO_FLUSH:
            return b""
        if self._over:
            raise error("Error -2 while finishing compression: inconsistent stream state")
        head, data = self._head(), b"".join(self._parts)
        self._begun, self._parts = True, []
        if mode != Z_FINISH:
            return head + b"".join([
                b"\0" + len(piece).to_bytes(2, "little") + (len(piece) ^ 0xFFFF).to_bytes(2, "little") + piece
                for piece in [data[at:at + 65535] for at in range(0, len(data), 65535)] + [b""]])
        self._over = True
        tail = b""
        if self._wbits > 15:
            tail = self._check.to_bytes(4, "little") + (self._size & 0xFFFFFFFF).to_bytes(4, "little")
        elif self._wbits > 0:
            tail = self._check.to_bytes(4, "big")
        return head + deflate(data, self._level)[2:-4] + tail

    def copy(self):
        """The same once more."""
        if self._over:
            raise ValueError("Inconsistent stream state")
        other = object.__new__(Compress)
        other.__dict__.update(self.__dict__, _parts=self._parts[:])
        return other

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()


class Decompress:
    """Decompresses piece by piece; what it holds is known when the stream is complete."""

    def __init__(self, wbits, zdict):
        if not (wbits == 0 or 8 <= abs(wbits) <= 15 or 24 <= wbits <= 31 or 40 <= wbits <= 47):
            raise ValueError("Invalid initialization option")
        self._wbits, self._zdict = wbits, _bytes(zdict)
        self._data, self._plain = b"", b""
        self.unused_data = self.unconsumed_tail = b""
        self.eof = False

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'zlib.Decompress' object")

    def decompress(self, data, /, max_length=0):
        """What the data that have been given hold, at most so much of it."""
        max_length = index(max_length)
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        data = _bytes(data)
        if self.eof:
            self.unused_data += data
            return b""
        if self._plain:
            # `unconsumed_tail` was given back, as it ought to be.
            return self._give(max_length)
        self._data += data
        try:
            self._plain, end = member(self._data, self._wbits, self._zdict)
        except _Short:
            return b""
        self._rest = self._data[end:]
        self._last = self._data[end - 1:]
        self._data = b""
        return self._give(max_length)

    def _give(self, count):
        result = self._plain[:count] if count else self._plain
        self._plain = self._plain[len(result):]
        if self._plain:
            # Some of the input must be left for the caller to see that there is more.
            self.unconsumed_tail = self._last
        else:
            self.unconsumed_tail, self.eof, self.unused_data = b"", True, self._rest
        return result

    def flush(self, length=16384, /):
        """What is left."""
        if index(length) <= 0:
            raise ValueError("length must be greater than zero")
        return self._give(0) if self._plain else b""

    def copy(self):
        """The same once more."""
        other = object.__new__(Decompress)
        other.__dict__.update(self.__dict__)
        return other

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()
