"""Texts in HTML."""

import re as _re

from html.entities import html5 as _html5

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """`&`, `<` and `>` as entities, quotes too unless told otherwise."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# What browsers read numbers of Windows-1252 as.
_WINDOWS = dict(zip(
    [*range(0x80, 0x81), *range(0x82, 0x8D), 0x8E, *range(0x91, 0x9D), 0x9E, 0x9F],
    "\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178",
))


def _number(number):
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return "\ufffd"
    control = 1 <= number <= 8 or 0xE <= number <= 0x1F or 0x7F <= number <= 0x9F or number == 0xB
    if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) and control:
        return ""
    if 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
        return ""
    return chr(number)


def _replace_charref(match):
    name = match.group(1)
    if name[0] == "#":
        digits = name[1:].rstrip(";")
        return _number(int(digits[1:], 16) if digits[0] in "xX" else int(digits))
    if name in _html5:
        return _html5[name]
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in _html5:
            return _html5[name[:end]] + name[end:]
    return "&" + name


_charref = _re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    """Entities as the characters that they stand for."""
    if "&" not in s:
        return s
    return _charref.sub(_replace_charref, s)
