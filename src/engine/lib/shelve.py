"""Dicts in files: keys are texts, values anything that can be pickled."""

import collections.abc
from io import BytesIO
from pickle import DEFAULT_PROTOCOL, Pickler, Unpickler

__all__ = ["Shelf", "BsdDbShelf", "DbfilenameShelf", "open"]


class _Closed(collections.abc.MutableMapping):
    # What a shelf that was closed consists of.

    def closed(self, *args):
        """Is refused."""
        raise ValueError("invalid operation on closed shelf")

    __iter__ = __len__ = __getitem__ = __setitem__ = __delitem__ = keys = closed

    def __repr__(self):
        return "<Closed Dictionary>"


class Shelf(collections.abc.MutableMapping):
    """Pickled values in a mapping of bytes. With `writeback` what was read is kept, and written when it is closed."""

    def __init__(self, dict, protocol=None, writeback=False, keyencoding="utf-8"):
        self.dict = dict
        self._protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        self.writeback = writeback
        self.cache = {}
        self.keyencoding = keyencoding

    def __iter__(self):
        for key in self.dict.keys():
            yield key.decode(self.keyencoding)

    def __len__(self):
        return len(self.dict)

    def __contains__(self, key):
        return key.encode(self.keyencoding) in self.dict

    def get(self, key, default=None):
        """A value, or `default`."""
        return self[key] if key.encode(self.keyencoding) in self.dict else default

    def __getitem__(self, key):
        try:
            return self.cache[key]
        except KeyError:
            value = Unpickler(BytesIO(self.dict[key.encode(self.keyencoding)])).load()
        if self.writeback:
            self.cache[key] = value
        return value

    def __setitem__(self, key, value):
        if self.writeback:
            self.cache[key] = value
        file = BytesIO()
        Pickler(file, self._protocol).dump(value)
        self.dict[key.encode(self.keyencoding)] = file.getvalue()

    def __delitem__(self, key):
        del self.dict[key.encode(self.keyencoding)]
        self.cache.pop(key, None)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def sync(self):
        """Writes what was kept."""
        if self.writeback and self.cache:
            self.writeback = False
            for key, entry in self.cache.items():
                self[key] = entry
            self.writeback = True
            self.cache = {}
        if hasattr(self.dict, "sync"):
            self.dict.sync()

    def close(self):
        """Writes what was kept; nothing can be asked any more."""
        if self.dict is None:
            return
        try:
            self.sync()
            close = getattr(self.dict, "close", None)
            if close is not None:
                close()
        finally:
            self.dict = _Closed()

    def __del__(self):
        # It may have failed before it had one.
        if hasattr(self, "writeback"):
            self.close()


class BsdDbShelf(Shelf):
    """A shelf in a mapping that has an order."""

    def _of(self, found):
        key, value = found
        return key.decode(self.keyencoding), Unpickler(BytesIO(value)).load()

    def set_location(self, key):
        """Goes to a key."""
        return self._of(self.dict.set_location(key))

    def next(self):
        """The next key and value."""
        return self._of(next(self.dict))

    def previous(self):
        """Those before."""
        return self._of(self.dict.previous())

    def first(self):
        """The first ones."""
        return self._of(self.dict.first())

    def last(self):
        """The last ones."""
        return self._of(self.dict.last())


class DbfilenameShelf(Shelf):
    """A shelf in a file of `dbm`."""

    def __init__(self, filename, flag="c", protocol=None, writeback=False):
        import dbm
        Shelf.__init__(self, dbm.open(filename, flag), protocol, writeback)


def open(filename, flag="c", protocol=None, writeback=False):
    """A shelf in a file, by its path without suffix."""
    return DbfilenameShelf(filename, flag, protocol, writeback)
