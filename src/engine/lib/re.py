"""Regular expressions: the `re` module as CPython 3.11 documents it, as a backtracking matcher.

A pattern is parsed to a tree and compiled to closures, each of which matches its part at a position and goes on with
what comes after it (Thompson's "continuation" style); it returns the end of the whole match, or -1."""

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]


class RegexFlag(int):
    """Options of a pattern."""

    _names = {2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE", 64: "VERBOSE", 256: "ASCII"}

    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    def __repr__(self):
        names = ["re." + name for bit, name in self._names.items() if int(self) & bit]
        return "|".join(names) or "re.NOFLAG"


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
A = ASCII = RegexFlag(256)
_INLINE = {"i": 2, "L": 4, "m": 8, "s": 16, "u": 32, "x": 64, "a": 256}


class error(Exception):
    """The pattern is wrong."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is not None and pos is not None:
            self.lineno = pattern.count("\n", 0, pos) + 1
            self.colno = pos - pattern.rfind("\n", 0, pos)
            msg = f"{msg} at position {pos}"
            if "\n" in pattern:
                msg += f" (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


error.__module__ = "re"

# ---- kinds of characters


def _is_digit(char):
    return char.isdigit() and char.isdecimal()


def _is_space(char):
    return char.isspace()


def _is_word(char):
    return char.isalnum() or char == "_"


def _ascii(kind):
    return lambda char: char < "\x80" and kind(char)


def _kind(letter, flags):
    kind = {"d": _is_digit, "s": _is_space, "w": _is_word}[letter.lower()]
    if flags & 256:
        kind = _ascii(kind)
    if letter.isupper():
        return lambda char: not kind(char)
    return kind


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "\\": "\\"}


class _Parser:
    # Nodes are tuples: ("char", c), ("test", predicate), ("any",), ("seq", nodes), ("alt", nodes), ("group", number, node),
    # ("repeat", node, least, most, mode), ("start",), ("end",), ("edge", letter), ("back", number), ("look", node, ahead, negated),
    # ("if", number, yes, no), ("atomic", node). Nodes that depend on the case or on lines carry the flags.

    def __init__(self, text, flags):
        self.text = text
        self.flags = flags
        self.place = 0
        self.groups = 0
        self.names = {}
        self.open = []

    def fail(self, message, place=None):
        raise error(message, self.text, self.place if place is None else place)

    def peek(self, count=1):
        return self.text[self.place:self.place + count]

    def take(self, text):
        if self.text.startswith(text, self.place):
            self.place += len(text)
            return True
        return False

    def parse(self):
        node = self.alternatives()
        if self.place < len(self.text):
            self.fail("unbalanced parenthesis")
        return node

    def alternatives(self):
        nodes = [self.sequence()]
        while self.take("|"):
            nodes.append(self.sequence())
        return nodes[0] if len(nodes) == 1 else ("alt", nodes)

    def skip_comments(self):
        while self.flags & 64 and self.place < len(self.text):
            if self.peek() == "#":
                end = self.text.find("\n", self.place)
                self.place = len(self.text) if end < 0 else end + 1
            elif self.peek().isspace():
                self.place += 1
            else:
                break

    def sequence(self):
        nodes = []
        self.skip_comments()
        while self.place < len(self.text) and self.peek() not in ("|", ")"):
            start = self.place
            node = self.item()
            self.skip_comments()
            if node is not None:
                nodes.append(self.repeated(node, start))
                self.skip_comments()
        return nodes[0] if len(nodes) == 1 else ("seq", nodes)

    def repeated(self, node, start):
        begin = self.place
        char = self.peek()
        if char == "*":
            least, most = 0, None
        elif char == "+":
            least, most = 1, None
        elif char == "?":
            least, most = 0, 1
        elif char == "{":
            end = self.text.find("}", begin)
            body = self.text[begin + 1:end] if end > 0 else ""
            low, comma, high = body.partition(",")
            if end < 0 or not (low.isdigit() or (comma and not low)) or (high and not high.isdigit()) or body == "":
                return node
            least = int(low) if low else 0
            most = int(high) if high else (None if comma else least)
            if most is not None and most < least:
                self.fail("min repeat greater than max repeat", begin + 1)
            self.place = end
        else:
            return node
        self.place += 1
        if node[0] in ("start", "end") or node[0] == "edge":
            self.fail("nothing to repeat", start)
        mode = "lazy" if self.take("?") else "possessive" if self.take("+") else "greedy"
        node = ("repeat", node, least, most, mode)
        if self.peek() and self.peek() in "*+?":
            self.fail("multiple repeat")
        return node

    def item(self):
        char = self.peek()
        self.place += 1
        if char == ".":
            return ("any",) if self.flags & 16 else ("test", lambda c: c != "\n")
        if char == "^":
            return ("start", self.flags)
        if char == "$":
            return ("end", self.flags)
        if char == "(":
            return self.group()
        if char == "[":
            return self.set()
        if char == "\\":
            return self.escape()
        if char in "*+?":
            self.fail("nothing to repeat", self.place - 1)
        return ("char", char, self.flags)

    def escape(self):
        begin = self.place - 1
        char = self.peek()
        if not char:
            self.fail("bad escape (end of pattern)", begin)
        self.place += 1
        if char in "dDsSwW":
            return ("test", _kind(char, self.flags))
        if char in "bB":
            return ("edge", char, self.flags)
        if char == "A":
            return ("start", 0)
        if char == "Z":
            return ("end", None)
        if char in "123456789":
            octal = self.text[begin + 1:begin + 4]
            if len(octal) == 3 and octal[0] in "123" and not octal.strip("01234567"):
                self.place += 2
                return ("char", chr(int(octal, 8)), self.flags)
            digits = char
            while len(digits) < 2 and self.peek().isdigit():
                digits += self.peek()
                self.place += 1
            number = int(digits)
            if number > self.groups:
                self.fail(f"invalid group reference {number}", begin + 1)
            if number in self.open:
                self.fail("cannot refer to an open group", begin)
            return ("back", number, self.flags)
        return ("char", self.literal(char, begin), self.flags)

    def literal(self, char, begin):
        # The character that an escape stands for.
        if char in _ESCAPES:
            return _ESCAPES[char]
        if char in "xuU":
            count = {"x": 2, "u": 4, "U": 8}[char]
            digits = self.peek(count)
            self.place += count
            try:
                return chr(int(digits, 16)) if len(digits) == count else self.fail("", begin)
            except ValueError:
                self.fail(f"incomplete escape \\{char}{digits}", begin)
        if char == "0":
            digits = ""
            while len(digits) < 2 and self.peek() and self.peek() in "01234567":
                digits += self.peek()
                self.place += 1
            return chr(int(digits or "0", 8))
        if char.isalnum() and char.isascii():
            self.fail(f"bad escape \\{char}", begin)
        return char

    def set(self):
        begin = self.place - 1
        negated = self.take("^")
        singles = set()
        ranges = []
        kinds = []
        first = True
        while True:
            char = self.peek()
            if not char:
                self.fail("unterminated character set", begin)
            start = self.place
            self.place += 1
            if char == "]" and not first:
                break
            first = False
            low = self.set_item(char, kinds)
            if self.peek() == "-" and self.text[self.place + 1:self.place + 2] not in ("]", ""):
                self.place += 1
                char = self.peek()
                self.place += 1
                high = self.set_item(char, kinds)
                if low is None or high is None:
                    self.fail(f"bad character range {self.text[start:self.place]}", start)
                if low > high:
                    self.fail(f"bad character range {self.text[start:self.place]}", start)
                ranges.append((low, high))
            elif low is not None:
                singles.add(low)
        if self.flags & 2:
            singles |= {c.lower() for c in singles} | {c.upper() for c in singles}

        def test(char):
            if char in singles:
                return True
            for low, high in ranges:
                if low <= char <= high:
                    return True
            for kind in kinds:
                if kind(char):
                    return True
            return False

        if self.flags & 2 and ranges:
            plain = test
            test = lambda char: plain(char) or plain(char.lower()) or plain(char.upper())
        if negated:
            return ("test", lambda char: not test(char))
        return ("test", test)

    def set_item(self, char, kinds):
        if char != "\\":
            return char
        begin = self.place - 1
        char = self.peek()
        self.place += 1
        if char in ("d", "D", "s", "S", "w", "W"):
            kinds.append(_kind(char, self.flags))
            return None
        if char == "b":
            return "\b"
        if not char:
            self.fail("bad escape (end of pattern)", begin)
        return self.literal(char, begin)

    def group(self):
        begin = self.place - 1
        number = None
        if not self.take("?"):
            number = self.new_group()
        elif self.take("P<"):
            number = self.new_group(self.name(">", defining=True))
        elif self.take("P="):
            name = self.name(")")
            if name not in self.names:
                self.fail(f"unknown group name {name!r}", self.place - len(name) - 1)
            return ("back", self.names[name], self.flags)
        elif self.take("#"):
            end = self.text.find(")", self.place)
            if end < 0:
                self.fail("missing ), unterminated comment", begin)
            self.place = end + 1
            return None
        elif self.take(":"):
            pass
        elif self.take(">"):
            node = ("atomic", self.alternatives())
            self.close(begin)
            return node
        elif self.peek() in ("=", "!") or self.peek(2) in ("<=", "<!"):
            ahead = not self.take("<")
            negated = self.peek() == "!"
            self.place += 1
            node = self.alternatives()
            self.close(begin)
            if not ahead and _width(node) is None:
                raise error("look-behind requires fixed-width pattern")
            return ("look", node, ahead, negated)
        elif self.take("("):
            name = self.name(")")
            number = int(name) if name.isdigit() else self.names.get(name)
            if number is None:
                self.fail(f"unknown group name {name!r}")
            yes = self.sequence()
            no = self.sequence() if self.take("|") else ("seq", [])
            self.close(begin)
            return ("if", number, yes, no)
        else:
            return self.inline_flags(begin)
        if number is not None:
            self.open.append(number)
        flags = self.flags
        node = self.alternatives()
        self.flags = flags
        self.close(begin)
        if number is None:
            return ("seq", [node])
        self.open.remove(number)
        return ("group", number, node)

    def inline_flags(self, begin):
        on = off = 0
        removing = False
        while self.peek() and self.peek() in "aiLmsux-":
            char = self.peek()
            self.place += 1
            if char == "-":
                removing = True
            elif removing:
                off |= _INLINE[char]
            else:
                on |= _INLINE[char]
        if self.take(")"):
            if begin != 0:
                self.fail("global flags not at the start of the expression", begin)
            self.flags |= on
            return None
        if not self.take(":"):
            if not self.peek():
                self.fail("unexpected end of pattern")
            self.fail("unknown extension ?" + self.peek(), begin + 1)
        flags = self.flags
        self.flags = (flags | on) & ~off
        node = self.alternatives()
        self.flags = flags
        self.close(begin)
        return ("seq", [node])

    def close(self, begin):
        if not self.take(")"):
            self.fail("missing ), unterminated subpattern", begin)

    def new_group(self, name=None):
        self.groups += 1
        if name is not None:
            if name in self.names:
                self.fail(
                    f"redefinition of group name {name!r} as group {self.groups}; was group {self.names[name]}",
                    self.place - len(name) - 1)
            self.names[name] = self.groups
        return self.groups

    def name(self, end, defining=False):
        stop = self.text.find(end, self.place)
        if stop < 0:
            self.fail("missing " + end + ", unterminated name")
        name = self.text[self.place:stop]
        if not name:
            self.fail("missing group name")
        if not name.isidentifier() and (defining or not name.isdigit()):
            self.fail(f"bad character in group name {name!r}")
        self.place = stop + 1
        return name


def _width(node):
    # How many characters it matches, None if that varies.
    kind = node[0]
    if kind in ("char", "test", "any"):
        return 1
    if kind == "seq":
        widths = [_width(part) for part in node[1]]
        return None if None in widths else sum(widths)
    if kind == "alt":
        widths = {_width(part) for part in node[1]}
        return widths.pop() if len(widths) == 1 else None
    if kind in ("group", "atomic"):
        return _width(node[-1])
    if kind == "repeat":
        width = _width(node[1])
        return width * node[2] if width is not None and node[2] == node[3] else None
    if kind in ("back", "if"):
        return None
    return 0


# ---- compiling. A matcher takes the state and a position; the state has the text, its end and the groups.


class _State:
    def __init__(self, text, begin, end, groups):
        self.text = text
        self.begin = begin
        self.end = end
        self.groups = [-1] * (2 * groups + 2)


def _tester(node):
    # The predicate of a node that matches one character, else None.
    if node[0] == "test":
        return node[1]
    if node[0] == "any":
        return lambda char: True
    if node[0] == "char":
        char = node[1]
        if node[2] & 2:
            both = (char.lower(), char.upper())
            return lambda other: other in both
        return lambda other: other == char
    if node[0] == "seq" and len(node[1]) == 1:
        return _tester(node[1][0])
    if node[0] == "alt":
        tests = [_tester(part) for part in node[1]]
        if None not in tests:
            return lambda char: any([test(char) for test in tests])
    return None


def _compile(node, then):
    kind = node[0]
    test = _tester(node)
    if test is not None:
        if kind == "char" and not node[2] & 2:
            char = node[1]

            def match_char(state, at):
                return then(state, at + 1) if at < state.end and state.text[at] == char else -1

            return match_char

        def match_test(state, at):
            return then(state, at + 1) if at < state.end and test(state.text[at]) else -1

        return match_test
    if kind == "seq":
        for part in reversed(node[1]):
            then = _compile(part, then)
        return then
    if kind == "alt":
        ways = [_compile(part, then) for part in node[1]]

        def match_alternatives(state, at):
            for way in ways:
                end = way(state, at)
                if end >= 0:
                    return end
            return -1

        return match_alternatives
    if kind == "group":
        return _compile_group(node[1], node[2], then)
    if kind == "repeat":
        return _compile_repeat(*node[1:], then)
    if kind == "start":
        lines = node[1] & 8

        def match_start(state, at):
            if at == 0 or (lines and state.text[at - 1] == "\n"):
                return then(state, at)
            return -1

        return match_start
    if kind == "end":
        flags = node[1]

        def match_end(state, at):
            end = state.end
            if at == end or (flags is not None and state.text[at] == "\n" and (at + 1 == end or flags & 8)):
                return then(state, at)
            return -1

        return match_end
    if kind == "edge":
        word = _kind("w", node[2])
        wanted = node[1] == "b"

        def match_edge(state, at):
            before = at > 0 and word(state.text[at - 1])
            after = at < state.end and word(state.text[at])
            return then(state, at) if (before != after) == wanted else -1

        return match_edge
    if kind == "back":
        number, fold = node[1], node[2] & 2

        def match_back(state, at):
            start, stop = state.groups[2 * number], state.groups[2 * number + 1]
            if stop < 0:
                return -1
            text = state.text[start:stop]
            other = state.text[at:at + len(text)]
            if at + len(text) > state.end or (text.lower() != other.lower() if fold else text != other):
                return -1
            return then(state, at + len(text))

        return match_back
    if kind == "look":
        inner = _compile(node[1], _accept)
        ahead, negated = node[2], node[3]
        width = 0 if ahead else _width(node[1])

        def match_look(state, at):
            saved = state.groups[:]
            start = at - width
            found = start >= 0 and (inner(state, start) >= 0)
            if found == negated:
                state.groups[:] = saved
                return -1
            if negated:
                state.groups[:] = saved
            return then(state, at)

        return match_look
    if kind == "atomic":
        inner = _compile(node[1], _accept)

        def match_atomic(state, at):
            end = inner(state, at)
            return then(state, end) if end >= 0 else -1

        return match_atomic
    number, yes, no = node[1], _compile(node[2], then), _compile(node[3], then)

    def match_if(state, at):
        return (yes if state.groups[2 * number + 1] >= 0 else no)(state, at)

    return match_if


def _accept(state, at):
    return at


def _accept_more(state, at):
    # Only what is not empty.
    return at if at > state.begin else -1


def _compile_group(number, node, then):
    first, last = 2 * number, 2 * number + 1
    # Where each open occurrence began.
    starts = []

    def close(state, at):
        groups = state.groups
        old_first, old_last = groups[first], groups[last]
        begin = starts.pop()
        groups[first], groups[last] = begin, at
        end = then(state, at)
        if end < 0:
            groups[first], groups[last] = old_first, old_last
            starts.append(begin)
        return end

    inner = _compile(node, close)

    def open_group(state, at):
        depth = len(starts)
        starts.append(at)
        end = inner(state, at)
        del starts[depth:]
        return end

    return open_group


def _compile_repeat(node, least, most, mode, then):
    test = _tester(node)
    if test is not None:
        # One character: counted without recursion.
        def count_up(state, at):
            stop = state.end if most is None else min(state.end, at + most)
            text = state.text
            end = at
            while end < stop and test(text[end]):
                end += 1
            return end

        if mode == "lazy":
            def match_lazy(state, at):
                stop = count_up(state, at)
                end = at + least
                while end <= stop:
                    found = then(state, end)
                    if found >= 0:
                        return found
                    end += 1
                return -1

            return match_lazy

        def match_greedy(state, at):
            end = count_up(state, at)
            low = at + least
            if mode == "possessive":
                return then(state, end) if end >= low else -1
            while end >= low:
                found = then(state, end)
                if found >= 0:
                    return found
                end -= 1
            return -1

        return match_greedy
    if node[0] == "group" and mode == "greedy" and _tester(node[2]) is not None:
        # The group has the last character.
        test, first, last = _tester(node[2]), 2 * node[1], 2 * node[1] + 1

        def match_group(state, at):
            stop = state.end if most is None else min(state.end, at + most)
            text, groups = state.text, state.groups
            old = groups[first], groups[last]
            end = at
            while end < stop and test(text[end]):
                end += 1
            while end >= at + least:
                if end > at:
                    groups[first], groups[last] = end - 1, end
                else:
                    groups[first], groups[last] = old
                found = then(state, end)
                if found >= 0:
                    return found
                end -= 1
            groups[first], groups[last] = old
            return -1

        return match_group
    if mode == "possessive":
        return _compile(("atomic", ("repeat", node, least, most, "greedy")), then)
    # How often it matched so far, and where the last time began: kept on a stack while the inner pattern runs.
    counts = []

    def again(state, at):
        count, start = counts[-1]
        if at == start and count >= least:
            # An empty match would repeat for ever.
            return after(state, at)
        counts[-1] = (count + 1, at)
        end = attempt(state, at)
        counts[-1] = (count, start)
        return end

    def after(state, at):
        frame = counts.pop()
        end = then(state, at)
        counts.append(frame)
        return end

    inner = _compile(node, again)

    def attempt(state, at):
        count, _ = counts[-1]
        if count < least:
            return inner(state, at)
        if mode == "lazy":
            end = after(state, at)
            if end >= 0 or (most is not None and count >= most):
                return end
            return inner(state, at)
        if most is None or count < most:
            saved = state.groups[:]
            end = inner(state, at)
            if end >= 0:
                return end
            state.groups[:] = saved
        return after(state, at)

    def match_repeat(state, at):
        depth = len(counts)
        counts.append((0, -1))
        end = attempt(state, at)
        del counts[depth:]
        return end

    return match_repeat


# ---- patterns and matches


class Match:
    """Where a pattern was found."""

    def __init__(self, pattern, text, groups, pos, endpos):
        self.re = pattern
        self.string = text
        self.pos = pos
        self.endpos = endpos
        self._groups = groups
        self.lastindex = None
        last = -1
        for number in range(1, pattern.groups + 1):
            if groups[2 * number + 1] > last:
                last = groups[2 * number + 1]
                self.lastindex = number

    @property
    def lastgroup(self):
        """Name of the group that ended last."""
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name
        return None

    @property
    def regs(self):
        """Places of all groups."""
        return tuple([self.span(number) for number in range(self.re.groups + 1)])

    def _number(self, group):
        if isinstance(group, int) and 0 <= group <= self.re.groups:
            return group
        if isinstance(group, str) and group in self.re.groupindex:
            return self.re.groupindex[group]
        raise IndexError("no such group")

    def _text(self, number, default=None):
        start, end = self._groups[2 * number], self._groups[2 * number + 1]
        return default if end < 0 else self.string[start:end]

    def group(self, *groups):
        """The text of groups."""
        if not groups:
            return self._text(0)
        found = [self._text(self._number(group)) for group in groups]
        return found[0] if len(found) == 1 else tuple(found)

    def __getitem__(self, group):
        return self._text(self._number(group))

    def groups(self, default=None):
        """The texts of all groups."""
        return tuple([self._text(number, default) for number in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """The texts of all groups that have names."""
        return {name: self._text(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0):
        """Where a group begins."""
        return self._groups[2 * self._number(group)]

    def end(self, group=0):
        """Where a group ends."""
        return self._groups[2 * self._number(group) + 1]

    def span(self, group=0):
        """Where a group begins and ends."""
        number = self._number(group)
        return self._groups[2 * number], self._groups[2 * number + 1]

    def expand(self, template):
        """A template with the groups' texts."""
        return _expander(template, self.re)(self)

    def __copy__(self):
        return self

    def __repr__(self):
        return f"<re.Match object; span={self.span()!r}, match={self.group()!r}>"


class Pattern:
    """A compiled pattern."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        parser = _Parser(text, int(flags))
        tree = parser.parse()
        self.groups = parser.groups
        self.groupindex = parser.names
        self.flags = parser.flags | (0 if isinstance(pattern, bytes) or parser.flags & 256 else 32)
        self._bytes = isinstance(pattern, bytes)
        self._matcher = _compile(tree, _accept)
        self._full = _compile(("seq", [tree, ("end", None)]), _accept)
        self._tree = tree
        self._more = None
        # A match can begin only where this character is.
        while tree[0] == "seq" and tree[1]:
            tree = tree[1][0]
        self._first = tree[1] if tree[0] == "char" and not tree[2] & 2 else None

    def _prepare(self, string):
        if isinstance(string, (bytes, bytearray)):
            if not self._bytes:
                raise TypeError("cannot use a string pattern on a bytes-like object")
            return bytes(string).decode("latin-1")
        if not isinstance(string, str):
            raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
        if self._bytes:
            raise TypeError("cannot use a bytes pattern on a string-like object")
        return string

    def _at(self, matcher, string, text, start, pos, end):
        state = _State(text, start, end, self.groups)
        stop = matcher(state, start)
        if stop < 0:
            return None
        state.groups[0], state.groups[1] = start, stop
        return Match(self, string, state.groups, pos, end)

    def match(self, string, pos=0, endpos=None):
        """A match at the beginning."""
        text = self._prepare(string)
        pos, end = _bounds(text, pos, endpos)
        return self._at(self._matcher, string, text, pos, pos, end)

    def fullmatch(self, string, pos=0, endpos=None):
        """A match of everything."""
        text = self._prepare(string)
        pos, end = _bounds(text, pos, endpos)
        return self._at(self._full, string, text, pos, pos, end)

    def _search(self, string, text, start, pos, end):
        first = self._first
        while start <= end:
            if first is not None:
                start = text.find(first, start, end)
                if start < 0:
                    return None
            found = self._at(self._matcher, string, text, start, pos, end)
            if found is not None:
                return found
            start += 1
        return None

    def search(self, string, pos=0, endpos=None):
        """The first match."""
        text = self._prepare(string)
        pos, end = _bounds(text, pos, endpos)
        return self._search(string, text, pos, pos, end)

    def finditer(self, string, pos=0, endpos=None):
        """All matches, one after the other."""
        text = self._prepare(string)
        pos, end = _bounds(text, pos, endpos)
        return self._all(string, text, pos, end)

    def _all(self, string, text, pos, end):
        # After an empty match the next one must not be empty at the same place.
        start = pos
        empty = False
        while start <= end:
            found = None
            if empty:
                if self._more is None:
                    self._more = _compile(self._tree, _accept_more)
                found = self._at(self._more, string, text, start, pos, end)
                start += 1
            if found is None:
                found = self._search(string, text, start, pos, end)
                if found is None:
                    return
            yield found
            begin, start = found._groups[0], found._groups[1]
            empty = begin == start

    def findall(self, string, pos=0, endpos=None):
        """The texts of all matches, or of their groups."""
        found = []
        for match in self.finditer(string, pos, endpos):
            if self.groups == 0:
                found.append(match.group())
            else:
                groups = match.groups(b"" if self._bytes else "")
                found.append(groups[0] if self.groups == 1 else groups)
        return found

    def split(self, string, maxsplit=0):
        """The parts between matches."""
        parts = []
        place = 0
        for match in self.finditer(string):
            if maxsplit and len(parts) // (1 + self.groups) >= maxsplit:
                break
            parts.append(string[place:match.start()])
            parts.extend(match.groups())
            place = match.end()
        parts.append(string[place:])
        return parts

    def sub(self, repl, string, count=0):
        """The text with matches replaced."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """The text with matches replaced, and how many were."""
        expand = repl if callable(repl) else _expander(repl, self)
        parts = []
        place = 0
        number = 0
        for match in self.finditer(string):
            if count and number >= count:
                break
            parts.append(string[place:match.start()])
            parts.append(expand(match))
            place = match.end()
            number += 1
        parts.append(string[place:])
        return (b"" if self._bytes else "").join(parts), number

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.pattern == other.pattern and self.flags == other.flags

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return compile, (self.pattern, self.flags & ~32)

    def __repr__(self):
        shown = RegexFlag(self.flags & ~32)
        return f"re.compile({self.pattern!r}{', ' + repr(shown) if shown else ''})"


def _bounds(text, pos, endpos):
    end = len(text) if endpos is None else max(min(endpos, len(text)), 0)
    return max(pos, 0), end


def _expander(template, pattern):
    # A function that fills the template from a match.
    empty = b"" if isinstance(template, bytes) else ""
    text = template.decode("latin-1") if isinstance(template, bytes) else template
    if "\\" not in text:
        return lambda match: template
    parts = []
    place = 0
    while place < len(text):
        at = text.find("\\", place)
        if at < 0:
            parts.append(text[place:])
            break
        parts.append(text[place:at])
        char = text[at + 1:at + 2]
        place = at + 2
        if char == "g":
            end = text.find(">", place)
            if text[place:place + 1] != "<" or end < 0:
                raise error("missing <" if text[place:place + 1] != "<" else "missing >, unterminated name", text, place)
            name = text[place + 1:end]
            if name.isdigit():
                number = int(name)
                if number > pattern.groups:
                    raise error(f"invalid group reference {number}", text, place + 1)
            elif name in pattern.groupindex:
                number = pattern.groupindex[name]
            else:
                raise IndexError(f"unknown group name {name!r}")
            parts.append(number)
            place = end + 1
        elif char.isdigit() and char != "0":
            digits = char
            if text[place:place + 1].isdigit():
                digits += text[place]
                place += 1
            if int(digits) > pattern.groups:
                raise error(f"invalid group reference {digits}", text, at + 1)
            parts.append(int(digits))
        elif char in _ESCAPES:
            parts.append(_ESCAPES[char])
        elif char == "0":
            parts.append("\0")
        elif char.isalpha() and char.isascii():
            raise error(f"bad escape \\{char}", text, at)
        else:
            parts.append("\\" + char)
    if isinstance(template, bytes):
        parts = [part.encode("latin-1") if isinstance(part, str) else part for part in parts]

    def expand(match):
        return empty.join([match._text(part, empty) if isinstance(part, int) else part for part in parts])

    return expand


# ---- functions

_cache = {}


def compile(pattern, flags=0):
    """A compiled pattern."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    key = (type(pattern), pattern, int(flags))
    found = _cache.get(key)
    if found is None:
        if len(_cache) >= 512:
            _cache.clear()
        found = _cache[key] = Pattern(pattern, flags)
    return found


def match(pattern, string, flags=0):
    """A match at the beginning."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of everything."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The text with matches replaced."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The text with matches replaced, and how many were."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The parts between matches."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches, or of their groups."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches, one after the other."""
    return compile(pattern, flags).finditer(string)


def escape(pattern):
    """The text with a backslash before special characters."""
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    if isinstance(pattern, bytes):
        return escape(pattern.decode("latin-1")).encode("latin-1")
    return "".join(["\\" + char if char in special else char for char in pattern])


def purge():
    """Forgets compiled patterns."""
    _cache.clear()
