"""XML documents as trees of elements; the parser, which checks no document type, is in `_elementtree`."""

import collections.abc
import io
import re
import sys

from _elementtree import ParseError, TreeBuilder, XMLParser, _set_factories
from _xml import Element, SubElement, escape, serialize
from xml.etree import ElementPath

__all__ = ["Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "indent", "iselement", "iterparse",
           "parse", "ParseError", "PI", "ProcessingInstruction", "QName", "SubElement", "tostring", "tostringlist",
           "TreeBuilder", "VERSION", "XML", "XMLID", "XMLParser", "XMLPullParser", "register_namespace"]
VERSION = "1.3.0"


def iselement(element):
    """Whether it looks like an element."""
    return hasattr(element, "tag")


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
_set_factories(Comment, ProcessingInstruction)


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


register_namespace._namespace_map = _namespace_map


def _refuse(value):
    raise TypeError("cannot serialize %r (type %s)" % (value, type(value).__name__))


def _escaped(text):
    if not isinstance(text, str):
        _refuse(text)
    return escape(text, False)


def _escaped_attribute(text, method):
    if not isinstance(text, str):
        _refuse(text)
    if method == "xml":
        return escape(text, True)
    return escape(text, False).replace("&lt;", "<").replace('"', "&quot;")


def _names(root, default_namespace):
    # How all names are written, and the prefixes. All namespaces are declared by the outermost element, so they must be known
    # before.
    prefixes, names = {}, {}
    if default_namespace:
        prefixes[default_namespace] = ""

    def add(value):
        if not isinstance(value, str):
            _refuse(value)
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

    for element in root.iter():
        tag, text = element.tag, element.text
        if isinstance(tag, QName):
            tag = tag.text
        if isinstance(tag, str):
            if tag not in names:
                add(tag)
        elif tag is not Comment and tag is not ProcessingInstruction and tag is not None:
            _refuse(tag)
        for key, value in element.items():
            if isinstance(key, QName):
                key = key.text
            if key not in names:
                add(key)
            if isinstance(value, QName) and value.text not in names:
                add(value.text)
        if isinstance(text, QName) and text.text not in names:
            add(text.text)
    return prefixes, names


def _serialized(root, method, default_namespace, short):
    if method == "text":
        return [*root.itertext(), root.tail or ""]
    prefixes, names = _names(root, default_namespace)
    declared = "".join([' xmlns%s="%s"' % (":" + prefix if prefix else "", _escaped_attribute(uri, method))
                        for uri, prefix in sorted(prefixes.items(), key=lambda pair: pair[1])])
    if method == "xml":
        text = serialize(root, names, declared, bool(short), Comment, ProcessingInstruction)
        if text is not None:
            return [text]
    pieces = []
    write = pieces.append

    def shown(value):
        return names[value.text] if isinstance(value, QName) else _escaped(value)

    def write_element(element, declared):
        tag, text = element.tag, element.text
        if tag is Comment:
            write("<!--%s-->" % (_escaped(text) if method == "html" else text))
        elif tag is ProcessingInstruction:
            write("<?%s?>" % (_escaped(text) if method == "html" else text))
        elif tag is None:
            if text:
                write(shown(text))
            for child in element:
                write_element(child, None)
        else:
            name = names[tag.text if isinstance(tag, QName) else tag]
            write("<" + name)
            if declared:
                write(declared)
            for key, value in element.items():
                value = names[value.text] if isinstance(value, QName) else _escaped_attribute(value, method)
                write(' %s="%s"' % (names[key.text if isinstance(key, QName) else key], value))
            is_html = method == "html"
            if is_html or text or len(element) or not short:
                write(">")
                lower = name.lower() if is_html else None
                if text:
                    write(text if lower in ("script", "style") else shown(text))
                for child in element:
                    write_element(child, None)
                if lower not in HTML_EMPTY:
                    write(f"</{name}>")
            else:
                write(" />")
        if element.tail:
            write(_escaped(element.tail))

    write_element(root, declared)
    return pieces


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


class XMLPullParser:
    """Reads a document piece by piece and gives events when they are asked for."""

    def __init__(self, events=None, *, _parser=None):
        from collections import deque
        self._queue = deque()
        self._parser = _parser or XMLParser()
        self._parser._setevents(self._queue, events)

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
        queue = self._queue
        while queue:
            event = queue.popleft()
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
            queue = puller._queue
            while True:
                while queue:
                    event = queue.popleft()
                    if isinstance(event, Exception):
                        raise event
                    yield event
                data = source.read(16384)
                if not data:
                    break
                puller.feed(data)
            iterator.root = puller._close_and_return_root()
            yield from puller.read_events()
        finally:
            if opened:
                source.close()

    steps = pieces(source)

    class IterParseIterator(collections.abc.Iterator):
        __next__ = steps.__next__
        root = None

        def __iter__(self):
            # A loop need not ask this object for each event.
            return steps

    iterator = IterParseIterator()
    # The file is opened at once.
    next(steps)
    return iterator
