"""The reading half of `json`."""

import _json
from _json import scanstring

__all__ = ["JSONDecoder", "JSONDecodeError"]

NaN = float("nan")
PosInf = float("inf")
NegInf = float("-inf")
_CONSTANTS = {"-Infinity": NegInf, "Infinity": PosInf, "NaN": NaN}


class JSONDecodeError(ValueError):
    """The text is not JSON."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


class JSONDecoder:
    """Reads JSON."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self._hooks = object_hook, object_pairs_hook, parse_float or None, parse_int or None, parse_constant or None

    def scan_once(self, s, idx):
        """The value at a place, and where it ends."""
        return _json.scan(s, idx, self.strict, *self._hooks)

    def decode(self, s):
        """The value of a text."""
        if type(self).raw_decode is JSONDecoder.raw_decode:
            return _json.decode(s, self.strict, *self._hooks)
        start = len(s) - len(s.lstrip(" \t\n\r"))
        value, end = self.raw_decode(s, idx=start)
        end = len(s) - len(s[end:].lstrip(" \t\n\r"))
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """The value at a place, and where it ends."""
        return self.scan_once(s, idx)
