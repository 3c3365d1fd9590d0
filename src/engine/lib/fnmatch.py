"""File names matched with patterns of the shell."""

import re


def translate(pat):
    """The pattern as a regular expression."""
    result, at = "", 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == "*":
            result += ".*"
        elif char == "?":
            result += "."
        elif char == "[":
            end = pat.find("]", at + (2 if pat.startswith("!", at) else 1))
            if end < 0:
                result += "\\["
                continue
            inside = pat[at:end].replace("\\", "\\\\")
            result += "[" + ("^" + inside[1:] if inside.startswith("!") else inside) + "]"
            at = end + 1
        else:
            result += re.escape(char)
    return f"(?s:{result})\\Z"


def fnmatchcase(name, pat):
    """Whether a name matches."""
    return re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    """The names that match."""
    expression = re.compile(translate(pat))
    return [name for name in names if expression.match(name)]
