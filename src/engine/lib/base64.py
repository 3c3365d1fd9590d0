"""Bytes as text of 64, 32 and 16 letters."""

import binascii

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode", "a85decode",
           "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode"]


def _swap(old, new):
    # A table for `translate`.
    table = bytearray(range(256))
    for one, other in zip(old, new):
        table[one] = other
    return bytes(table)


_URL = _swap(b"+/", b"-_")
_FROM_URL = _swap(b"-_", b"+/")
_LETTERS32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_HEX32 = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _bytes(s):
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return s.encode()
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, "
                        f"not {type(s).__name__!r}") from None


def _only_bytes(s):
    return bytes(s) if isinstance(s, (bytes, bytearray)) else memoryview(s).tobytes()


def b64encode(s, altchars=None):
    """In letters, digits, `+` and `/`."""
    text = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return text
    assert len(altchars) == 2, repr(altchars)
    return text.translate(_swap(b"+/", binascii._bytes(altchars)))


def b64decode(s, altchars=None, validate=False):
    """The bytes of such text."""
    text = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        text = text.translate(_swap(altchars, b"+/"))
    return binascii.a2b_base64(text, strict_mode=validate)


def standard_b64encode(s):
    """In letters, digits, `+` and `/`."""
    return b64encode(s)


def standard_b64decode(s):
    """The bytes of such text."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """In letters, digits, `-` and `_`."""
    return b64encode(s).translate(_URL)


def urlsafe_b64decode(s):
    """The bytes of such text."""
    return b64decode(_bytes(s).translate(_FROM_URL))


# By alphabets: what ten bits are written as.
_pairs32 = {}
_DIGITS32 = b"0123456789abcdefghijklmnopqrstuv"


def _encode32(s, letters):
    s = _only_bytes(s)
    pairs = _pairs32.get(letters)
    if pairs is None:
        pairs = _pairs32[letters] = [bytes((one, two)) for one in letters for two in letters]
    missing = -len(s) % 5
    padded = s + bytes(missing)
    pieces = []
    for at in range(0, len(padded), 5):
        number = int.from_bytes(padded[at:at + 5], "big")
        pieces += pairs[number >> 30], pairs[number >> 20 & 1023], pairs[number >> 10 & 1023], pairs[number & 1023]
    text = b"".join(pieces)
    signs = missing * 8 // 5
    return text[:-signs] + b"=" * signs if signs else text


def _decode32(s, letters, casefold, map01=None):
    text = _bytes(s)
    if len(text) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes(map01)
        assert len(map01) == 1, repr(map01)
        text = text.translate(_swap(b"01", b"O" + map01))
    if casefold:
        text = text.upper()
    digits = text.rstrip(b"=")
    if digits.translate(None, letters):
        raise binascii.Error("Non-base32 digit found")
    if len(text) - len(digits) not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    number = int(digits.translate(_swap(letters, _DIGITS32)) or b"0", 32)
    return (number >> len(digits) * 5 % 8).to_bytes(len(digits) * 5 // 8, "big")


def b32encode(s):
    """In letters and the digits 2 to 7."""
    return _encode32(s, _LETTERS32)


def b32decode(s, casefold=False, map01=None):
    """The bytes of such text."""
    return _decode32(s, _LETTERS32, casefold, map01)


def b32hexencode(s):
    """In the digits and letters of base 32."""
    return _encode32(s, _HEX32)


def b32hexdecode(s, casefold=False):
    """The bytes of such text."""
    return _decode32(s, _HEX32, casefold)


def b16encode(s):
    """In hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The bytes of such text."""
    text = _bytes(s)
    if casefold:
        text = text.upper()
    if text.translate(None, b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(text)


def _checked(s):
    # For the functions that want plain bytes.
    try:
        view = memoryview(s)
    except TypeError:
        raise TypeError(f"expected bytes-like object, not {type(s).__name__}") from None
    if view.format not in ("c", "b", "B"):
        raise TypeError(f"expected single byte elements, not {view.format!r} from {type(s).__name__}")
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from {type(s).__name__}")


def encodebytes(s):
    """As `b64encode`, in lines."""
    _checked(s)
    return b"".join([binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57)])


def decodebytes(s):
    """The bytes of such text."""
    _checked(s)
    return binascii.a2b_base64(s)


def encode(input, output):
    """A file of bytes as lines of letters, in another file."""
    while piece := input.read(57):
        while len(piece) < 57 and (more := input.read(57 - len(piece))):
            piece += more
        output.write(binascii.b2a_base64(piece))


def decode(input, output):
    """A file of such lines as bytes, in another file."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


_LETTERS85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_ASCII85 = bytes(range(33, 118))


def _encode85(data, letters, pad, short=None, spaces=None):
    data = bytes(memoryview(data).cast("B"))
    missing = -len(data) % 4
    data += b"\0" * missing
    pieces = []
    for at in range(0, len(data), 4):
        number = int.from_bytes(data[at:at + 4], "big")
        if short and not number and (pad or not missing or at + 4 < len(data)):
            pieces.append(short)
        elif spaces and number == 0x20202020:
            pieces.append(spaces)
        else:
            digits = []
            for _ in range(5):
                number, digit = divmod(number, 85)
                digits.append(letters[digit])
            pieces.append(bytes(reversed(digits)))
    if missing and not pad:
        pieces[-1] = pieces[-1][:-missing]
    return b"".join(pieces)


def b85encode(b, pad=False):
    """In 85 letters, digits and signs, as git and Mercurial write it."""
    return _encode85(b, _LETTERS85, pad)


def _decode85(values):
    # Of groups of five digits; the last is filled up.
    missing = -len(values) % 5
    values = values + [84] * missing
    pieces = []
    for at in range(0, len(values), 5):
        number = 0
        for value in values[at:at + 5]:
            number = number * 85 + value
        if number >> 32:
            return at, None
        pieces.append(number.to_bytes(4, "big"))
    data = b"".join(pieces)
    return 0, data[:-missing] if missing else data


def b85decode(b):
    """The bytes of such text."""
    places = {letter: digit for digit, letter in enumerate(_LETTERS85)}
    text = _bytes(b)
    for at, letter in enumerate(text):
        if letter not in places:
            raise ValueError("bad base85 character at position %d" % at)
    at, data = _decode85([places[letter] for letter in text])
    if data is None:
        raise ValueError("base85 overflow in hunk starting at byte %d" % at)
    return data


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """In 85 signs, as Adobe and btoa write it."""
    text = _encode85(b, _ASCII85, pad, b"z", b"y" if foldspaces else None)
    if adobe:
        text = b"<~" + text
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [text[at:at + wrapcol] for at in range(0, len(text), wrapcol)]
        if adobe and lines and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        text = b"\n".join(lines)
    return text + b"~>" if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """The bytes of such text."""
    text = _bytes(b)
    if adobe:
        if not text.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        text = text[2:-2] if text.startswith(b"<~") else text[:-2]
    values = []
    for letter in text:
        if 33 <= letter < 118:
            values.append(letter - 33)
        elif letter == 122:
            if len(values) % 5:
                raise ValueError("z inside Ascii85 5-tuple")
            values += [0] * 5
        elif foldspaces and letter == 121:
            if len(values) % 5:
                raise ValueError("y inside Ascii85 5-tuple")
            values += [(0x20202020 // 85 ** power) % 85 for power in (4, 3, 2, 1, 0)]
        elif letter not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % letter)
    data = _decode85(values)[1]
    if data is None:
        raise ValueError("Ascii85 overflow")
    return data
