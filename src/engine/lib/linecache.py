"""Lines of source files."""

import sys


def getline(filename, lineno, module_globals=None):
    """A line, or nothing."""
    line = sys._source_line(filename, lineno)
    if line is not None:
        return line + "\n"
    try:
        with open(filename) as file:
            lines = file.readlines()
    except OSError:
        return ""
    return lines[lineno - 1] if 0 < lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines."""
    lines = []
    while True:
        line = getline(filename, len(lines) + 1)
        if not line:
            return lines
        lines.append(line)


def checkcache(filename=None):
    """Nothing to do."""


def clearcache():
    """Nothing to do."""
