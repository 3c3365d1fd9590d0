"""Bytes by keys in two files: values one after the other, and a directory of their places that is a row of literals."""

import ast
import collections.abc
import io
import os

__all__ = ["error", "open"]

error = OSError
# A value begins at a multiple of this many bytes, so that it may grow a little where it is.
_BLOCK = 512


class _Database(collections.abc.MutableMapping):
    def __init__(self, path, mode, flag):
        self._readonly = flag == "r"
        self._directory, self._values = path + ".dir", path + ".dat"
        self._index, self._modified = {}, False
        if flag == "n" or flag == "c" and not os.path.exists(self._values):
            for name in (self._values, self._directory):
                io.open(name, "wb").close()
        elif not os.path.exists(self._values):
            raise FileNotFoundError(2, "No such file or directory", self._values)
        with io.open(self._directory, encoding="Latin-1") as file:
            for line in file:
                key, place = ast.literal_eval(line.rstrip())
                self._index[key.encode("Latin-1")] = place

    def _open(self, writing=False):
        if self._index is None:
            raise error("DBM object has already been closed")
        if writing and self._readonly:
            raise error("The database is opened for reading only")

    def sync(self):
        """Writes the directory."""
        if self._index is None or not self._modified:
            return
        with io.open(self._directory, "w", encoding="Latin-1") as file:
            for key, place in self._index.items():
                file.write("%r, %r\n" % (key.decode("Latin-1"), place))
        self._modified = False

    def _key(self, key, message):
        if isinstance(key, str):
            return key.encode("utf-8")
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(message)
        return bytes(key)

    def __getitem__(self, key):
        self._open()
        place, size = self._index[key.encode("utf-8") if isinstance(key, str) else key]
        with io.open(self._values, "rb") as file:
            file.seek(place)
            return file.read(size)

    def __setitem__(self, key, value):
        self._open(writing=True)
        key = self._key(key, "keys must be bytes or strings")
        value = self._key(value, "values must be bytes or strings")
        place, size = self._index.get(key, (None, 0))
        with io.open(self._values, "r+b") as file:
            if place is None or -(-size // _BLOCK) < -(-len(value) // _BLOCK):
                end = file.seek(0, 2)
                place = -(-end // _BLOCK) * _BLOCK
                file.write(b"\0" * (place - end))
            file.seek(place)
            file.write(value)
        self._index[key] = place, len(value)
        self._modified = True

    def __delitem__(self, key):
        self._open(writing=True)
        del self._index[key.encode("utf-8") if isinstance(key, str) else key]
        self._modified = True

    def keys(self):
        """The keys, as bytes."""
        self._open()
        return list(self._index)

    def __contains__(self, key):
        self._open()
        return (key.encode("utf-8") if isinstance(key, str) else key) in self._index

    def __iter__(self):
        self._open()
        return iter(list(self._index))

    def __len__(self):
        self._open()
        return len(self._index)

    def close(self):
        """Writes the directory; nothing can be asked any more."""
        self.sync()
        self._index = None

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.close()


def open(file, flag="c", mode=0o666):
    """A database by its path without suffix."""
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(os.fspath(file), mode, flag)
