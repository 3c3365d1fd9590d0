"""Paths as text or bytes (POSIX), and the little that can be asked about files."""

sep = "/"
altsep = None
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
defpath = "/bin:/usr/bin"
devnull = "/dev/null"
supports_unicode_filenames = False

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize", "getmtime",
    "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath",
    "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep",
    "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath",
]


def _text(path):
    if isinstance(path, str):
        return path
    from os import fspath
    return fspath(path)


def _slash(path):
    return b"/" if isinstance(path, bytes) else "/"


def _refuse(function, paths):
    # Parts do not fit together: says which, or that they are of both kinds.
    kinds = set()
    for path in paths:
        if not isinstance(path, (str, bytes)):
            raise TypeError(f"{function}() argument must be str, bytes, or os.PathLike object, "
                            f"not {type(path).__name__!r}") from None
        kinds.add(isinstance(path, str))
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


def isabs(s):
    """Whether it begins at the root."""
    s = _text(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Joins parts; an absolute part starts over."""
    path = _text(a)
    slash = _slash(path)
    try:
        for part in p:
            part = _text(part)
            if part.startswith(slash):
                path = part
            elif not path or path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError):
        _refuse("join", (a, *p))
        raise
    return path


def split(p):
    """Head and last part."""
    p = _text(p)
    slash = _slash(p)
    place = p.rfind(slash) + 1
    head, tail = p[:place], p[place:]
    return head.rstrip(slash) or head, tail


def basename(p):
    """The last part."""
    return split(p)[1]


def dirname(p):
    """All but the last part."""
    return split(p)[0]


def splitext(p):
    """The path without its extension, and the extension."""
    p = _text(p)
    point, slash = (b".", b"/") if isinstance(p, bytes) else (".", "/")
    dot = p.rfind(point)
    start = p.rfind(slash) + 1
    if dot > start and p[start:dot].strip(point):
        return p[:dot], p[dot:]
    return p, p[:0]


def splitdrive(p):
    """POSIX paths have no drive."""
    p = _text(p)
    return p[:0], p


def normcase(s):
    """Nothing to do."""
    return _text(s)


def normpath(path):
    """Without empty, `.` and `..` parts."""
    path = _text(path)
    slash, dot, up = (b"/", b".", b"..") if isinstance(path, bytes) else ("/", ".", "..")
    count = len(path) - len(path.lstrip(slash))
    root = slash * (count if count < 3 else 1)
    return root + slash.join(_straight(path.split(slash), dot, up, root)) or dot


def _straight(parts, dot, up, root):
    # Without empty parts, those that stay and those that go back.
    kept = []
    for part in parts:
        if not part or part == dot:
            continue
        if part != up or (not root and not kept) or (kept and kept[-1] == up):
            kept.append(part)
        elif kept:
            kept.pop()
    return kept


def abspath(path):
    """From the root on."""
    path = _text(path)
    if not isabs(path):
        import os
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """From the root on; there are no links."""
    if strict:
        from os import stat
        stat(filename)
    return abspath(filename)


def _parts(path):
    return [part for part in path.split(_slash(path)) if part]


def relpath(path, start=None):
    """As seen from another path."""
    if not path:
        raise ValueError("no path specified")
    path = _text(path)
    slash, dot, up = (b"/", b".", b"..") if isinstance(path, bytes) else ("/", ".", "..")
    start = dot if start is None else _text(start)
    _refuse("relpath", (path, start))
    here, there = _parts(abspath(start)), _parts(abspath(path))
    common = len(commonprefix([here, there]))
    return slash.join([up] * (len(here) - common) + there[common:]) or dot


def expanduser(path):
    """With the home directory for `~`."""
    path = _text(path)
    slash, tilde = (b"/", b"~") if isinstance(path, bytes) else ("/", "~")
    if path != tilde and not path.startswith(tilde + slash):
        return path
    from os import environ, fsencode
    home = environ.get("HOME", "/home/user")
    home = fsencode(home) if slash == b"/" else home
    return home.rstrip(slash) + path[1:] or slash


def expandvars(path):
    """With the values of variables."""
    path = _text(path)
    if (b"$" if isinstance(path, bytes) else "$") not in path:
        return path
    import re
    from os import environ, fsdecode, fsencode

    def value(match):
        name = fsdecode(match[1])
        name = name[1:-1] if name.startswith("{") else name
        found = environ.get(name)
        return match[0] if found is None else found if isinstance(path, str) else fsencode(found)

    pattern = r"\$(\w+|\{[^}]*\})"
    return re.sub(pattern if isinstance(path, str) else pattern.encode(), value, path, flags=re.ASCII)


def commonprefix(m):
    """The longest common beginning."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [_text(path) for path in m]
    low, high = min(m), max(m)
    for place, char in enumerate(low):
        if char != high[place]:
            return low[:place]
    return low


def _state(path):
    # Kind, size and time; kind 0 where there is nothing.
    import os
    try:
        known = os._files.look(path, os._directory)
        if known is not None:
            return known
        return os._files.stat(os._numbered(path) if isinstance(path, int) else os._full(path, "stat"))
    except (OSError, ValueError):
        return 0, 0, 0


def isfile(path):
    """Whether it is a file."""
    return _state(path)[0] == 1


def isdir(s):
    """Whether it is a folder."""
    return _state(s)[0] == 2


def exists(path):
    """Whether it is there."""
    if isinstance(path, int):
        from os import fstat
        try:
            fstat(path)
        except OSError:
            return False
        return True
    return _state(path)[0] != 0


def lexists(path):
    """The same: there are no links."""
    return _state(path)[0] != 0


def islink(path):
    """There are no links."""
    return False


def ismount(path):
    """Whether it is the root."""
    return not abspath(path).strip(_slash(_text(path)))


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    from os import stat
    return samestat(stat(f1), stat(f2))


def getsize(filename):
    """Bytes of a file."""
    from os import stat
    return stat(filename).st_size


def getmtime(filename):
    """When a file was last written."""
    from os import stat
    return stat(filename).st_mtime


getatime = getctime = getmtime


def commonpath(paths):
    """The longest common path."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = [_text(path) for path in paths]
    slash, dot = (b"/", b".") if isinstance(paths[0], bytes) else ("/", ".")
    try:
        starts = {path.startswith(slash) for path in paths}
        names = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    except TypeError:
        _refuse("commonpath", paths)
        raise
    if len(starts) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    return (slash if starts.pop() else slash[:0]) + slash.join(commonprefix(names))


def samestat(s1, s2):
    """Whether two answers of `stat` are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def sameopenfile(fp1, fp2):
    """Whether two numbers stand for the same file."""
    from os import fstat
    return samestat(fstat(fp1), fstat(fp2))
