"""`literal_eval`. Programs as trees are not to be had here."""

import re

__all__ = ["literal_eval"]

_NUMBER = r"(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|" \
    r"(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?)"
_TEXT = r"(?:[rR]?[bB]?|[bB][rR]|[uU])(?:'''(?:[^\\]|\\[\s\S])*?'''|\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\"|" \
    r"'(?:[^\\\n']|\\[\s\S])*'|\"(?:[^\\\n\"]|\\[\s\S])*\")"
_TOKEN = re.compile(rf"(?:[ \t\f\n\r]|\\\n|#[^\n]*)*(?:({_TEXT})|({_NUMBER})|(\.\.\.|[^\W\d]\w*|[][(){{}},:+-])|($))")
_NAMES = {"None": None, "True": True, "False": False, "...": ...}
_END = ""


def literal_eval(node_or_string):
    """The value of a text that is made of literals and containers of them, and of nothing that runs."""
    if not isinstance(node_or_string, str):
        raise ValueError(f"malformed node or string: {node_or_string!r}")
    return _Reader(node_or_string.lstrip(" \t")).everything()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"module 'ast' has no attribute '{name}': of ast this Python has only literal_eval")


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.advance()

    def advance(self):
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            self.refuse()
        self.at = found.end()
        self.string, self.number, self.sign, _ = found.groups()
        self.token = self.string or self.number or self.sign or _END

    def refuse(self):
        # Python's own compiler says what is wrong with the text; if nothing is, it is more than literals.
        compile(self.text, "<unknown>", "eval")
        line = self.text.count("\n", 0, self.at) + 1
        raise ValueError(f"malformed node or string on line {line}: {self.text.strip()!r}")

    def take(self, sign):
        if self.sign != sign:
            self.refuse()
        self.advance()

    def everything(self):
        value = self.items(_END)
        if self.token != _END:
            self.refuse()
        return value

    def items(self, end):
        # A value, or several with commas, which make a tuple.
        values = [self.value()]
        if self.sign != ",":
            return values[0]
        while self.sign == ",":
            self.advance()
            if self.token == end:
                break
            values.append(self.value())
        return tuple(values)

    def row(self, end):
        values = []
        while self.sign != end:
            values.append(self.value())
            if self.sign != ",":
                break
            self.advance()
        self.take(end)
        return values

    def value(self):
        left = self.signed()
        while self.sign in ("+", "-"):
            # Only what is a complex number.
            sign = self.sign
            self.advance()
            if not self.number or self.number[-1] not in "jJ" or type(left) not in (int, float):
                self.refuse()
            right = self.atom()
            left = left + right if sign == "+" else left - right
        return left

    def signed(self):
        if self.sign not in ("+", "-"):
            return self.atom()
        negative = self.sign == "-"
        self.advance()
        if not self.number:
            self.refuse()
        value = self.atom()
        return -value if negative else value

    def atom(self):
        if self.string:
            value = None
            while self.string:
                piece = eval(self.string, {})
                if value is not None and type(piece) is not type(value):
                    self.refuse()
                value = piece if value is None else value + piece
                self.advance()
            return value
        if self.number:
            value = eval(self.number, {})
            self.advance()
            return value
        sign = self.sign
        if sign in _NAMES:
            self.advance()
            return _NAMES[sign]
        if sign == "(":
            self.advance()
            if self.sign == ")":
                self.advance()
                return ()
            value = self.items(")")
            self.take(")")
            return value
        if sign == "[":
            self.advance()
            return self.row("]")
        if sign == "{":
            self.advance()
            return self.braces()
        if sign == "set":
            self.advance()
            self.take("(")
            self.take(")")
            return set()
        self.refuse()

    def braces(self):
        if self.sign == "}":
            self.advance()
            return {}
        first = self.value()
        if self.sign != ":":
            if self.sign == ",":
                self.advance()
                return {first, *self.row("}")}
            self.take("}")
            return {first}
        result, key = {}, first
        while True:
            self.take(":")
            result[key] = self.value()
            if self.sign != ",":
                break
            self.advance()
            if self.sign == "}":
                break
            key = self.value()
        self.take("}")
        return result
