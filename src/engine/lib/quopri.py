"""Bytes as text in which what is not ASCII is `=` and two digits."""

import binascii
from binascii import a2b_qp, b2a_qp

__all__ = ["encode", "decode", "encodestring", "decodestring"]

ESCAPE = b"="
MAXLINESIZE = 76
HEX = b"0123456789ABCDEF"


def needsquoting(c, quotetabs, header):
    """Whether a byte cannot stand for itself."""
    assert isinstance(c, bytes)
    if c in b" \t":
        return quotetabs
    if c == b"_":
        return header
    return c == ESCAPE or not b" " <= c <= b"~"


def quote(c):
    """A byte as `=` and two digits."""
    assert isinstance(c, bytes) and len(c) == 1
    return b"=%02X" % ord(c)


def encode(input, output, quotetabs, header=False):
    """A file of bytes as text, in another file."""
    output.write(binascii.b2a_qp(input.read(), quotetabs=quotetabs, header=header))


def encodestring(s, quotetabs=False, header=False):
    """Bytes as text."""
    return binascii.b2a_qp(s, quotetabs=quotetabs, header=header)


def decode(input, output, header=False):
    """The bytes of such text."""
    output.write(binascii.a2b_qp(input.read(), header=header))


def decodestring(s, header=False):
    """The bytes of such text."""
    return binascii.a2b_qp(s, header=header)


def ishex(c):
    """Whether a byte is a hexadecimal digit."""
    assert isinstance(c, bytes)
    return c in b"0123456789abcdefABCDEF"


def unhex(s):
    """The number of hexadecimal digits."""
    return int(s, 16)
