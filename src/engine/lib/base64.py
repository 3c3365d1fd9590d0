"""Bytes as text of 64, 32 and 16 letters."""

import binascii


def _swap(old, new):
    # A table for `translate`.
    table = bytearray(range(256))
    for one, other in zip(old, new):
        table[one] = other
    return bytes(table)


_URL = _swap(b"+/", b"-_")
_FROM_URL = _swap(b"-_", b"+/")
_LETTERS32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _bytes(s):
    return s.encode("ascii") if isinstance(s, str) else bytes(s)


def b64encode(s, altchars=None):
    """In letters, digits, `+` and `/`."""
    if isinstance(s, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    text = binascii.b2a_base64(s, newline=False)
    return text if altchars is None else text.translate(_swap(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    """The bytes of such text."""
    text = _bytes(s)
    if altchars is not None:
        text = text.translate(_swap(_bytes(altchars), b"+/"))
    return binascii.a2b_base64(text, strict_mode=validate)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    """In letters, digits, `-` and `_`."""
    return b64encode(s).translate(_URL)


def urlsafe_b64decode(s):
    """The bytes of such text."""
    return b64decode(_bytes(s).translate(_FROM_URL))


def b32encode(s):
    """In letters and the digits 2 to 7."""
    s = bytes(s)
    text = bytearray()
    for at in range(0, len(s), 5):
        piece = s[at:at + 5]
        number = int.from_bytes(piece.ljust(5, b"\0"), "big")
        letters = bytes([_LETTERS32[number >> shift & 31] for shift in range(35, -1, -5)])
        count = -(-len(piece) * 8 // 5)
        text += letters[:count].ljust(8, b"=")
    return bytes(text)


def b32decode(s, casefold=False, map01=None):
    """The bytes of such text."""
    text = _bytes(s)
    text = (text.upper() if casefold else text).rstrip(b"=")
    number = 0
    for letter in text:
        place = _LETTERS32.find(letter)
        if place < 0:
            raise binascii.Error("Non-base32 digit found")
        number = number << 5 | place
    return (number >> len(text) * 5 % 8).to_bytes(len(text) * 5 // 8, "big")


def b16encode(s):
    """In hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The bytes of such text."""
    return binascii.unhexlify(_bytes(s))


def encodebytes(s):
    """As `b64encode`, in lines."""
    return b"".join([binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57)])


def decodebytes(s):
    """The bytes of such text."""
    return binascii.a2b_base64(s)
