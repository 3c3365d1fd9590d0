"""Regular expressions: the `re` module as CPython 3.11 documents it. The work is done by `_sre`, in Rust."""

import _sre
from _sre import Match, Pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
    "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
    "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]

__version__ = "2.2.1"

_NAMES = {1: "TEMPLATE", 2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE", 64: "VERBOSE",
          128: "DEBUG", 256: "ASCII"}


class RegexFlag(int):
    """Options of a pattern."""

    def __or__(self, other):
        return RegexFlag(int(self) | other) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & other) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ other) if isinstance(other, int) else NotImplemented

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return RegexFlag(511 & ~int(self))

    def __contains__(self, other):
        return int(other) & int(self) == int(other)

    def __iter__(self):
        return (RegexFlag(bit) for bit in _NAMES if int(self) & bit)

    def __len__(self):
        return sum(1 for bit in _NAMES if int(self) & bit)

    def __bool__(self):
        return int(self) != 0

    @property
    def value(self):
        """The flags as a number."""
        return int(self)

    @property
    def name(self):
        """Their names."""
        return "|".join([name for bit, name in _NAMES.items() if int(self) & bit]) or "NOFLAG"

    def __repr__(self):
        names = ["re." + name for bit, name in _NAMES.items() if int(self) & bit]
        unknown = int(self) & ~511
        if unknown:
            names.append(hex(unknown))
        return "|".join(names) or "re.NOFLAG"

    def __reduce_ex__(self, protocol):
        return RegexFlag, (int(self),)

    __str__ = __repr__
    __hash__ = int.__hash__


NOFLAG = RegexFlag(0)
T = TEMPLATE = RegexFlag(1)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)
RegexFlag.__members__ = {
    name: value for name, value in list(globals().items()) if isinstance(value, RegexFlag)
}
for _name, _value in RegexFlag.__members__.items():
    setattr(RegexFlag, _name, _value)


class error(Exception):
    """The pattern is wrong."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg += f" (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


_cache = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = int(flags)
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    compiled = _sre.compile(pattern, flags)
    if not flags & 128:
        if len(_cache) >= _MAXCACHE:
            _cache.pop(next(iter(_cache)), None)
        _cache[type(pattern), pattern, flags] = compiled
    return compiled


def compile(pattern, flags=0):
    """A compiled pattern."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """A match at the beginning."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of everything."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The text with matches replaced."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The text with matches replaced, and how many were."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The parts between matches."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches, or of their groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches, one after the other."""
    return _compile(pattern, flags).finditer(string)


def template(pattern, flags=0):
    """A compiled pattern; deprecated in CPython too."""
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented feature without an obvious purpose. "
                  "Use re.compile() instead.", DeprecationWarning)
    return _compile(pattern, flags)


_SPECIAL = {ord(char): "\\" + char for char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """The text with a backslash before special characters."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, "latin1").translate(_SPECIAL).encode("latin1")


def purge():
    """Forgets compiled patterns."""
    _cache.clear()


class Scanner:
    """Splits a text into what the patterns of a lexicon match, each with an action."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._rules = [(_compile(phrase, flags), action) for phrase, action in lexicon]

    def scan(self, string):
        """What the actions make of the matches, and the rest that no pattern matches."""
        results = []
        at = 0
        while True:
            for rule, action in self._rules:
                found = rule.match(string, at)
                if found is not None:
                    break
            else:
                break
            end = found.end()
            if end == at:
                break
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                results.append(action)
            at = end
        return results, string[at:]
