"""Paths matched with patterns of the shell."""

import os
from fnmatch import fnmatchcase


def has_magic(s):
    """Whether it has wildcards."""
    return any(char in s for char in "*?[")


def escape(pathname):
    """The path with its wildcards taken as they are."""
    return "".join("[" + char + "]" if char in "*?[" else char for char in pathname)


def glob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """Paths that match."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """Paths that match, one by one."""
    start = "/" if pathname.startswith("/") else ""
    parts = [part for part in pathname.split("/") if part]
    yield from _match(start, parts, root_dir, recursive, include_hidden)


def _match(base, parts, root, recursive, hidden):
    real = os.path.join(root, base) if root is not None else base
    if not parts:
        if base and os.path.exists(real):
            yield base
        return
    part, rest = parts[0], parts[1:]
    if not has_magic(part):
        yield from _match(os.path.join(base, part), rest, root, recursive, hidden)
        return
    if part == "**" and recursive:
        yield from _match(base, rest, root, recursive, hidden)
    if not os.path.isdir(real or "."):
        return
    for name in os.listdir(real or "."):
        if name.startswith(".") and not part.startswith(".") and not hidden:
            continue
        path = os.path.join(base, name)
        if part == "**" and recursive:
            if os.path.isdir(os.path.join(root, path) if root is not None else path):
                yield from _match(path, parts, root, recursive, hidden)
            elif not rest:
                yield path
        elif fnmatchcase(name, part):
            yield from _match(path, rest, root, recursive, hidden)
