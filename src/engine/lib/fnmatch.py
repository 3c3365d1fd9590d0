"""File names matched with patterns of the shell."""

import functools
import os
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def _set(inside):
    # The regular expression of what stands between brackets.
    start = inside.startswith("!")
    if "-" in inside:
        # A hyphen at the beginning or the end, or after a range, stands for itself; a range that runs backwards is empty.
        pieces, at = ["!"[:start]], int(start)
        while at < len(inside):
            low, high = inside[at], inside[at + 2:at + 3]
            if inside[at + 1:at + 2] == "-" and high:
                if low <= high:
                    pieces.append(_plain(low) + "-" + _plain(high))
                at += 3
            else:
                pieces.append(_plain(low))
                at += 1
    else:
        pieces = [_plain(char) for char in inside]
    inside = "".join(pieces)
    if inside in ("", "!"):
        return "." if inside else "(?!)"
    first = {"!": "^", "^": "\\^", "[": "\\["}.get(inside[0], inside[0])
    return f"[{first}{inside[1:]}]"


def _plain(char):
    # Within a set of a regular expression.
    return "\\" + char if char in "\\-&~|" else char


def translate(pat):
    """The pattern as a regular expression."""
    pieces, at = [], 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == "*":
            if not pieces or pieces[-1] is not None:
                pieces.append(None)
        elif char == "?":
            pieces.append(".")
        elif char == "[":
            end = pat.find("]", at + (2 if pat.startswith("!", at) else 1))
            if end < 0:
                pieces.append("\\[")
            else:
                pieces.append(_set(pat[at:end]))
                at = end + 1
        else:
            pieces.append(re.escape(char))
    # What follows a star is taken where it is found first, without going back: nothing can be gained by it.
    parts, run = [], []
    for piece in pieces + [None]:
        if piece is None:
            parts.append("".join(run))
            run = []
        else:
            run.append(piece)
    if len(parts) > 2:
        middle = "".join([f"(?>.*?{part})" for part in parts[1:-1]])
        text = parts[0] + middle + ".*" + parts[-1]
    else:
        text = ".*".join(parts)
    return f"(?s:{text})\\Z"


@functools.lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")).match
    return re.compile(translate(pat)).match


def fnmatch(name, pat):
    """Whether a name matches, as the system compares names."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def fnmatchcase(name, pat):
    """Whether a name matches."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    match = _matcher(os.path.normcase(pat))
    return [name for name in names if match(os.path.normcase(name))]
