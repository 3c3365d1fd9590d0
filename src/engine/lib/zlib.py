"""Checksums, and compression of whole values; there are no streams."""

from _hash import deflate, inflate
from binascii import crc32


class error(Exception):
    """What went wrong."""


def adler32(data, value=1, /):
    """The checksum of zlib streams."""
    low, high = value & 0xFFFF, value >> 16
    for byte in bytes(data):
        low = (low + byte) % 65521
        high = (high + low) % 65521
    return high << 16 | low


def compress(data, /, level=-1, wbits=15):
    """Data in the form of zlib; other compressors make other bytes of the same data."""
    if wbits != 15:
        raise ValueError("zlib has only its own form here: wbits=15")
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    return deflate(_bytes(data), 6 if level < 0 else level)


def decompress(data, /, wbits=15, bufsize=16384):
    """What was compressed."""
    if wbits != 15:
        raise ValueError("zlib has only its own form here: wbits=15")
    plain = inflate(_bytes(data))
    if plain is None:
        raise error("Error -3 while decompressing data: damaged or incomplete")
    return plain


def _bytes(data):
    if isinstance(data, (str, int)):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return bytes(data)
