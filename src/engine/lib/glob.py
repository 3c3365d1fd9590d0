"""Paths matched with patterns of the shell."""

import fnmatch
import os

__all__ = ["escape", "glob", "iglob"]


def has_magic(s):
    """Whether it has wildcards."""
    return any(char in s for char in ([b"*", b"?", b"["] if isinstance(s, bytes) else "*?["))


def escape(pathname):
    """The path with its wildcards taken as they are."""
    if isinstance(pathname, bytes):
        return os.fsencode(escape(os.fsdecode(pathname)))
    return "".join("[" + char + "]" if char in "*?[" else char for char in pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Paths that match."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Paths that match, one by one."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    # Up to its first wildcard a path is taken as it is written.
    base, parts = pathname, []
    while has_magic(base):
        base, part = os.path.split(base)
        parts.insert(0, part)
    if isinstance(root, bytes) != isinstance(pathname, bytes):
        # As joining the two says it, before anything is looked for.
        os.path.join(root, pathname)
    if not parts:
        parts = [os.path.basename(base)]
        base = base[:len(base) - len(parts[0])]
    return (path for path in _match(base, parts, root, recursive, include_hidden) if path)


def _names(folder, hidden, only_folders):
    try:
        with os.scandir(folder or os.curdir.encode() if isinstance(folder, bytes) else folder or os.curdir) as entries:
            return [entry.name for entry in entries
                    if (hidden or entry.name[:1] not in (".", b".")) and (not only_folders or entry.is_dir())]
    except OSError:
        return []


def _below(folder, hidden, only_folders):
    # All that lies in a folder, at any depth.
    for name in _names(folder, hidden, only_folders):
        yield name
        for inner in _below(os.path.join(folder, name), hidden, only_folders):
            yield os.path.join(name, inner)


def _match(base, parts, root, recursive, hidden):
    part, rest = parts[0], parts[1:]
    real = os.path.join(root, base)
    if not has_magic(part):
        path = os.path.join(base, part)
        if rest:
            yield from _match(path, rest, root, recursive, hidden)
        elif os.path.lexists(os.path.join(root, path)) if part else os.path.isdir(real):
            yield path
        return
    if recursive and part in ("**", b"**"):
        if not os.path.isdir(real) if real else False:
            return
        if rest:
            yield from _match(base, rest, root, recursive, hidden)
        else:
            yield os.path.join(base, base[:0]) if base else base
        found = _below(real, hidden, bool(rest))
    else:
        dotted = part[:1] in (".", b".")
        found = fnmatch.filter(_names(real, hidden or dotted, bool(rest)), part)
    for name in found:
        path = os.path.join(base, name)
        if rest:
            yield from _match(path, rest, root, recursive, hidden)
        else:
            yield path
