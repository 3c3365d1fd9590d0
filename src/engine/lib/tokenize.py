"""Python programs as tokens."""

import re
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from io import TextIOWrapper

import token
from collections import namedtuple
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo"]


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    """A token: its kind, text, where it begins and ends, and its line."""

    def __repr__(self):
        shown = "%d (%s)" % (self.type, tok_name[self.type])
        return "TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)" % (shown, *self[1:])

    @property
    def exact_type(self):
        """The operator's own kind; else the kind."""
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


class TokenError(Exception):
    """The program ends too early."""


class StopTokenizing(Exception):
    """Nobody wants more."""


_digits = "[0-9](?:_?[0-9])*"
_exponent = f"[eE][-+]?{_digits}"
_float = rf"(?:{_digits}\.(?:{_digits})?|\.{_digits})(?:{_exponent})?|{_digits}{_exponent}"
_number = (rf"{_digits}[jJ]|(?:{_float})[jJ]|{_float}|0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|"
           r"0(?:_?0)*|[1-9](?:_?[0-9])*")
_prefix = "(?:[bB][rR]?|[rR][bB]?|[uU]|[fF][rR]?|[rR][fF])?"
_operators = "|".join(map(re.escape, sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)))
# What one line may have: in this order, for a number may begin with a dot and a name with a letter of a prefix.
_token = re.compile(
    r"[ \f\t]*(?:"
    r"(?P<comment>#[^\r\n]*)|(?P<newline>\r?\n)|(?P<joined>\\\r?\n|\\\r)|"
    rf"(?P<long>{_prefix}(?:'{{3}}|\"{{3}}))|"
    rf"(?P<number>{_number})|"
    rf"(?P<text>{_prefix}(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*'|\"[^\n\"\\]*(?:\\.[^\n\"\\]*)*\"))|"
    rf"(?P<open>{_prefix}(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*|\"[^\n\"\\]*(?:\\.[^\n\"\\]*)*)\\\r?\n)|"
    rf"(?P<name>\w+)|(?P<operator>{_operators})|(?P<end>\Z))")
_ends = {quote: re.compile(rf"[^{quote[0]}\\]*(?:(?:\\[\s\S]|{quote[0]}(?!{quote[0] * 2}))[^{quote[0]}\\]*)*{quote}"
                           if len(quote) == 3 else rf"[^{quote}\\]*(?:\\[\s\S][^{quote}\\]*)*{quote}")
         for quote in ("'", '"', "'" * 3, '"' * 3)}
_blank = re.compile(rb"^[ \t\f]*(?:[#\r\n]|$)")
_cookie = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
tabsize = 8


def detect_encoding(readline):
    """The encoding of a program, and the lines that were read to know it."""
    filename = getattr(getattr(readline, "__self__", None), "name", None)
    lines, marked = [], False

    def wrong(words):
        return SyntaxError(words if filename is None else f"{words} for {filename!r}")

    def next_line():
        try:
            return readline()
        except StopIteration:
            return b""

    def declared(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise wrong("invalid or missing encoding declaration") from None
        found = _cookie.match(text)
        if not found:
            return None
        name = found.group(1)
        short = name[:12].lower().replace("_", "-")
        if short == "utf-8" or short.startswith("utf-8-"):
            name = "utf-8"
        elif short in ("latin-1", "iso-8859-1", "iso-latin-1") or short.startswith(
                ("latin-1-", "iso-8859-1-", "iso-latin-1-")):
            name = "iso-8859-1"
        try:
            codec = lookup(name)
        except LookupError:
            raise SyntaxError("unknown encoding: " + name if filename is None else
                              f"unknown encoding for {filename!r}: {name}") from None
        if marked:
            if name != "utf-8":
                raise SyntaxError("encoding problem: utf-8" if filename is None else
                                  f"encoding problem for {filename!r}: utf-8")
            name += "-sig"
        return name

    default = "utf-8"
    for _ in range(2):
        line = next_line()
        if not lines and line.startswith(BOM_UTF8):
            marked, line, default = True, line[3:], "utf-8-sig"
        if not line:
            break
        lines.append(line)
        name = declared(line)
        if name:
            return name, lines
        if not _blank.match(line):
            break
    return default, lines


def open(filename):
    """A program's file as text, in the encoding that it declares."""
    buffer = _builtin_open(filename, "rb")
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except:
        buffer.close()
        raise


def tokenize(readline):
    """The tokens of a program whose lines are bytes."""
    encoding, lines = detect_encoding(readline)

    def more():
        yield from lines
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line

    return _tokenize(more().__next__, encoding)


def generate_tokens(readline):
    """The tokens of a program whose lines are text."""
    return _tokenize(readline, None)


def _tokenize(readline, encoding):
    number = depth = 0
    continued = False
    indents = [0]
    # A text that goes on: its beginning, the expression for its end, and whether each line must be continued.
    text = None
    last, line = "", ""
    if encoding is not None:
        if encoding == "utf-8-sig":
            encoding = "utf-8"
        yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), "")
    while True:
        last = line
        try:
            line = readline()
        except StopIteration:
            line = b"" if encoding is not None else ""
        if encoding is not None:
            line = line.decode(encoding)
        number += 1
        place, size = 0, len(line)
        if text is not None:
            if not line:
                raise TokenError("EOF in multi-line string", text[1])
            begun, start, end, single, lines = text
            found = end.match(line)
            if found:
                place = found.end()
                yield TokenInfo(STRING, begun + line[:place], start, (number, place), lines + line)
                text = None
            elif single and line[-2:] != "\\\n" and line[-3:] != "\\\r\n":
                yield TokenInfo(ERRORTOKEN, begun + line, start, (number, size), lines)
                text = None
                continue
            else:
                text = begun + line, start, end, single, lines + line
                continue
        elif depth == 0 and not continued:
            if not line:
                break
            column = 0
            while place < size and line[place] in " \t\f":
                column = {" ": column + 1, "\t": (column // tabsize + 1) * tabsize, "\f": 0}[line[place]]
                place += 1
            if place == size:
                break
            if line[place] in "#\r\n":
                if line[place] == "#":
                    comment = line[place:].rstrip("\r\n")
                    yield TokenInfo(COMMENT, comment, (number, place), (number, place + len(comment)), line)
                    place += len(comment)
                yield TokenInfo(NL, line[place:], (number, place), (number, size), line)
                continue
            if column > indents[-1]:
                indents.append(column)
                yield TokenInfo(INDENT, line[:place], (number, 0), (number, place), line)
            while column < indents[-1]:
                if column not in indents:
                    raise IndentationError("unindent does not match any outer indentation level",
                                           ("<tokenize>", number, place, line))
                indents.pop()
                yield TokenInfo(DEDENT, "", (number, place), (number, place), line)
        else:
            if not line:
                raise TokenError("EOF in multi-line statement", (number, 0))
            continued = False
        while place < size:
            found = _token.match(line, place)
            if not found:
                yield TokenInfo(ERRORTOKEN, line[place], (number, place), (number, place + 1), line)
                place += 1
                continue
            kind = found.lastgroup
            start, place = found.span(kind)
            string = line[start:place]
            begin, after = (number, start), (number, place)
            if kind == "end":
                # Only blanks were left.
                continue
            if kind == "joined":
                continued = True
            elif kind == "newline":
                yield TokenInfo(NL if depth else NEWLINE, string, begin, after, line)
            elif kind == "long":
                end = _ends[string[-3:]]
                found = end.match(line, place)
                if not found:
                    text = line[start:], begin, end, False, line
                    break
                place = found.end()
                yield TokenInfo(STRING, line[start:place], begin, (number, place), line)
            elif kind == "open":
                quote = string.lstrip("bBrRuUfF")[0]
                text = line[start:], begin, _ends[quote], True, line
                break
            else:
                if kind == "operator":
                    depth += 1 if string in "([{" else -1 if string in ")]}" else 0
                yield TokenInfo({"comment": COMMENT, "number": NUMBER, "text": STRING, "operator": OP}.get(kind, NAME)
                                if kind != "name" or string.isidentifier() else ERRORTOKEN, string, begin, after, line)
    # A last line without its end, unless it was a comment.
    if last and last[-1] not in "\r\n" and not last.strip().startswith("#"):
        yield TokenInfo(NEWLINE, "", (number - 1, len(last)), (number - 1, len(last) + 1), "")
    for _ in indents[1:]:
        yield TokenInfo(DEDENT, "", (number, 0), (number, 0), "")
    yield TokenInfo(ENDMARKER, "", (number, 0), (number, 0), "")


class Untokenizer:
    """Puts tokens together."""

    def __init__(self):
        self.tokens = []
        self.prev_row, self.prev_col = 1, 0
        self.encoding = None

    def add_whitespace(self, start):
        """What stands between the last token and a place."""
        row, column = start
        if row < self.prev_row or row == self.prev_row and column < self.prev_col:
            raise ValueError("start ({},{}) precedes previous end ({},{})".format(
                row, column, self.prev_row, self.prev_col))
        if row > self.prev_row:
            self.tokens.append("\\\n" * (row - self.prev_row))
            self.prev_col = 0
        if column > self.prev_col:
            self.tokens.append(" " * (column - self.prev_col))

    def untokenize(self, iterable):
        """The program's text."""
        iterator = iter(iterable)
        indents, at_start = [], False
        for item in iterator:
            if len(item) == 2:
                self.compat(item, iterator)
                break
            kind, string, start, end, line = item
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                at_start = True
            elif at_start and indents:
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.prev_col = len(indents[-1])
                at_start = False
            self.add_whitespace(start)
            self.tokens.append(string)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """The text of tokens that are kinds and texts alone: what it means is the same."""
        from itertools import chain
        add = self.tokens.append
        indents, at_start, after_string = [], token[0] in (NEWLINE, NL), False
        for item in chain([token], iterable):
            kind, string = item[:2]
            if kind == ENCODING:
                self.encoding = string
                continue
            if kind in (NAME, NUMBER):
                string += " "
            # Two texts side by side would be one.
            if kind == STRING:
                if after_string:
                    string = " " + string
                after_string = True
            else:
                after_string = False
            if kind == INDENT:
                indents.append(string)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                at_start = True
            elif at_start and indents:
                add(indents[-1])
                at_start = False
            add(string)


def untokenize(iterable):
    """The text of tokens; as bytes if the first tells an encoding."""
    made = Untokenizer()
    text = made.untokenize(iterable)
    return text if made.encoding is None else text.encode(made.encoding)
