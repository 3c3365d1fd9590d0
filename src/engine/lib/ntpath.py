"""Paths as Windows writes them. Files are asked for as everywhere here."""

import os
from os.path import _refuse, _straight, commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile, lexists
from os.path import samefile, sameopenfile, samestat

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize", "getmtime",
    "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath",
    "abspath", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
    "supports_unicode_filenames", "relpath", "samefile", "sameopenfile", "samestat", "commonpath",
]

curdir = "."
pardir = ".."
extsep = "."
sep = "\\"
pathsep = ";"
altsep = "/"
defpath = ".;C:\\bin"
devnull = "nul"
supports_unicode_filenames = True


def _signs(path, *texts):
    # These texts, as bytes if the path is.
    return [text.encode() for text in texts] if isinstance(path, bytes) else texts


def _both(path):
    return b"\\/" if isinstance(path, bytes) else "\\/"


def normcase(s):
    """In small letters, with backslashes."""
    s = os.fspath(s)
    return s.replace(*_signs(s, "/", "\\")).lower()


def isabs(s):
    """Whether it begins at a root."""
    s = os.fspath(s)
    both, rest = _both(s), splitdrive(s)[1]
    return len(rest) > 0 and rest[:1] in both or len(s) > 1 and not s[:2].strip(both)


def join(path, *paths):
    """Joins parts; a part with a root or another drive starts over."""
    path = os.fspath(path)
    both = _both(path)
    back, colon = both[:1], _signs(path, ":")[0]
    try:
        drive, rest = splitdrive(path)
        for part in paths:
            its_drive, its_rest = splitdrive(os.fspath(part))
            if its_rest and its_rest[:1] in both:
                drive, rest = its_drive or drive, its_rest
            elif its_drive and its_drive.lower() != drive.lower():
                drive, rest = its_drive, its_rest
            else:
                drive = its_drive or drive
                if rest and rest[-1:] not in both:
                    rest += back
                rest += its_rest
    except (TypeError, AttributeError):
        _refuse("join", (path, *paths))
        raise
    if rest and rest[:1] not in both and drive and drive[-1:] != colon:
        # What a share is named of must be parted from what follows.
        return drive + back + rest
    return drive + rest


def splitdrive(p):
    """The drive or the share, and the rest."""
    p = os.fspath(p)
    back, slash, colon = _signs(p, "\\", "/", ":")
    plain = p.replace(slash, back)
    if plain.startswith(back * 2):
        # \\server\share\rest, also in the form \\?\UNC\server\share\rest
        start = 8 if plain[:8].upper() == _signs(p, "\\\\?\\UNC\\")[0] else 2
        end = plain.find(back, start)
        end = -1 if end < 0 else plain.find(back, end + 1)
        return (p, p[:0]) if end < 0 else (p[:end], p[end:])
    return (p[:2], p[2:]) if p[1:2] == colon else (p[:0], p)


def split(p):
    """Head and last part."""
    p = os.fspath(p)
    both = _both(p)
    drive, rest = splitdrive(p)
    tail = rest[max(rest.rfind(both[:1]), rest.rfind(both[1:])) + 1:]
    head = rest[:len(rest) - len(tail)]
    return drive + (head.rstrip(both) or head), tail


def splitext(p):
    """The path without its extension, and the extension."""
    p = os.fspath(p)
    back, slash, point = _signs(p, "\\", "/", ".")
    dot = p.rfind(point)
    start = max(p.rfind(back), p.rfind(slash)) + 1
    if dot > start and p[start:dot].strip(point):
        return p[:dot], p[dot:]
    return p, p[:0]


def basename(p):
    """The last part."""
    return split(p)[1]


def dirname(p):
    """All but the last part."""
    return split(p)[0]


def islink(path):
    """There are no links."""
    return False


def ismount(path):
    """Whether it is the root of a drive or of a share."""
    path = abspath(os.fspath(path))
    both = _both(path)
    drive, rest = splitdrive(path)
    if drive[:1] and drive[:1] in both:
        return not rest or rest in (both[:1], both[1:])
    return rest in (both[:1], both[1:])


def expanduser(path):
    """With the home directory for `~`, or for `~name` one beside it."""
    path = os.fspath(path)
    tilde, back, slash = _signs(path, "~", "\\", "/")
    if not path.startswith(tilde):
        return path
    end = min([place for place in (path.find(back), path.find(slash)) if place > 0], default=len(path))
    if "USERPROFILE" in os.environ:
        home = os.environ["USERPROFILE"]
    elif "HOMEPATH" in os.environ:
        home = join(os.environ.get("HOMEDRIVE", ""), os.environ["HOMEPATH"])
    else:
        return path
    if end != 1:
        user, current = os.fsdecode(path[1:end]), os.environ.get("USERNAME")
        if user != current:
            # Only where this user's folder bears his name can another's be told from it.
            if current != basename(home):
                return path
            home = join(dirname(home), user)
    return (os.fsencode(home) if isinstance(path, bytes) else home) + path[end:]


def expandvars(path):
    """With the values of `$name`, `${name}` and `%name%`; nothing between single quotes."""
    path = os.fspath(path)
    dollar, percent = _signs(path, "$", "%")
    if dollar not in path and percent not in path:
        return path
    import re

    def value(match):
        name = match[1] or match[2] or match[3]
        if not name:
            return match[0][:1] if match[0] in (dollar * 2, percent * 2) else match[0]
        found = os.environ.get(os.fsdecode(name))
        return match[0] if found is None else os.fsencode(found) if isinstance(path, bytes) else found

    pattern = r"'[^']*(?:'|\Z)|\$\$|%%|%([^%]+)%|%[^%]*\Z|\$\{([^}]*)\}|\$\{.*|\$([-\w]+)"
    return re.sub(pattern.encode() if isinstance(path, bytes) else pattern, value, path, flags=re.ASCII | re.DOTALL)


def normpath(path):
    """Without empty, `.` and `..` parts, with backslashes."""
    path = os.fspath(path)
    back, slash, dot, up = _signs(path, "\\", "/", ".", "..")
    drive, rest = splitdrive(path.replace(slash, back))
    root = back if rest.startswith(back) else back[:0]
    return drive + root + back.join(_straight(rest.split(back), dot, up, root)) or dot


def abspath(path):
    """From the root on."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(path, *, strict=False):
    """The same; there are no links."""
    return abspath(path)


def _split_all(path):
    drive, rest = splitdrive(path)
    return drive, [part for part in rest.split(_both(path)[:1]) if part]


def relpath(path, start=None):
    """As seen from another path."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    dot, up = _signs(path, ".", "..")
    start = dot if start is None else os.fspath(start)
    _refuse("relpath", (path, start))
    here_drive, here = _split_all(abspath(normpath(start)))
    there_drive, there = _split_all(abspath(normpath(path)))
    if normcase(here_drive) != normcase(there_drive):
        raise ValueError(f"path is on mount {there_drive!r}, start on mount {here_drive!r}")
    common = len(commonprefix([[normcase(part) for part in parts] for parts in (here, there)]))
    parts = [up] * (len(here) - common) + there[common:]
    return join(*parts) if parts else dot


def commonpath(paths):
    """The longest common path."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = [os.fspath(path) for path in paths]
    back, slash, dot = _signs(paths[0], "\\", "/", ".")
    try:
        halves = [splitdrive(path.replace(slash, back).lower()) for path in paths]
        roots = {rest.startswith(back) for _, rest in halves}
        if len(roots) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        if len({drive for drive, _ in halves}) > 1:
            raise ValueError("Paths don't have the same drive")
        drive, rest = splitdrive(paths[0].replace(slash, back))
        names = [[part for part in half.split(back) if part and part != dot] for _, half in halves]
        first = [part for part in rest.split(back) if part and part != dot]
        return drive + back[:roots.pop()] + back.join(first[:len(commonprefix(names))])
    except (TypeError, AttributeError):
        _refuse("commonpath", paths)
        raise
