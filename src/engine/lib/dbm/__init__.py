"""Files that hold bytes by keys. There is one kind, `dbm.dumb`."""

import os

from . import dumb

__all__ = ["open", "whichdb", "error"]


class _Error(Exception):
    """There is no such file, or of no known kind."""


_Error.__name__ = _Error.__qualname__ = "error"
error = (_Error, OSError)


def open(file, flag="r", mode=0o666):
    """A file of this kind, by its path without suffix: "r" reads, "w" changes, "c" makes it where it is not, "n" anew."""
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    if flag in ("r", "w"):
        kind = whichdb(file)
        if kind is None:
            raise _Error("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        if kind == "":
            raise _Error("db type could not be determined")
    return dumb.open(file, flag, mode)


def whichdb(filename):
    """The module for a file; None if there is none, "" if it is of no known kind."""
    filename = os.fspath(filename)
    if not os.path.exists(filename + ".dat"):
        return "" if os.path.exists(filename) else None
    return "dbm.dumb" if os.path.exists(filename + ".dir") else None
