"""Dicts in files: keys are texts, values anything that can be pickled."""

import pickle
from collections.abc import MutableMapping

__all__ = ["Shelf", "BsdDbShelf", "DbfilenameShelf", "open"]


class _NoMore(MutableMapping):
    """What a shelf stands on when it is closed."""

    def __getitem__(self, key):
        raise ValueError("invalid operation on closed shelf")

    def __setitem__(self, key, value):
        self[key]

    def __delitem__(self, key):
        self[key]

    def __iter__(self):
        return self[None]

    def __len__(self):
        return self[None]

    def __contains__(self, key):
        return self[key]

    def keys(self):
        return self[None]

    def __repr__(self):
        return "<Closed Dictionary>"


class Shelf(MutableMapping):
    """Pickled values in a mapping of bytes. With `writeback` what was read is kept, and written again by `sync` and `close`."""

    # Of one whose beginning has failed.
    dict = None

    def __init__(self, dict, protocol=None, writeback=False, keyencoding="utf-8"):
        self.dict, self.cache = dict, {}
        self.writeback, self.keyencoding = writeback, keyencoding
        self._protocol = pickle.DEFAULT_PROTOCOL if protocol is None else protocol

    def _at(self, key):
        return key.encode(self.keyencoding)

    def _put(self, key, value):
        self.dict[self._at(key)] = pickle.dumps(value, self._protocol)

    def _item(self, pair):
        return pair[0].decode(self.keyencoding), pickle.loads(pair[1])

    def __getitem__(self, key):
        if key in self.cache:
            return self.cache[key]
        value = pickle.loads(self.dict[self._at(key)])
        if self.writeback:
            self.cache[key] = value
        return value

    def __setitem__(self, key, value):
        if self.writeback:
            self.cache[key] = value
        self._put(key, value)

    def __delitem__(self, key):
        del self.dict[self._at(key)]
        self.cache.pop(key, None)

    def __contains__(self, key):
        return self._at(key) in self.dict

    def __iter__(self):
        return (key.decode(self.keyencoding) for key in self.dict.keys())

    def __len__(self):
        return len(self.dict)

    def get(self, key, default=None):
        """A value, or `default`."""
        return self[key] if key in self else default

    def sync(self):
        """Writes what was kept, and the file."""
        kept, self.cache = self.cache, {}
        for key, value in kept.items():
            self._put(key, value)
        write = getattr(self.dict, "sync", None)
        if write:
            write()

    def close(self):
        """Writes what was kept; nothing can be asked any more."""
        if self.dict is None:
            return
        below = self.dict
        try:
            self.sync()
            if hasattr(below, "close"):
                below.close()
        finally:
            self.dict = _NoMore()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __del__(self):
        self.close()


def _move(name):
    def move(self, *key):
        return self._item(getattr(self.dict, name)(*key))

    move.__name__ = name
    return move


class BsdDbShelf(Shelf):
    """A shelf in a mapping that has an order, in which one can go to a key and on from there."""

    set_location, first, last, previous = map(_move, ("set_location", "first", "last", "previous"))

    def next(self):
        """The key after, and its value."""
        return self._item(next(self.dict))


class DbfilenameShelf(Shelf):
    """A shelf in a file of `dbm`."""

    def __init__(self, filename, flag="c", protocol=None, writeback=False):
        import dbm

        super().__init__(dbm.open(filename, flag), protocol, writeback)


def open(filename, flag="c", protocol=None, writeback=False):
    """A shelf in a file, by its path without suffix."""
    return DbfilenameShelf(filename, flag, protocol, writeback)
