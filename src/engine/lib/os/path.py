"""Paths as text (POSIX), and the little that can be asked about files."""

sep = "/"
altsep = None
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
defpath = "/bin:/usr/bin"
devnull = "/dev/null"
supports_unicode_filenames = True


def _text(path):
    if isinstance(path, str):
        return path
    from os import fspath
    return fspath(path)


def isabs(s):
    """Whether it begins at the root."""
    return _text(s).startswith("/")


def join(a, *p):
    """Joins parts; an absolute part starts over."""
    path = _text(a)
    for part in p:
        part = _text(part)
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    """Head and last part."""
    p = _text(p)
    place = p.rfind("/") + 1
    head, tail = p[:place], p[place:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    """The last part."""
    return split(p)[1]


def dirname(p):
    """All but the last part."""
    return split(p)[0]


def splitext(p):
    """The path without its extension, and the extension."""
    p = _text(p)
    dot = p.rfind(".")
    slash = p.rfind("/")
    if dot > slash and p[slash + 1:dot].strip("."):
        return p[:dot], p[dot:]
    return p, ""


def splitdrive(p):
    """POSIX paths have no drive."""
    return "", _text(p)


def normcase(s):
    """Nothing to do."""
    return _text(s)


def normpath(path):
    """Without empty, `.` and `..` parts."""
    path = _text(path)
    if not path:
        return "."
    root = "/" if path.startswith("/") else ""
    if path.startswith("//") and not path.startswith("///"):
        root = "//"
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not root and not parts) or (parts and parts[-1] == ".."):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + "/".join(parts) or "."


def abspath(path):
    """From the root on."""
    path = _text(path)
    if not isabs(path):
        from os import getcwd
        path = join(getcwd(), path)
    return normpath(path)


realpath = abspath


def relpath(path, start=None):
    """As seen from another path."""
    if not path:
        raise ValueError("no path specified")
    here = [part for part in abspath(start or ".").split("/") if part]
    there = [part for part in abspath(path).split("/") if part]
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def expanduser(path):
    """With the home directory for `~`."""
    path = _text(path)
    if path == "~" or path.startswith("~/"):
        from os import environ
        return environ.get("HOME", "/home/user").rstrip("/") + path[1:] or "/"
    return path


def expandvars(path):
    """With the values of variables."""
    from os import environ
    path = _text(path)
    for name, value in environ.items():
        path = path.replace("${" + name + "}", value).replace("$" + name, value)
    return path


def commonprefix(m):
    """The longest common beginning."""
    if not m:
        return ""
    low, high = min(m), max(m)
    for place, char in enumerate(low):
        if char != high[place]:
            return low[:place]
    return low


def _state(path):
    # Kind, size and time; kind 0 where there is nothing.
    import _files
    from os import _full
    try:
        return _files.stat(_full(path))
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
    return _state(path)[0] != 0


lexists = exists


def islink(path):
    """There are no links."""
    return False


def ismount(path):
    """Whether it is the root."""
    return abspath(path) == "/"


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    from os import stat
    stat(f1), stat(f2)
    return abspath(f1) == abspath(f2)


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
    paths = [_text(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({isabs(path) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split("/") if part not in ("", ".")] for path in paths]
    low, high = min(split_paths), max(split_paths)
    count = 0
    while count < min(len(low), len(high)) and low[count] == high[count]:
        count += 1
    return ("/" if isabs(paths[0]) else "") + "/".join(low[:count])


def samestat(s1, s2):
    """Whether two answers of `stat` are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def sameopenfile(fp1, fp2):
    """Whether two numbers stand for the same file."""
    from os import fstat
    return samestat(fstat(fp1), fstat(fp2))
