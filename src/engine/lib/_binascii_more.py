"""What few programs want of `binascii`: the text of mails and of uuencode, and the checksum of BinHex."""

from binascii import Error, _ascii, _bytes


def crc_hqx(data, crc, /):
    """The CRC of BinHex files."""
    crc &= 0xFFFF
    for byte in _bytes(data):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def b2a_uu(data, /, *, backtick=False):
    """A line of uuencode."""
    data = _bytes(data)
    if len(data) > 45:
        raise Error("At most 45 bytes at once")
    values = [len(data)]
    for at in range(0, len(data), 3):
        number = int.from_bytes(data[at:at + 3].ljust(3, b"\0"), "big")
        values += [number >> shift & 63 for shift in (18, 12, 6, 0)]
    return bytes([32 + value if value or not backtick else 96 for value in values]) + b"\n"


def a2b_uu(data, /):
    """The bytes of such a line."""
    text = _ascii(data)
    if not text:
        return b"" if text else bytes((0 - 32) & 63)
    size = text[0] - 32 & 63
    values, place = [], 1
    while len(values) * 6 < size * 8:
        letter = text[place] if place < len(text) else 10
        place += 1
        if letter in b"\r\n":
            # The end of a line stands for spaces that were cut off.
            letter = 32
        elif not 32 <= letter <= 96:
            raise Error("Illegal char")
        values.append(letter - 32 & 63)
    if text[place:].strip(b" `\r\n"):
        raise Error("Trailing garbage")
    result = bytearray()
    values += [0] * (-len(values) % 4)
    for at in range(0, len(values), 4):
        a, b, c, d = values[at:at + 4]
        result += (a << 18 | b << 12 | c << 6 | d).to_bytes(3, "big")
    return bytes(result[:size])


_HEX = b"0123456789ABCDEFabcdef"


def a2b_qp(data, header=False):
    """The bytes of quoted-printable text."""
    text = _ascii(data)
    result, place, size = bytearray(), 0, len(text)
    while place < size:
        letter = text[place]
        place += 1
        if letter != 61:
            result.append(32 if header and letter == 95 else letter)
        elif place == size:
            break
        elif text[place] in b"\r\n":
            end = text.find(b"\n", place)
            place = size if end < 0 else end + 1
        elif text[place] == 61:
            # Some programs write it so.
            result.append(61)
            place += 1
        elif place + 1 < size and text[place] in _HEX and text[place + 1] in _HEX:
            result.append(int(text[place:place + 2], 16))
            place += 2
        else:
            result.append(61)
    return bytes(result)


def b2a_qp(data, quotetabs=False, istext=True, header=False):
    """Quoted-printable text."""
    data = _bytes(data)
    first = data.find(b"\n")
    newline = b"\r\n" if first > 0 and data[first - 1] == 13 else b"\n"
    result, length, place, size = bytearray(), 0, 0, len(data)
    while place < size:
        byte = data[place]
        following = data[place + 1] if place + 1 < size else -1
        if byte > 126 or byte == 61 or header and byte == 95 or (
                byte == 46 and length == 0 and following in (-1, 10, 13, 0)) or (
                byte in b"\r\n" and not istext) or (
                byte in b"\t " and (following < 0 or quotetabs)) or (
                byte < 32 and byte not in b"\r\n\t"):
            if length + 3 >= 76:
                result += b"=" + newline
                length = 0
            result += b"=%02X" % byte
            length += 3
            place += 1
        elif istext and (byte == 10 or byte == 13 and following == 10):
            if result[-1:] in (b" ", b"\t"):
                # Blanks before the end of a line would be lost.
                result[-1:] = b"=%02X" % result[-1]
            result += newline
            length = 0
            place += 2 if byte == 13 else 1
        else:
            if following not in (-1, 10) and length + 1 >= 76:
                result += b"=" + newline
                length = 0
            result.append(95 if header and byte == 32 else byte)
            length += 1
            place += 1
    return bytes(result)
