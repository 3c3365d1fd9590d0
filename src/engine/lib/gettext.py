"""Messages in the language of whoever reads them: catalogs as `msgfmt` writes them (GNU gettext's MO format)."""

import os
import re
import struct
import sys
import warnings

__all__ = [
    "NullTranslations", "GNUTranslations", "Catalog", "bindtextdomain", "find", "translation", "install", "textdomain",
    "dgettext", "dngettext", "gettext", "ngettext", "pgettext", "dpgettext", "npgettext", "dnpgettext",
]

# Between a context and its message.
_CONTEXT = "\x04"

_TOKENS = re.compile(r"\s*(?:(\d+)|(n)|(\|\||&&|[=!<>]=|[-+*/%<>!?:()]))")
# Operators of C that bind the same stand together, the loosest first.
_BINARY = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_DEEPEST = 100


class _Plural:
    """An expression of C in `n`, as catalogs say which of the plural forms is whose."""

    def __init__(self, text):
        if len(text) > 1000:
            raise ValueError("plural form expression is too long")
        self._tokens = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKENS.match(text, at)
            if match is None:
                raise ValueError(f"invalid token in plural form: {text[at:].lstrip()[:1]}")
            self._tokens.append(match[0].strip())
            at = match.end()
        self._at = self._depth = 0
        self._tree = self._choice()
        if self._at < len(self._tokens):
            self._unexpected()

    def _peek(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self):
        token = self._peek()
        self._at += 1
        return token

    def _unexpected(self):
        token = self._peek()
        raise ValueError(f"unexpected token in plural form: {token}" if token else "unexpected end of plural form")

    def _choice(self):
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("plural form expression is too complex")
        tree = self._binary(0)
        if self._peek() == "?":
            self._take()
            yes = self._choice()
            if self._peek() != ":":
                self._unexpected()
            self._take()
            tree = ("?", tree, yes, self._choice())
        self._depth -= 1
        return tree

    def _binary(self, level):
        if level == len(_BINARY):
            return self._unary()
        tree = self._binary(level + 1)
        while self._peek() in _BINARY[level]:
            tree = (self._take(), tree, self._binary(level + 1))
        return tree

    def _unary(self):
        token = self._peek()
        if token == "!":
            self._take()
            return ("!", self._unary())
        if token == "(":
            self._take()
            tree = self._choice()
            if self._peek() != ")":
                raise ValueError("unbalanced parenthesis in plural form")
            self._take()
            return tree
        if token == "n" or token.isdigit():
            self._take()
            return token if token == "n" else int(token)
        self._unexpected()

    def __call__(self, n):
        if not isinstance(n, int):
            # Deprecated, and taken as it is.
            message = f"Plural value must be an integer, got {type(n).__name__}"
            if not hasattr(type(n), "__round__"):
                raise TypeError(message)
            warnings.warn(message, DeprecationWarning, stacklevel=4)
        return int(_value(self._tree, n))


def _value(tree, n):
    if tree == "n":
        return n
    if not isinstance(tree, tuple):
        return tree
    operator, left, *rest = tree
    left = _value(left, n)
    if operator == "?":
        return _value(rest[0] if left else rest[1], n)
    if operator == "!":
        return not left
    if operator == "||":
        return bool(left or _value(rest[0], n))
    if operator == "&&":
        return bool(left and _value(rest[0], n))
    right = _value(rest[0], n)
    return {
        "==": lambda: left == right, "!=": lambda: left != right, "<": lambda: left < right, ">": lambda: left > right,
        "<=": lambda: left <= right, ">=": lambda: left >= right, "+": lambda: left + right, "-": lambda: left - right,
        "*": lambda: left * right, "/": lambda: left // right, "%": lambda: left % right,
    }[operator]()


def c2py(plural):
    """A function that says which plural form `n` things have, from an expression of C."""
    return _Plural(plural)


class NullTranslations:
    """No messages of its own: what it has not the fallback says, or the message itself."""

    def __init__(self, fp=None):
        self._info = {}
        self._charset = None
        self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        pass

    def add_fallback(self, fallback):
        if self._fallback:
            self._fallback.add_fallback(fallback)
        else:
            self._fallback = fallback

    def gettext(self, message):
        return self._fallback.gettext(message) if self._fallback else message

    def ngettext(self, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return self._fallback.pgettext(context, message) if self._fallback else message

    def npgettext(self, context, msgid1, msgid2, n):
        if self._fallback:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        return self._info

    def charset(self):
        return self._charset

    def install(self, names=None):
        import builtins

        builtins.__dict__["_"] = self.gettext
        for name in {"gettext", "ngettext", "npgettext", "pgettext"}.intersection(names or ()):
            builtins.__dict__[name] = getattr(self, name)


class GNUTranslations(NullTranslations):
    """The messages of a catalog."""

    LE_MAGIC = 0x950412DE
    BE_MAGIC = 0xDE120495
    CONTEXT = "%s" + _CONTEXT + "%s"
    VERSIONS = (0, 1)

    def _parse(self, fp):
        name = getattr(fp, "name", "")
        data = fp.read()
        self._catalog = {}
        self.plural = lambda n: int(n != 1)
        magic = struct.unpack_from("<I", data)[0] if len(data) >= 20 else None
        order = {self.LE_MAGIC: "<", self.BE_MAGIC: ">"}.get(magic)
        if order is None:
            raise OSError(0, "Bad magic number", name)
        version, count, originals, translations = struct.unpack_from(order + "4I", data, 4)
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, "Bad version number " + str(version >> 16), name)
        for at in range(count):
            texts = []
            for table in (originals, translations):
                if table + 8 * at + 8 > len(data):
                    raise OSError(0, "File is corrupt", name)
                length, place = struct.unpack_from(order + "2I", data, table + 8 * at)
                if place + length >= len(data):
                    raise OSError(0, "File is corrupt", name)
                texts.append(data[place:place + length])
            self._add(*texts)

    def _add(self, message, translated):
        if not message:
            self._describe(translated)
        charset = self._charset or "ascii"
        if b"\0" in message:
            key = str(message.split(b"\0")[0], charset)
            for form, text in enumerate(translated.split(b"\0")):
                self._catalog[key, form] = str(text, charset)
        else:
            self._catalog[str(message, charset)] = str(translated, charset)

    def _describe(self, header):
        """The catalog's first message is about itself, line by line, as in a letter."""
        key = None
        for line in header.split(b"\n"):
            line = line.decode().strip()
            if not line or line.startswith("#-#-#-#-#") and line.endswith("#-#-#-#-#"):
                continue
            if ":" in line:
                key, value = (part.strip() for part in line.split(":", 1))
                key = key.lower()
                self._info[key] = value
            elif key:
                self._info[key] += "\n" + line
                continue
            if key == "content-type" and "charset=" in value:
                self._charset = value.split("charset=")[1]
            elif key == "plural-forms":
                self.plural = c2py(value.split(";")[1].split("plural=")[1])

    def _one(self, key):
        found = self._catalog.get(key)
        return self._catalog.get((key, self.plural(1))) if found is None else found

    def gettext(self, message):
        found = self._one(message)
        return super().gettext(message) if found is None else found

    def pgettext(self, context, message):
        found = self._one(context + _CONTEXT + message)
        return super().pgettext(context, message) if found is None else found

    def ngettext(self, msgid1, msgid2, n):
        found = self._catalog.get((msgid1, self.plural(n)))
        return super().ngettext(msgid1, msgid2, n) if found is None else found

    def npgettext(self, context, msgid1, msgid2, n):
        found = self._catalog.get((context + _CONTEXT + msgid1, self.plural(n)))
        return super().npgettext(context, msgid1, msgid2, n) if found is None else found


_default_localedir = os.path.join(sys.base_prefix, "share", "locale")
_domains = {}
_current = "messages"
_translations = {}


def _names_of(language):
    """A language, then what is the same with less said: `de_AT.UTF-8@euro` is `de_AT` and `de` too."""
    parts = re.match(r"([^_.@]*)(_[^.@]*)?(\.[^@]*)?(@.*)?", language).groups("")
    names = []
    for kept in range(7, -1, -1):
        name = parts[0] + "".join(part for bit, part in zip((4, 1, 2), parts[1:]) if kept & bit)
        if name not in names:
            names.append(name)
    return names


def find(domain, localedir=None, languages=None, all=False):
    """The file of a catalog; with `all` those of all languages."""
    if languages is None:
        languages = []
        for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            if value := os.environ.get(variable):
                languages = value.split(":")
                break
        if "C" not in languages:
            languages.append("C")
    found = []
    tried = []
    for language in languages:
        if language == "C":
            break
        for name in _names_of(language):
            if name not in tried:
                tried.append(name)
                path = os.path.join(localedir or _default_localedir, name, "LC_MESSAGES", domain + ".mo")
                if os.path.exists(path):
                    found.append(path)
    if all:
        return found
    return found[0] if found else None


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The catalogs of a domain, the first one's messages before the others'."""
    class_ = class_ or GNUTranslations
    paths = find(domain, localedir, languages, all=True)
    if not paths:
        if fallback:
            return NullTranslations()
        from errno import ENOENT

        raise FileNotFoundError(ENOENT, "No translation file found for domain", domain)
    result = None
    for path in paths:
        key = (class_, os.path.abspath(path))
        if key not in _translations:
            with open(path, "rb") as file:
                _translations[key] = class_(file)
        from copy import copy

        catalog = copy(_translations[key])
        if result is None:
            result = catalog
        else:
            result.add_fallback(catalog)
    return result


def install(domain, localedir=None, *, names=None):
    """`_` becomes a builtin that translates."""
    translation(domain, localedir, fallback=True).install(names)


def textdomain(domain=None):
    """The domain of messages for which none is named; sets it too."""
    global _current
    if domain is not None:
        _current = domain
    return _current


def bindtextdomain(domain, localedir=None):
    """The folder of a domain's catalogs; sets it too."""
    if localedir is not None:
        _domains[domain] = localedir
    return _domains.get(domain, _default_localedir)


def _of(domain):
    try:
        return translation(domain, _domains.get(domain))
    except OSError:
        return NullTranslations()


def dgettext(domain, message):
    return _of(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _of(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    return _of(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    return _of(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    return dgettext(_current, message)


def ngettext(msgid1, msgid2, n):
    return dngettext(_current, msgid1, msgid2, n)


def pgettext(context, message):
    return dpgettext(_current, context, message)


def npgettext(context, msgid1, msgid2, n):
    return dnpgettext(_current, context, msgid1, msgid2, n)


Catalog = translation
