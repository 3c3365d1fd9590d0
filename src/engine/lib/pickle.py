"""Objects as bytes, by the rules of CPython's `pickle`; the bytes themselves are the engine's own."""

import _image
from _pickle import PickleError, PicklingError, UnpicklingError

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes of an object."""
    return _image.dumps(obj)[0]


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """The object of bytes."""
    data = bytes(data)
    if not data:
        raise EOFError("Ran out of input")
    return _image.loads(data)


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes the bytes of an object, after their number."""
    data = dumps(obj)
    file.write(len(data).to_bytes(4, "little") + data)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Reads an object that `dump` wrote."""
    head = file.read(4)
    if len(head) < 4:
        raise EOFError("Ran out of input")
    return loads(file.read(int.from_bytes(head, "little")))


class Pickler:
    """Writes objects."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        self._file = file

    def dump(self, obj):
        """Writes an object."""
        dump(obj, self._file)


class Unpickler:
    """Reads objects."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._file = file

    def load(self):
        """Reads an object."""
        return load(self._file)
