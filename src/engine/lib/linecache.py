"""Lines of source files, kept once they were read (the `linecache` module)."""

import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# By file: its size, the time of its last change (None: it does not change), its lines and its full name; or a function
# alone that tells the text when it is wanted.
cache = {}


def clearcache():
    """Forgets all lines."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line with its end, or an empty text."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file, or none."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forgets what has changed."""
    import os
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        try:
            stat = os.stat(entry[3])
        except OSError:
            cache.pop(name, None)
            continue
        if entry[:2] != (stat.st_size, stat.st_mtime):
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Reads a file anew."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        del cache[filename]
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    size = time = None
    full = filename
    text = sys._source(filename)
    if text is None:
        import os
        folders = [""] if os.path.isabs(filename) else ["", *sys.path]
        for folder in folders:
            full = os.path.join(folder, filename) if isinstance(folder, str) else filename
            try:
                stat = os.stat(full)
                break
            except OSError:
                continue
        else:
            if not lazycache(filename, module_globals):
                return []
            try:
                text = cache[filename][0]()
            except (ImportError, OSError):
                return []
            if text is None:
                return []
        if text is None:
            try:
                with open(full, encoding="utf-8-sig") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError, SyntaxError):
                return []
            size, time = stat.st_size, stat.st_mtime
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = len(text) if size is None else size, time, lines, full
    return lines


def lazycache(filename, module_globals):
    """Keeps how the lines of a module can be had, if it has a loader that tells; whether it has."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or filename.startswith("<") and filename.endswith(">") or not module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals.get("__name__")
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if not name or get_source is None:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
