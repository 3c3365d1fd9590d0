"""Kinds of characters, and templates."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """Text with `$name` in it."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _fill(self, values, strict):
        text = self.template
        parts = []
        place = 0
        while True:
            found = text.find(self.delimiter, place)
            if found < 0:
                parts.append(text[place:])
                return "".join(parts)
            parts.append(text[place:found])
            after = found + 1
            if text[after:after + 1] == self.delimiter:
                parts.append(self.delimiter)
                place = after + 1
                continue
            braced = text[after:after + 1] == "{"
            start = after + braced
            end = start
            while end < len(text) and (text[end] == "_" or (text[end].isascii() and text[end].isalnum())):
                end += 1
            name = text[start:end]
            if not name or name[0].isdigit() or (braced and text[end:end + 1] != "}"):
                if strict:
                    lines = text[:found].split("\n")
                    raise ValueError(f"Invalid placeholder in string: line {len(lines)}, col {len(lines[-1]) + 1}")
                parts.append(self.delimiter)
                place = after
                continue
            place = end + braced
            if name in values or strict:
                parts.append(str(values[name]))
            else:
                parts.append(text[found:place])

    def substitute(self, mapping={}, /, **kws):
        """With the values; `KeyError` where one is missing."""
        return self._fill({**mapping, **kws}, True)

    def safe_substitute(self, mapping={}, /, **kws):
        """With the values that there are."""
        return self._fill({**mapping, **kws}, False)


class Formatter:
    """`str.format` as an object."""

    def format(self, format_string, /, *args, **kwargs):
        """Formats."""
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        """Formats with a tuple and a dict."""
        return format_string.format(*args, **kwargs)
