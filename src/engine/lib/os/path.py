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


def _is_file(path):
    import _process
    from os import getcwd
    path = _text(path)
    if path.startswith(getcwd() + "/"):
        path = path[len(getcwd()) + 1:]
    return _process.source(path) is not None


def isfile(path):
    """Whether it is one of the lesson's files."""
    return _is_file(path)


def isdir(s):
    """Whether it is the current directory, or one above."""
    from os import getcwd
    return (getcwd() + "/").startswith(abspath(s).rstrip("/") + "/")


def exists(path):
    """Whether it is there."""
    return isfile(path) or isdir(path)


lexists = exists


def islink(path):
    """There are no links."""
    return False


def getsize(filename):
    """Bytes of one of the lesson's files."""
    import _process
    text = _process.source(_text(filename))
    if text is None:
        raise FileNotFoundError(2, "No such file or directory", filename)
    return len(text.encode())
