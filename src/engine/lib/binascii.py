"""Bytes as text, and checksums."""

import _binascii


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
    return _binascii.encode64(_bytes(data), bool(newline))


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes of 64 letters."""
    result = _binascii.decode64(_ascii(data), bool(strict_mode))
    if isinstance(result, str):
        raise Error(result)
    return result


def crc32(data, crc=0, /):
    """The CRC of Ethernet and zip files."""
    return _binascii.crc32(_bytes(data), crc)


def __getattr__(name):
    # What is rare is read when it is asked for.
    if name in ("a2b_qp", "b2a_qp", "a2b_uu", "b2a_uu", "crc_hqx"):
        import _binascii_more
        value = globals()[name] = getattr(_binascii_more, name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
