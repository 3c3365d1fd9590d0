"""What of xml.etree.ElementTree is C in CPython: the parser and what builds a tree. Elements and the reading are native, in `_xml`."""

from _xml import Element, Scanner, SubElement

_HANDLERS = ("start", "end", "data", "comment", "pi", "start_ns", "end_ns", "doctype")
_NO_EVENTS = (None,) * 8
_DECLARED = None
Comment = ProcessingInstruction = None


def _set_factories(comment, pi):
    # What comments and processing instructions are made by: functions of xml.etree.ElementTree. Returns what it was before.
    global Comment, ProcessingInstruction
    before = Comment, ProcessingInstruction
    Comment, ProcessingInstruction = comment, pi
    return before


class ParseError(SyntaxError):
    """The document is not well-formed; `code` says how, `position` is the line and column."""

    __module__ = "xml.etree.ElementTree"


def _deepcopy(element, memo):
    # Element.__deepcopy__
    from copy import deepcopy
    copy = Element(deepcopy(element.tag, memo), deepcopy(element.attrib, memo))
    copy.text, copy.tail = deepcopy(element.text, memo), deepcopy(element.tail, memo)
    copy.extend([deepcopy(child, memo) for child in element])
    memo[id(element)] = copy
    return copy


class TreeBuilder:
    """Makes elements of what a parser tells."""

    __module__ = "xml.etree.ElementTree"
    # What has built the tree instead, if nobody else has told this one anything.
    _scanner = None

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False,
                 insert_pis=False):
        self._factory = element_factory
        self._comment_factory = comment_factory or Comment
        self._pi_factory = pi_factory or ProcessingInstruction
        self.insert_comments = insert_comments
        self.insert_pis = insert_pis
        self._data = []
        self._open = []
        self._last = self._root = None
        self._after = False

    def close(self):
        """The outermost element."""
        if self._scanner is not None:
            return self._scanner.root()
        self._flush()
        return self._root

    def _flush(self):
        if self._data:
            text, self._data = "".join(self._data), []
            if self._last is None:
                return
            if self._after:
                self._last.tail = text
            else:
                self._last.text = text

    def data(self, data):
        """Text."""
        self._data.append(data)

    def start(self, tag, attrs):
        """An element begins."""
        if not isinstance(attrs, dict):
            raise TypeError(f"start() argument 2 must be dict, not {type(attrs).__name__}")
        self._flush()
        if self._factory is None:
            element = Element(tag)
            element.attrib = attrs
        else:
            element = self._factory(tag, attrs)
        self._last = element
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._after = False
        return element

    def end(self, tag):
        """An element ends."""
        if not self._open:
            raise IndexError("pop from empty stack")
        self._flush()
        self._last = self._open.pop()
        self._after = True
        return self._last

    def _single(self, element, inserted):
        if inserted:
            self._flush()
            self._last = element
            if self._open:
                self._open[-1].append(element)
            self._after = True
        return element

    def comment(self, text):
        """A comment."""
        return self._single(self._comment_factory(text), self.insert_comments)

    def pi(self, target, text=None):
        """A processing instruction."""
        return self._single(self._pi_factory(target, text), self.insert_pis)


class XMLParser:
    """Reads a document, piece by piece, and tells its target."""

    __module__ = "xml.etree.ElementTree"

    def __init__(self, *, target=None, encoding=None):
        self.entity = {}
        self.version = "our own parser"
        self._encoding = encoding
        self._decode = None
        self._waiting = b""
        # Of a tree that nobody else builds only the events are told that are asked for.
        self._queue = None
        builds = target is None
        if builds:
            target = TreeBuilder()
            labels = _NO_EVENTS
        else:
            labels = [getattr(target, name, None) for name in _HANDLERS]
        self.target = target
        self._labels = labels
        self._scanner = Scanner(builds, labels, self.entity, Comment, ProcessingInstruction)
        if builds:
            target._scanner = self._scanner

    def _setevents(self, queue, events):
        # Puts events in a queue: what builds the tree gives the elements.
        builds = type(self.target) is TreeBuilder and self.target._scanner is self._scanner
        if type(self.target) is not TreeBuilder:
            raise TypeError("event handling only supported for ElementTree.TreeBuilder targets")
        labels = list(self._labels)
        for event in ("end",) if events is None else events:
            if not isinstance(event, str):
                raise ValueError("invalid events sequence")
            name = event.replace("-", "_")
            if name not in _HANDLERS or name in ("data", "doctype"):
                raise ValueError("unknown event '%s'" % event)
            place = _HANDLERS.index(name)
            labels[place] = event if builds else _teller(queue, event, labels[place])
        if builds:
            self._queue = queue
        self._labels = labels
        self._scanner.labels(labels)

    def feed(self, data):
        """Reads a piece."""
        if not isinstance(data, str):
            if isinstance(data, int):
                raise TypeError("a bytes-like object is required, not '%s'" % type(data).__name__)
            data = self._decoded(bytes(data), False)
        self._scan(data, False)

    def flush(self):
        """Nothing is held back that could be told."""

    def close(self):
        """Ends the document; what the target gives for it."""
        self._scan(self._decoded(b"", True) if self._waiting else "", True)
        close = getattr(self.target, "close", None)
        return close() if close is not None else None

    def _scan(self, text, last):
        more = True
        while more:
            events, fault, more = self._scanner.scan(text, last)
            if self._queue is not None:
                self._queue.extend(events)
            else:
                for handler, args in events:
                    handler(*args)
            text = ""
        if fault is not None:
            words, code, line, column = fault
            error = ParseError("%s: line %d, column %d" % (words, line, column))
            error.code = code
            error.position = line, column
            raise error

    def _decoded(self, data, last):
        if self._decode is None:
            # The declaration says which encoding it is.
            data = self._waiting + data
            self._waiting = data
            if not last and b">" not in data and len(data) < 200:
                return ""
            encoding = self._encoding
            if encoding is None:
                encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _declared(data) or "utf-8"
            if encoding.lower() in ("utf-8", "utf8"):
                encoding = "utf-8-sig"
            import codecs
            try:
                self._decode = codecs.getincrementaldecoder(encoding)().decode
            except LookupError:
                raise LookupError("unknown encoding: %s" % encoding) from None
            self._waiting = b""
        try:
            return self._decode(data, last)
        except UnicodeDecodeError as error:
            # A character that no document may have stands for what cannot be read.
            return error.object[:error.start].decode(error.encoding, "replace") + "\0"


def _declared(data):
    global _DECLARED
    if _DECLARED is None:
        import re
        _DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([-\w.]+)["']""")
    found = _DECLARED.match(data)
    return found and found[1].decode()


def _teller(queue, event, before):
    # A handler that also tells the event.
    if event == "start-ns":
        return lambda prefix, uri: queue.append((event, (prefix or "", uri or "")))
    if event == "end-ns":
        return lambda prefix: queue.append((event, None))
    return lambda *args: queue.append((event, before(*args)))
