"""Compression and checksums. Other compressors make other bytes of the same data."""

from _hash import deflate, inflate
import _binascii
from binascii import _bytes, crc32

MAX_WBITS = 15
DEFLATED = 8
DEF_MEM_LEVEL = 8
DEF_BUF_SIZE = 16384
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.2.13"


class error(Exception):
    """What went wrong."""


error.__module__ = "zlib"


def adler32(data, value=1, /):
    """The checksum of zlib streams."""
    return _binascii.adler32(_bytes(data), value)


def _level(level):
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    return 6 if level < 0 else level


def compress(data, /, level=-1, wbits=15):
    """Data in the form of zlib; of gzip if `wbits` is above 24, bare if it is below zero."""
    data = _bytes(data)
    if 9 <= wbits <= 15:
        return deflate(data, _level(level))
    maker = compressobj(level, DEFLATED, wbits)
    return maker.compress(data) + maker.flush()


def decompress(data, /, wbits=15, bufsize=16384):
    """What was compressed."""
    data = _bytes(data)
    if wbits in (0, 15):
        plain = inflate(data)
        # What Rust does not take may be damaged, or be followed by something.
        if plain is not None:
            return plain
    from _zlib_more import decompressed
    return decompressed(data, wbits)


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """Compresses piece by piece."""
    from _zlib_more import Compress
    return Compress(_level(level), method, wbits, zdict)


def decompressobj(wbits=MAX_WBITS, zdict=b""):
    """Decompresses piece by piece."""
    from _zlib_more import Decompress
    return Decompress(wbits, zdict)
