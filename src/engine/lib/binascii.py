"""Bytes as text, and checksums."""

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}


class Error(ValueError):
    """The text is not as it must be."""


class Incomplete(Exception):
    """The text is not complete."""


def hexlify(data, sep="", bytes_per_sep=1):
    """In hexadecimal digits."""
    data = bytes(data)
    return (data.hex(sep, bytes_per_sep) if sep else data.hex()).encode()


def unhexlify(hexstr, /):
    """The bytes of hexadecimal digits."""
    text = hexstr if isinstance(hexstr, str) else bytes(hexstr).decode("ascii")
    if len(text) % 2:
        raise Error("Odd-length string")
    try:
        return bytes([int(text[at:at + 2], 16) for at in range(0, len(text), 2)])
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


b2a_hex, a2b_hex = hexlify, unhexlify


def b2a_base64(data, /, *, newline=True):
    """In 64 letters."""
    data = bytes(data)
    text = bytearray()
    for at in range(0, len(data), 3):
        piece = data[at:at + 3]
        number = int.from_bytes(piece.ljust(3, b"\0"), "big")
        letters = bytes([_LETTERS[number >> shift & 63] for shift in (18, 12, 6, 0)])
        text += letters[:len(piece) + 1].ljust(4, b"=")
    return bytes(text) + (b"\n" if newline else b"")


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes of 64 letters."""
    text = data.encode("ascii") if isinstance(data, str) else bytes(data)
    values = []
    for letter in text:
        if letter == 61 and len(values) % 4 >= 2:
            break
        value = _VALUES.get(letter)
        if value is not None:
            values.append(value)
        elif strict_mode:
            raise Error("Only base64 data is allowed")
    if len(values) % 4 == 1:
        raise Error("Invalid base64-encoded string: number of data characters "
                    f"({len(values)}) cannot be 1 more than a multiple of 4")
    padding = -len(values) % 4
    if padding and text.rstrip().count(b"=") < padding:
        raise Error("Incorrect padding")
    result = bytearray()
    values += [0] * padding
    for at in range(0, len(values), 4):
        a, b, c, d = values[at:at + 4]
        result += (a << 18 | b << 12 | c << 6 | d).to_bytes(3, "big")
    return bytes(result[:len(result) - padding])


_table = []


def crc32(data, crc=0, /):
    """The CRC of Ethernet and zip files."""
    if not _table:
        for byte in range(256):
            for _ in range(8):
                byte = byte >> 1 ^ 0xEDB88320 if byte & 1 else byte >> 1
            _table.append(byte)
    crc ^= 0xFFFFFFFF
    for byte in bytes(data):
        crc = _table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF
