"""Warnings, printed to standard error; those that CPython keeps silent by default are."""

import sys

filters = []
_seen = set()
_SILENT = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def warn(message, category=None, stacklevel=1, source=None):
    """Gives a warning."""
    if isinstance(message, Warning):
        category = type(message)
    if category is None:
        category = UserWarning
    frame = sys._getframe(0)
    for _ in range(stacklevel):
        frame = frame.f_back or frame
    warn_explicit(message, category, frame.f_code.co_filename, frame.f_lineno,
                  main=frame.f_globals.get("__name__") == "__main__")


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None,
                  main=False):
    """Gives a warning for a place."""
    text = str(message)
    action = None
    for kind, pattern, cls in filters:
        if issubclass(category, cls) and pattern in text:
            action = kind
            break
    if action is None:
        silent = issubclass(category, _SILENT) and not (main and issubclass(category, DeprecationWarning))
        action = "ignore" if silent else "default"
    if action == "ignore":
        return
    if action == "error":
        raise message if isinstance(message, Warning) else category(message)
    key = (text, category, filename, lineno)
    if action in ("default", "once", "module") and key in _seen:
        return
    _seen.add(key)
    if _recorders:
        _recorders[-1].append(WarningMessage(
            message if isinstance(message, Warning) else category(message), category, filename, lineno))
        return
    showwarning(message, category, filename, lineno)


class WarningMessage:
    """A recorded warning."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = sys._source_line(filename, lineno)
    if line:
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Prints a warning."""
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """What to do with some warnings."""
    entry = (action, message.strip(".*^$"), category)
    filters.append(entry) if append else filters.insert(0, entry)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """What to do with a kind of warnings."""
    filterwarnings(action, "", category, append=append)


def resetwarnings():
    """Forgets all filters."""
    filters.clear()


_recorders = []


class catch_warnings:
    """Restores the filters at the end; records warnings if asked."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action
        self._category = category

    def __enter__(self):
        self._filters = filters[:]
        if self._action is not None:
            simplefilter(self._action, self._category)
        if self._record:
            log = []
            _recorders.append(log)
            return log

    def __exit__(self, *exc_info):
        filters[:] = self._filters
        if self._record:
            _recorders.pop()
