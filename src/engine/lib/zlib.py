"""Checksums; there is no compression here."""

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
    """Not here."""
    raise NotImplementedError("zlib has only its checksums here")


decompress = compress
