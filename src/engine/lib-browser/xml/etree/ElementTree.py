"""XML documents as trees of elements; documents are read by a parser of our own, which checks no document type."""

import io
import re
import sys

__all__ = ["Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "indent", "iselement", "iterparse",
           "parse", "ParseError", "PI", "ProcessingInstruction", "QName", "SubElement", "tostring", "tostringlist",
           "TreeBuilder", "VERSION", "XML", "XMLID", "XMLParser", "XMLPullParser", "register_namespace"]
VERSION = "1.3.0"


class ParseError(SyntaxError):
    """The document is not well-formed; `code` says how, `position` is the line and column."""


def iselement(element):
    """Whether it looks like an element."""
    return hasattr(element, "tag")


class Element:
    """A tag with its attributes, text and children, and the text after it."""

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f"attrib must be dict, not {type(attrib).__name__}")
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return "<Element %r at %#x>" % (self.tag, id(self))

    def makeelement(self, tag, attrib):
        """A new element of this class."""
        return type(self)(tag, attrib)

    def __copy__(self):
        other = self.makeelement(self.tag, self.attrib)
        other.text, other.tail = self.text, self.tail
        other._children = self._children[:]
        return other

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn("The behavior of this method will change in future versions.  "
                      "Use specific 'len(elem)' or 'elem is not None' test instead.", FutureWarning, stacklevel=2)
        return len(self._children) != 0

    def __iter__(self):
        return iter(self._children)

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError("child index out of range") from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for item in element:
                self._check(item, "expected an Element, not ")
        else:
            self._check(element, "expected an Element, not ")
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def _check(self, item, words):
        if not isinstance(item, Element):
            raise TypeError(f"{words}{type(item).__name__}")

    def append(self, subelement):
        """Adds a child."""
        self._check(subelement, "append() argument must be xml.etree.ElementTree.Element, not ")
        self._children.append(subelement)

    def extend(self, elements):
        """Adds children."""
        for element in list(elements):
            self._check(element, "expected an Element, not ")
            self._children.append(element)

    def insert(self, index, subelement):
        """Puts a child before another one."""
        self._check(subelement, "insert() argument 2 must be xml.etree.ElementTree.Element, not ")
        self._children.insert(index, subelement)

    def remove(self, subelement):
        """Takes a child away."""
        self._check(subelement, "remove() argument must be xml.etree.ElementTree.Element, not ")
        self._children.remove(subelement)

    def find(self, path, namespaces=None):
        """The first element of a path, or None."""
        return next(self.iterfind(path, namespaces), None)

    def findtext(self, path, default=None, namespaces=None):
        """Its text."""
        found = self.find(path, namespaces)
        return default if found is None else found.text or ""

    def findall(self, path, namespaces=None):
        """All elements of a path."""
        return list(self.iterfind(path, namespaces))

    def iterfind(self, path, namespaces=None):
        """All elements of a path."""
        return _select(self, path, namespaces)

    def clear(self):
        """Takes everything away but the tag."""
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        """An attribute."""
        return self.attrib.get(key, default)

    def set(self, key, value):
        """Sets an attribute."""
        self.attrib[key] = value

    def keys(self):
        """The attributes' names."""
        return list(self.attrib)

    def items(self):
        """The attributes."""
        return list(self.attrib.items())

    def iter(self, tag=None):
        """This element and all within it, in the order of the document."""
        if tag == "*":
            tag = None
        open_ = [self]
        while open_:
            element = open_.pop()
            if tag is None or element.tag == tag:
                yield element
            open_.extend(element._children[::-1])

    def itertext(self):
        """The texts within it."""
        if not isinstance(self.tag, str) and self.tag is not None:
            return
        if self.text:
            yield self.text
        for child in self:
            yield from child.itertext()
            if child.tail:
                yield child.tail


def SubElement(parent, tag, attrib={}, **extra):
    """A new last child."""
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    """A comment, which stands among elements."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """A processing instruction, which stands among elements."""
    element = Element(ProcessingInstruction)
    element.text = f"{target} {text}" if text else target
    return element


PI = ProcessingInstruction


class QName:
    """A name with its namespace."""

    def __init__(self, text_or_uri, tag=None):
        self.text = "{%s}%s" % (text_or_uri, tag) if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<%s %r>" % (type(self).__name__, self.text)

    def __hash__(self):
        return hash(self.text)

    def _text_of(self, other):
        return other.text if isinstance(other, QName) else other

    def __le__(self, other):
        return self.text <= self._text_of(other)

    def __lt__(self, other):
        return self.text < self._text_of(other)

    def __ge__(self, other):
        return self.text >= self._text_of(other)

    def __gt__(self, other):
        return self.text > self._text_of(other)

    def __eq__(self, other):
        return self.text == self._text_of(other)


# ---- paths

_path_token = re.compile(r"""('[^']*'|"[^"]*")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+""")


def _select(element, path, namespaces):
    # The elements that a path leads to from an element.
    if path[-1:] == "/":
        path += "*"
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    parents = {}

    def parent(item):
        if not parents:
            parents.update((child, above) for above in element.iter() for child in above)
        return parents.get(item)

    tokens = _path_tokens(path, namespaces)
    current, place, descends = [element], 0, False
    first = True
    while place < len(tokens):
        if not first or tokens[place][0] in ("/", "//"):
            if tokens[place][0] not in ("/", "//"):
                raise SyntaxError("invalid path")
            descends = tokens[place][0] == "//"
            place += 1
            if place == len(tokens):
                raise SyntaxError("invalid path")
        first = False
        sign, name = tokens[place]
        place += 1
        if sign == "..":
            above = []
            for item in current:
                item = parent(item)
                if item is not None and item not in above:
                    above.append(item)
            current = above
        elif sign == ".":
            pass
        elif sign == "*" or name and sign == "":
            test = _tag_test("*" if sign == "*" else name)
            found = []
            for item in current:
                for other in item.iter() if descends else item:
                    if (other is not item or not descends) and test(other.tag):
                        found.append(other)
            if descends and len(current) > 1:
                found = list({id(item): item for item in found}.values())
            current = found
        else:
            raise SyntaxError("invalid path")
        descends = False
        while place < len(tokens) and tokens[place][0] == "[":
            end = place + 1
            while end < len(tokens) and tokens[end][0] != "]":
                end += 1
            if end == len(tokens):
                raise SyntaxError("invalid path")
            current = _filtered(current, tokens[place + 1:end], parent)
            place = end + 1
    return iter(current)


def _path_tokens(path, namespaces):
    # (sign, name or text) each; texts have the sign "'".
    tokens, place = [], 0
    default = namespaces.get("") if namespaces else None
    while place < len(path):
        found = _path_token.match(path, place)
        if not found:
            raise SyntaxError("invalid path")
        place = found.end()
        text, sign, name = found.groups()
        if text:
            tokens.append(("'", text[1:-1]))
        elif sign:
            tokens.append((sign, None))
        elif name:
            after_at = tokens and tokens[-1][0] == "@"
            if name[0] != "{":
                prefix, colon, local = name.partition(":")
                if colon:
                    if not namespaces or prefix not in namespaces:
                        raise SyntaxError("prefix %r not found in prefix map" % prefix)
                    name = "{%s}%s" % (namespaces[prefix], local)
                elif default and not after_at and not name.isdigit() and name != "last":
                    name = "{%s}%s" % (default, name)
            tokens.append(("", name))
    return tokens


def _tag_test(name):
    if name == "*":
        return lambda tag: True
    if name[:3] == "{*}":
        local = name[3:]
        return lambda tag: isinstance(tag, str) and (local == "*" or tag == local or tag.endswith("}" + local))
    if name[:2] == "{}":
        return lambda tag: isinstance(tag, str) and ("{" not in tag if name[2:] == "*" else tag == name[2:])
    if name[-2:] == "}*":
        return lambda tag: isinstance(tag, str) and tag.startswith(name[:-1])
    return lambda tag: tag == name


def _filtered(items, predicate, parent):
    shape = "".join(["n" if sign == "" else sign for sign, _ in predicate])
    values = [value for _, value in predicate]
    if shape == "@n":
        return [item for item in items if item.get(values[1]) is not None]
    if shape in ("@n='", "@n!='"):
        same = shape == "@n='"
        return [item for item in items if item.get(values[1]) is not None and (item.get(values[1]) == values[3]) == same]
    if shape == "n" and not re.fullmatch(r"-?\d+", values[0]):
        return [item for item in items if item.find(values[0]) is not None]
    if shape in (".='", ".!='"):
        same = shape == ".='"
        return [item for item in items if ("".join(item.itertext()) == values[2]) == same]
    if shape in ("n='", "n!='") and not re.fullmatch(r"-?\d+", values[0]):
        same = shape == "n='"
        return [item for item in items
                if any(("".join(child.itertext()) == values[2]) == same for child in item.iterfind(values[0]))]
    if shape == "n":
        index = int(values[0]) - 1
        if index < 0:
            raise SyntaxError("XPath position >= 1 expected")
    elif shape in ("n()", "n()n"):
        if values[0] != "last":
            raise SyntaxError("unsupported function")
        index = -1
        if shape == "n()n":
            try:
                index = int(values[2]) - 1
            except ValueError:
                raise SyntaxError("unsupported expression") from None
            if index > -2:
                raise SyntaxError("XPath offset from last() must be negative")
    else:
        raise SyntaxError("invalid predicate")
    chosen = []
    for item in items:
        above = parent(item)
        if above is not None:
            same = [child for child in above if child.tag == item.tag]
            if -len(same) <= index < len(same) and same[index] is item:
                chosen.append(item)
    return chosen


# ---- documents


class ElementTree:
    """A document."""

    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        """Its outermost element."""
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        """Reads a file."""
        opened = not hasattr(source, "read")
        if opened:
            source = open(source, "rb")
        try:
            parser = XMLParser() if parser is None else parser
            while data := source.read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root
        finally:
            if opened:
                source.close()

    def iter(self, tag=None):
        """All elements."""
        return self._root.iter(tag)

    def _path(self, path):
        if path[:1] == "/":
            path = "." + path
            import warnings
            warnings.warn("This search is broken in 1.3 and earlier, and will be fixed in a future version.  If you rely "
                          "on the current behaviour, change it to %r" % path, FutureWarning, stacklevel=3)
        return path

    def find(self, path, namespaces=None):
        """The first element of a path, or None."""
        return self._root.find(self._path(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """Its text."""
        return self._root.findtext(self._path(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements of a path."""
        return self._root.findall(self._path(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """All elements of a path."""
        return self._root.iterfind(self._path(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True):
        """Writes the document."""
        method = method or "xml"
        if method not in ("xml", "html", "text"):
            raise ValueError("unknown method %r" % method)
        encoding = encoding or "us-ascii"
        is_text = encoding.lower() == "unicode"
        shown = encoding
        if is_text:
            shown = "utf-8"
        head = ""
        if method == "xml" and (xml_declaration or xml_declaration is None and not is_text and encoding.lower() not in (
                "utf-8", "us-ascii")):
            head = "<?xml version='1.0' encoding='%s'?>\n" % shown
        text = head + "".join(_serialized(self._root, method, default_namespace, short_empty_elements))
        data = text if is_text else text.encode(encoding, "xmlcharrefreplace")
        if hasattr(file_or_filename, "write"):
            file_or_filename.write(data)
        elif is_text:
            with open(file_or_filename, "w", encoding="utf-8", errors="xmlcharrefreplace") as file:
                file.write(data)
        else:
            with open(file_or_filename, "wb") as file:
                file.write(data)


_namespace_map = {
    "http://www.w3.org/XML/1998/namespace": "xml", "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf", "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/2001/XMLSchema": "xs", "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://purl.org/dc/elements/1.1/": "dc",
}
HTML_EMPTY = {"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "isindex", "link", "meta",
               "param", "source", "track", "wbr"}


def register_namespace(prefix, uri):
    """How a namespace is written."""
    if re.match(r"ns\d+$", prefix):
        raise ValueError("Prefix format reserved for internal use")
    for known, value in list(_namespace_map.items()):
        if known == uri or value == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


def _refuse(value):
    raise TypeError("cannot serialize %r (type %s)" % (value, type(value).__name__))


def _escaped(text):
    if not isinstance(text, str):
        _refuse(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escaped_attribute(text, method):
    text = _escaped(text) if method == "xml" else _escaped(text).replace("&lt;", "<")
    text = text.replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;") if method == "xml" else text


def _serialized(root, method, default_namespace, short):
    if method == "text":
        yield from root.itertext()
        return
    prefixes, names = {}, {}
    if default_namespace:
        prefixes[default_namespace] = ""

    def name_of(value):
        value = value.text if isinstance(value, QName) else value
        if not isinstance(value, str):
            _refuse(value)
        if value not in names:
            if value[:1] == "{":
                uri, _, local = value[1:].rpartition("}")
                prefix = prefixes.get(uri)
                if prefix is None:
                    prefix = _namespace_map.get(uri) or "ns%d" % len(prefixes)
                    if prefix != "xml":
                        prefixes[uri] = prefix
                names[value] = f"{prefix}:{local}" if prefix else local
            elif default_namespace:
                raise ValueError("cannot use non-qualified names with default_namespace option")
            else:
                names[value] = value
        return names[value]

    # All namespaces are declared by the outermost element, so they must be known before.
    for element in root.iter():
        if element.tag not in (Comment, ProcessingInstruction, None):
            name_of(element.tag)
        for key, value in element.attrib.items():
            name_of(key)
            if isinstance(value, QName):
                name_of(value)
        if isinstance(element.text, QName):
            name_of(element.text)

    def shown(value):
        return name_of(value) if isinstance(value, QName) else _escaped(value)

    def write(element, declares):
        tag, text = element.tag, element.text
        if tag is Comment:
            yield "<!--%s-->" % text
        elif tag is ProcessingInstruction:
            yield "<?%s?>" % text
        elif tag is None:
            if text:
                yield shown(text)
            for child in element:
                yield from write(child, False)
        else:
            name = name_of(tag)
            begin = "<" + name
            for key, value in element.attrib.items():
                value = name_of(value) if isinstance(value, QName) else _escaped_attribute(value, method)
                begin += ' %s="%s"' % (name_of(key), value)
            if declares:
                for uri, prefix in sorted(prefixes.items(), key=lambda pair: pair[1]):
                    begin += ' xmlns%s="%s"' % (":" + prefix if prefix else "", _escaped_attribute(uri, method))
            if method == "html":
                lower = name.lower()
                yield begin + ">"
                if text:
                    yield text if lower in ("script", "style") else shown(text)
                for child in element:
                    yield from write(child, False)
                if lower not in HTML_EMPTY:
                    yield f"</{name}>"
            elif text or len(element) or not short:
                yield begin + ">"
                if text:
                    yield shown(text)
                for child in element:
                    yield from write(child, False)
                yield f"</{name}>"
            else:
                yield begin + " />"
        if element.tail:
            yield _escaped(element.tail)

    yield from write(root, True)


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    """An element as bytes, or as text if the encoding is "unicode"."""
    stream = io.StringIO() if encoding == "unicode" else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace,
                               method=method, short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
                 short_empty_elements=True):
    """The same in a list."""
    return [tostring(element, encoding, method, xml_declaration=xml_declaration, default_namespace=default_namespace,
                     short_empty_elements=short_empty_elements)]


def dump(elem):
    """Prints an element."""
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(sys.stdout, encoding="unicode")
    if not (elem.getroot().tail or "").endswith("\n"):
        sys.stdout.write("\n")


def indent(tree, space="  ", level=0):
    """Puts white space between elements, so that each has a line."""
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")
    if not len(tree):
        return

    def indent_children(element, level):
        inner = "\n" + (level + 1) * space
        if not element.text or not element.text.strip():
            element.text = inner
        for child in element:
            if len(child):
                indent_children(child, level + 1)
            if not child.tail or not child.tail.strip():
                child.tail = inner
        if not child.tail.strip():
            child.tail = inner[:len(inner) - len(space)]

    indent_children(tree, level)


def parse(source, parser=None):
    """Reads a document."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def XML(text, parser=None):
    """The outermost element of a text."""
    parser = XMLParser() if parser is None else parser
    parser.feed(text)
    return parser.close()


fromstring = XML


def XMLID(text, parser=None):
    """The outermost element of a text, and all elements by their attributes `id`."""
    tree = XML(text, parser)
    return tree, {element.get("id"): element for element in tree.iter() if element.get("id")}


def fromstringlist(sequence, parser=None):
    """The outermost element of pieces of text."""
    parser = XMLParser() if parser is None else parser
    for text in sequence:
        parser.feed(text)
    return parser.close()


class TreeBuilder:
    """Makes elements of what a parser tells."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False,
                 insert_pis=False):
        self._factory = element_factory or Element
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
        self._flush()
        assert not self._open, "missing end tags"
        assert self._root is not None, "missing toplevel element"
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
        self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._after = False
        return element

    def end(self, tag):
        """An element ends."""
        self._flush()
        self._last = self._open.pop()
        assert self._last.tag == tag, "end tag mismatch (expected %s, got %s)" % (self._last.tag, tag)
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


_NAME_START = "A-Z_a-z:\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_name = re.compile(f"[{_NAME_START}][-.0-9\xb7\u0300-\u036f\u203f\u2040{_NAME_START}]*")
_blanks = re.compile(r"[ \t\r\n]*")
_wrong_char = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_declared = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([-\w.]+)["']""")
_MEANINGS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CODES = {"syntax error": 2, "no element found": 3, "not well-formed (invalid token)": 4, "unclosed token": 5,
          "mismatched tag": 7, "duplicate attribute": 8, "junk after document element": 9, "undefined entity": 11,
          "reference to invalid character number": 14, "unclosed CDATA section": 20, "unbound prefix": 27,
          "XML or text declaration not at start of entity": 30}
_INVALID = "not well-formed (invalid token)"


class _More(Exception):
    # What has been read ends within a token.
    pass


class XMLParser:
    """Reads a document, piece by piece, and tells its target."""

    def __init__(self, *, target=None, encoding=None):
        self.target = self._target = TreeBuilder() if target is None else target
        self.entity = {}
        self.version = "our own parser"
        self._encoding = encoding
        self._decoder = None
        self._waiting = b""
        self._text = ""
        self._line, self._column = 1, 0
        self._begun = False
        # Open tags with what their namespaces were before.
        self._tags = []
        self._spaces = {"xml": "http://www.w3.org/XML/1998/namespace"}
        self._entities = dict(_MEANINGS)
        self._done = False
        for name in ("start", "end", "data", "comment", "pi", "start_ns", "end_ns", "doctype"):
            setattr(self, "_on_" + name, getattr(self.target, name, None))

    def feed(self, data):
        """Reads a piece."""
        if not isinstance(data, str):
            data = self._decoded(bytes(data))
        self._text += data
        self._read(False)

    def flush(self):
        """Nothing is held back that could be told."""

    def close(self):
        """Ends the document; what the target gives for it."""
        if self._waiting:
            self._text += self._decoded(b"", True)
        self._read(True)
        if not self._done or self._tags:
            self._fail("no element found", len(self._text))
        close = getattr(self.target, "close", None)
        return close() if close is not None else None

    def _decoded(self, data, final=False):
        if self._decoder is None:
            # The declaration says which encoding it is.
            data = self._waiting + data
            self._waiting = data
            if not final and b">" not in data and len(data) < 200:
                return ""
            import codecs
            encoding = self._encoding
            if encoding is None:
                found = _declared.match(data)
                encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else (
                    found.group(1).decode() if found else "utf-8")
            if encoding.lower() in ("utf-8", "utf8"):
                encoding = "utf-8-sig"
            try:
                self._decoder = codecs.getincrementaldecoder(encoding)()
            except LookupError:
                raise ValueError("unknown encoding") from None
            self._waiting = b""
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            self._text += data[:error.start].decode(errors="replace")
            self._read(False)
            self._fail(_INVALID, len(self._text))

    def _fail(self, words, place):
        line, column = self._line, self._column
        before = self._text[:place]
        lines = before.count("\n")
        if lines:
            line, column = line + lines, place - before.rindex("\n") - 1
        else:
            column += place
        error = ParseError("%s: line %d, column %d" % (words, line, column))
        error.code = _CODES[words.partition(":")[0]]
        error.position = line, column
        raise error

    def _read(self, final):
        if not final and self._text.endswith("\r"):
            # It may be half of a line's end.
            return
        self._text = self._text.replace("\r\n", "\n").replace("\r", "\n")
        place = 0
        text = self._text
        try:
            while place < len(text):
                begin = place
                try:
                    place = self._token(text, place, final)
                except _More:
                    if final:
                        self._fail("unclosed token", begin)
                    break
        finally:
            done = text[:place]
            lines = done.count("\n")
            if lines:
                self._line += lines
                self._column = place - done.rindex("\n") - 1
            else:
                self._column += place
            self._text = text[place:]

    def _find(self, text, mark, place):
        found = text.find(mark, place)
        if found < 0:
            wrong = _wrong_char.search(text, place)
            if wrong:
                self._fail(_INVALID, wrong.start())
            raise _More
        wrong = _wrong_char.search(text, place, found)
        if wrong:
            self._fail(_INVALID, wrong.start())
        return found

    def _token(self, text, place, final):
        if text[place] != "<":
            return self._chars(text, place, final)
        following = text[place + 1:place + 2]
        if not following:
            raise _More
        if following == "/":
            return self._end_tag(text, place)
        if following == "!":
            if text.startswith("<!--", place):
                end = self._find(text, "--", place + 4)
                if len(text) < end + 3:
                    raise _More
                if text[end + 2] != ">":
                    self._fail(_INVALID, end + 2)
                if self._on_comment:
                    self._on_comment(text[place + 4:end])
                return end + 3
            if text.startswith("<![CDATA[", place) and self._tags:
                end = self._find(text, "]]>", place + 9)
                if end > place + 9 and self._on_data:
                    self._on_data(text[place + 9:end])
                return end + 3
            if text.startswith("<!DOCTYPE", place) and not self._begun:
                return self._doctype(text, place)
            if "<![CDATA[".startswith(text[place:]) or "<!DOCTYPE".startswith(text[place:]) or text[place:] == "<!-":
                raise _More
            self._fail(_INVALID if self._tags or not self._done else "junk after document element", place + 2)
        if following == "?":
            end = self._find(text, "?>", place + 2)
            found = _name.match(text, place + 2)
            if not found:
                self._fail(_INVALID, place + 2)
            if found.group() == "xml":
                if place or (self._line, self._column) != (1, 0):
                    self._fail("XML or text declaration not at start of entity", place)
            elif self._on_pi:
                self._on_pi(found.group(), text[found.end():end].strip() or None)
            return end + 2
        return self._start_tag(text, place)

    def _chars(self, text, place, final):
        end = text.find("<", place)
        if end < 0:
            end = len(text)
            if not final:
                # A reference or `]]>` may go on.
                for mark in ("&", "]"):
                    cut = text.rfind(mark, place)
                    if cut >= 0 and (mark == "]" and end - cut < 3 or mark == "&" and ";" not in text[cut:]):
                        end = min(end, cut)
                if end == place:
                    raise _More
        if not self._tags:
            found = re.compile(r"[^ \t\n\ufeff]").search(text, place, end)
            if found:
                self._fail("junk after document element" if self._done else "syntax error", found.start())
            return end
        wrong = re.compile("]]>").search(text, place, end)
        if wrong:
            self._fail(_INVALID, wrong.start() + 2)
        data = self._expanded(text, place, end)
        if data and self._on_data:
            self._on_data(data)
        return end

    def _expanded(self, text, place, end):
        wrong = _wrong_char.search(text, place, end)
        if wrong:
            self._fail(_INVALID, wrong.start())
        parts = []
        while True:
            mark = text.find("&", place, end)
            if mark < 0:
                parts.append(text[place:end])
                return "".join(parts)
            parts.append(text[place:mark])
            found = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([^\s;&<#]+));").match(text, mark, end)
            if not found:
                self._fail(_INVALID, mark + 1)
            decimal, hexadecimal, name = found.groups()
            if name:
                meaning = self._entities.get(name, self.entity.get(name))
                if meaning is None:
                    self._fail("undefined entity" if not self.entity else f"undefined entity &{name};", mark)
                parts.append(meaning)
            else:
                number = int(decimal) if decimal else int(hexadecimal, 16)
                if number > 0x10FFFF or _wrong_char.match(chr(number)):
                    self._fail("reference to invalid character number", mark)
                parts.append(chr(number))
            place = found.end()

    def _qualified(self, name, place, default):
        prefix, colon, local = name.rpartition(":")
        if colon:
            uri = self._spaces.get(prefix)
            if uri is None:
                self._fail("unbound prefix", place)
        else:
            uri = self._spaces.get("") if default else None
        return "{%s}%s" % (uri, local) if uri else name

    def _start_tag(self, text, begin):
        name = _name.match(text, begin + 1)
        if not name:
            self._fail(_INVALID, begin + 1)
        if self._done and not self._tags:
            self._fail("junk after document element", begin)
        place, attributes = name.end(), {}
        while True:
            after = _blanks.match(text, place).end()
            if after == len(text):
                raise _More
            if text[after] == ">" or text.startswith("/>", after):
                break
            if text[after] == "/" and after + 1 == len(text):
                raise _More
            found = _name.match(text, after)
            if not found or after == place:
                self._fail(_INVALID, after)
            equals = _blanks.match(text, found.end()).end()
            if equals == len(text):
                raise _More
            if text[equals] != "=":
                self._fail(_INVALID, equals)
            quote = _blanks.match(text, equals + 1).end()
            if quote == len(text):
                raise _More
            if text[quote] not in "'\"":
                self._fail(_INVALID, quote)
            end = text.find(text[quote], quote + 1)
            wrong = text.find("<", quote + 1, len(text) if end < 0 else end)
            if wrong >= 0:
                self._fail(_INVALID, wrong)
            if end < 0:
                raise _More
            if found.group() in attributes:
                self._fail("duplicate attribute", after)
            value = text[quote + 1:end]
            if "\n" in value or "\t" in value:
                text = text[:quote + 1] + value.replace("\n", " ").replace("\t", " ") + text[end:]
            attributes[found.group()] = self._expanded(text, quote + 1, end)
            place = end + 1
        spaces = self._spaces
        for key, value in list(attributes.items()):
            if key == "xmlns" or key[:6] == "xmlns:":
                if self._spaces is spaces:
                    self._spaces = dict(spaces)
                self._spaces[key[6:]] = value
                del attributes[key]
                if self._on_start_ns:
                    self._on_start_ns(key[6:], value)
        tag = self._qualified(name.group(), begin, True)
        attributes = {self._qualified(key, begin, False): value for key, value in attributes.items()}
        self._begun = True
        if self._on_start:
            self._on_start(tag, attributes)
        self._tags.append((name.group(), tag, spaces))
        if text[after] == "/":
            self._close_tag()
            return after + 2
        return after + 1

    def _close_tag(self):
        _, tag, spaces = self._tags.pop()
        if self._on_end:
            self._on_end(tag)
        if self._on_end_ns:
            for prefix in self._spaces:
                if self._spaces.get(prefix) != spaces.get(prefix):
                    self._on_end_ns(prefix)
        self._spaces = spaces
        self._done = not self._tags

    def _end_tag(self, text, begin):
        name = _name.match(text, begin + 2)
        if not name:
            if begin + 2 == len(text):
                raise _More
            self._fail(_INVALID, begin + 2)
        end = _blanks.match(text, name.end()).end()
        if end == len(text):
            raise _More
        if text[end] != ">":
            self._fail(_INVALID, end)
        if not self._tags:
            self._fail("junk after document element" if self._done else _INVALID, begin)
        if self._tags[-1][0] != name.group():
            self._fail("mismatched tag", begin + 2)
        self._close_tag()
        return end + 1

    def _doctype(self, text, begin):
        place = begin + 9
        while True:
            found = re.compile(r"""[^\[>"']*(?:"[^"]*"|'[^']*'|[\[>])""").match(text, place)
            if not found:
                raise _More
            place = found.end()
            if text[place - 1] == ">":
                break
            if text[place - 1] == "[":
                end = re.compile(r"""(?:[^\]"'<]|"[^"]*"|'[^']*'|<!--.*?-->|<)*\]""", re.S).match(text, place)
                if not end:
                    raise _More
                for name, one, two in re.findall(r"""<!ENTITY\s+([^\s%]+)\s+(?:"([^"]*)"|'([^']*)')\s*>""",
                                                 text[place:end.end()]):
                    value = re.sub(r"&#(?:(\d+)|x([0-9a-fA-F]+));", lambda found: chr(
                        int(found[1]) if found[1] else int(found[2], 16)), one or two)
                    self._entities.setdefault(name, re.sub(
                        r"&([^;#]+);", lambda found: self._entities.get(found[1], found[0]), value))
                place = end.end()
        if self._on_doctype:
            parts = re.findall(r"""[^\s"']+|"[^"]*"|'[^']*'""", text[begin + 9:place - 1].partition("[")[0])
            quoted = [part[1:-1] for part in parts if part[0] in "'\""]
            public = quoted[0] if len(parts) > 1 and parts[1] == "PUBLIC" and quoted else None
            self._on_doctype(parts[0], public, quoted[-1] if quoted else None)
        return place


class XMLPullParser:
    """Reads a document piece by piece and gives events when they are asked for."""

    def __init__(self, events=None, *, _parser=None):
        from collections import deque
        self._queue = deque()
        self._parser = parser = _parser or XMLParser(target=TreeBuilder())
        add = self._queue.append
        for event in ("end",) if events is None else events:
            if event in ("start", "end", "comment", "pi"):
                before = getattr(parser, "_on_" + event)

                def tell(*args, event=event, before=before):
                    add((event, before(*args)))
            elif event == "start-ns":
                def tell(prefix, uri):
                    add(("start-ns", (prefix or "", uri or "")))
            elif event == "end-ns":
                def tell(prefix):
                    add(("end-ns", None))
            else:
                raise ValueError("unknown event %r" % event)
            setattr(parser, "_on_" + event.replace("-", "_"), tell)

    def feed(self, data):
        """Reads a piece."""
        if self._parser is None:
            raise ValueError("feed() called after end of stream")
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as error:
                self._queue.append(error)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """Ends the document."""
        self._close_and_return_root()

    def read_events(self):
        """What has been read since."""
        while self._queue:
            event = self._queue.popleft()
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        """Nothing is held back that could be told."""


def iterparse(source, events=None, parser=None):
    """Reads a document and gives each element when it is complete."""
    puller = XMLPullParser(events, _parser=parser)

    def pieces(source):
        opened = not hasattr(source, "read")
        if opened:
            source = open(source, "rb")
        try:
            yield None
            while True:
                yield from puller.read_events()
                data = source.read(16384)
                if not data:
                    break
                puller.feed(data)
            iterator.root = puller._close_and_return_root()
            yield from puller.read_events()
        finally:
            if opened:
                source.close()

    class IterParseIterator:
        root = None

        def __iter__(self):
            return self

        def __next__(self):
            return next(steps)

    steps, iterator = pieces(source), IterParseIterator()
    # The file is opened at once.
    next(steps)
    return iterator
