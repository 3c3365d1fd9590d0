"""Bytes as text, and checksums."""

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}


class Error(ValueError):
    """The text is not as it must be."""


class Incomplete(Exception):
    """The text is not complete."""


def _bytes(data):
    if type(data) is bytes:
        return data
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    if not view.c_contiguous:
        raise BufferError("memoryview: underlying buffer is not C-contiguous")
    return view.tobytes()


def _ascii(data):
    # Text, as bytes or as str.
    if not isinstance(data, str):
        try:
            return _bytes(data)
        except (BufferError, TypeError):
            raise TypeError("argument should be bytes, buffer or ASCII string, "
                            f"not '{type(data).__name__}'") from None
    if not data.isascii():
        raise ValueError("string argument should contain only ASCII characters")
    return data.encode()


def hexlify(data, sep="", bytes_per_sep=1):
    """In hexadecimal digits."""
    data = _bytes(data)
    return (data.hex(sep, bytes_per_sep) if sep else data.hex()).encode("latin-1")


def unhexlify(hexstr, /):
    """The bytes of hexadecimal digits."""
    text = _ascii(hexstr)
    if len(text) % 2:
        raise Error("Odd-length string")
    if text and not text.isalnum():
        raise Error("Non-hexadecimal digit found")
    try:
        return bytes.fromhex(text.decode())
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


b2a_hex, a2b_hex = hexlify, unhexlify


def b2a_base64(data, /, *, newline=True):
    """In 64 letters."""
    data = _bytes(data)
    text = bytearray()
    for at in range(0, len(data), 3):
        piece = data[at:at + 3]
        number = int.from_bytes(piece.ljust(3, b"\0"), "big")
        letters = bytes([_LETTERS[number >> shift & 63] for shift in (18, 12, 6, 0)])
        text += letters[:len(piece) + 1].ljust(4, b"=")
    return bytes(text) + (b"\n" if newline else b"")


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes of 64 letters."""
    text = _ascii(data)
    if strict_mode and text.startswith(b"="):
        raise Error("Leading padding not allowed")
    values, pads, padded, whole = [], 0, False, False
    for at, letter in enumerate(text):
        if letter == 61:
            padded = True
            pads += len(values) % 4 >= 2
            if pads and len(values) % 4 + pads >= 4:
                if strict_mode and at + 1 < len(text):
                    raise Error("Excess data after padding")
                whole = True
                break
            continue
        value = _VALUES.get(letter)
        if value is not None:
            if strict_mode and padded:
                raise Error("Discontinuous padding not allowed")
            values.append(value)
            pads = 0
        elif strict_mode:
            raise Error("Only base64 data is allowed")
    if len(values) % 4 == 1:
        raise Error("Invalid base64-encoded string: number of data characters "
                    f"({len(values)}) cannot be 1 more than a multiple of 4")
    padding = -len(values) % 4
    if padding and not whole:
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
    crc = crc & 0xFFFFFFFF ^ 0xFFFFFFFF
    for byte in _bytes(data):
        crc = _table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def __getattr__(name):
    # What is rare is read when it is asked for.
    if name in ("a2b_qp", "b2a_qp", "a2b_uu", "b2a_uu", "crc_hqx"):
        import _binascii_more
        value = globals()[name] = getattr(_binascii_more, name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
