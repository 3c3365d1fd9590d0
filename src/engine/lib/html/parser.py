"""Takes HTML apart, whatever state it is in."""

import re

from html import unescape

__all__ = ["HTMLParser"]

_tag_begins = re.compile("<[a-zA-Z]")
_tag_name = re.compile(r"[a-zA-Z][^\t\n\r\f />\x00]*")
# Between attributes stand blanks and slashes, but for the slash that ends the tag.
_gap = re.compile(r"(?:\s|/(?!>))*")
_attribute_name = re.compile(r"[^\s/>][^\s/>=]*")
_equals = re.compile(r"\s*=[=\s]*")
_bare_value = re.compile(r"[^\s>]*")
_number = re.compile("&#([0-9]+|[xX][0-9a-fA-F]+)([^0-9a-fA-F])")
_entity = re.compile("&([a-zA-Z][-.a-zA-Z0-9]*)([^a-zA-Z0-9])")
_reference_begins = re.compile("&[a-zA-Z#]")


class HTMLParser:
    """Tells what it finds to methods that a derived class has: `handle_starttag` and its like."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forgets what has not been taken apart."""
        self.rawdata = ""
        self.lasttag = "???"
        self.lineno, self.offset = 1, 0
        self.cdata_elem = None
        self.__starttag_text = None

    def feed(self, data):
        """Takes text apart as far as it is complete."""
        self.rawdata += data
        self.goahead(False)

    def close(self):
        """Takes apart what is left, as if it were complete."""
        self.goahead(True)

    def getpos(self):
        """The number of the line, and the place in it."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Counts the lines of what has been taken apart."""
        lines = self.rawdata.count("\n", i, j)
        if lines:
            self.lineno += lines
            self.offset = j - self.rawdata.rindex("\n", i, j) - 1
        else:
            self.offset += j - i
        return max(i, j)

    def get_starttag_text(self):
        """The last tag that opened an element, as it was written."""
        return self.__starttag_text

    def set_cdata_mode(self, elem):
        """Up to the end of the element all is text."""
        self.cdata_elem = elem.lower()

    def clear_cdata_mode(self):
        """Ends that."""
        self.cdata_elem = None

    def _text(self, text):
        self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)

    def goahead(self, end):
        """Takes the text apart; `end` says that no more follows."""
        raw, place = self.rawdata, 0
        size = len(raw)
        while place < size:
            stop = self._text_end(place, end)
            if stop < 0:
                break
            if stop > place:
                self._text(raw[place:stop])
            place = self.updatepos(place, stop)
            if place == size:
                break
            after = self._reference(place, end) if raw[place] == "&" else self._markup(place, end)
            if after < 0:
                break
            place = self.updatepos(place, after)
        if end and place < size and not self.cdata_elem:
            self._text(raw[place:])
            place = self.updatepos(place, size)
        self.rawdata = raw[place:]

    def _text_end(self, place, end):
        # Where text ends that begins here; below zero if more must be known.
        raw = self.rawdata
        if self.cdata_elem:
            found = re.compile(r"</\s*%s\s*>" % re.escape(self.cdata_elem), re.I).search(raw, place)
            return found.start() if found else len(raw) if end else -1
        if not self.convert_charrefs:
            found = re.compile("[&<]").search(raw, place)
            return found.start() if found else len(raw)
        stop = raw.find("<", place)
        if stop < 0:
            stop = len(raw)
            # The last reference may go on.
            begin = raw.rfind("&", max(place, stop - 34))
            if begin >= 0 and not end and not re.compile(r"[\s;]").search(raw, begin):
                return -1
        return stop

    def _markup(self, place, end):
        raw = self.rawdata
        if _tag_begins.match(raw, place):
            after = self.parse_starttag(place)
        elif raw.startswith("</", place):
            after = self.parse_endtag(place)
        elif raw.startswith("<!--", place):
            after = self.parse_comment(place)
        elif raw.startswith("<?", place):
            after = self.parse_pi(place)
        elif raw.startswith("<!", place):
            after = self.parse_html_declaration(place)
        elif place + 1 < len(raw) or end:
            self.handle_data("<")
            return place + 1
        else:
            return -1
        if after >= 0 or not end:
            return after
        # It never ends: it is text.
        after = raw.find(">", place + 1) + 1
        if not after:
            after = raw.find("<", place + 1)
            if after < 0:
                after = place + 1
        self._text(raw[place:after])
        return after

    def _reference(self, place, end):
        raw = self.rawdata
        is_number = raw.startswith("&#", place)
        found = (_number if is_number else _entity).match(raw, place)
        if found:
            (self.handle_charref if is_number else self.handle_entityref)(found.group(1))
            return found.end() if found.group(2) == ";" else found.end() - 1
        if is_number:
            if ";" not in raw[place:]:
                return -1
            self.handle_data(raw[place:place + 2])
            return place + 2
        rest = re.compile("&[a-zA-Z][-.a-zA-Z0-9]*$").match(raw, place)
        if rest or place + 1 == len(raw):
            # It may go on; at the end it is text.
            return -1
        self.handle_data("&")
        return place + 1

    def parse_html_declaration(self, i):
        """`<!` and what follows it."""
        raw = self.rawdata
        if raw.startswith("<!--", i):
            return self.parse_comment(i)
        if raw.startswith("<![", i):
            return self.parse_marked_section(i)
        if raw[i:i + 9].lower() == "<!doctype":
            stop = raw.find(">", i + 9)
            if stop < 0:
                return -1
            self.handle_decl(raw[i + 2:stop])
            return stop + 1
        return self.parse_bogus_comment(i)

    def parse_bogus_comment(self, i, report=1):
        """What browsers take for a comment."""
        stop = self.rawdata.find(">", i + 2)
        if stop < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2:stop])
        return stop + 1

    def parse_comment(self, i, report=1):
        """A comment."""
        found = re.compile(r"--\s*>").search(self.rawdata, i + 4)
        if not found:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4:found.start()])
        return found.end()

    def parse_marked_section(self, i, report=1):
        """`<![` and what follows it."""
        raw = self.rawdata
        name = re.compile(r"\s*([a-zA-Z][-_.a-zA-Z0-9]*)\s*").match(raw, i + 3)
        if not name:
            return self.parse_bogus_comment(i) if raw.find(">", i) >= 0 else -1
        if name.end() == len(raw):
            return -1
        kind = name.group(1).lower()
        if kind in ("temp", "cdata", "ignore", "include", "rcdata"):
            stop = re.compile(r"]\s*]\s*>").search(raw, i + 3)
        elif kind in ("if", "else", "endif"):
            stop = re.compile(r"]\s*>").search(raw, i + 3)
        else:
            raise AssertionError("unknown status keyword %r in marked section" % raw[i + 3:name.end()])
        if not stop:
            return -1
        if report:
            self.unknown_decl(raw[i + 3:stop.start()])
        return stop.end()

    def parse_pi(self, i):
        """A processing instruction."""
        stop = self.rawdata.find(">", i + 2)
        if stop < 0:
            return -1
        self.handle_pi(self.rawdata[i + 2:stop])
        return stop + 1

    def check_for_whole_start_tag(self, i):
        """Where a tag that opens an element ends; below zero if that is not known yet."""
        return self._tag(i)[0]

    def _tag(self, begin):
        # Where a tag ends, its name, its attributes, and whether it ends its element too.
        raw = self.rawdata
        name = _tag_name.match(raw, begin + 1)
        attributes, place = [], name.end()
        while True:
            place = _gap.match(raw, place).end()
            if place == len(raw):
                return -1, None, None, False
            if raw[place] == ">":
                return place + 1, name.group().lower(), attributes, False
            if raw[place] == "/":
                return place + 2, name.group().lower(), attributes, True
            found = _attribute_name.match(raw, place)
            place, value = found.end(), None
            equals = _equals.match(raw, place)
            if equals:
                place = equals.end()
                quote = raw[place:place + 1]
                if quote and quote in "'\"":
                    stop = raw.find(quote, place + 1)
                    if stop < 0:
                        return -1, None, None, False
                    value, place = raw[place + 1:stop], stop + 1
                else:
                    bare = _bare_value.match(raw, place)
                    value, place = bare.group(), bare.end()
            attributes.append((found.group().lower(), unescape(value) if value else value))

    def parse_starttag(self, i):
        """A tag that opens an element."""
        self.__starttag_text = None
        stop, tag, attributes, ends = self._tag(i)
        if stop < 0:
            return stop
        self.__starttag_text = self.rawdata[i:stop]
        self.lasttag = tag
        if ends:
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return stop

    def parse_endtag(self, i):
        """A tag that ends an element."""
        raw = self.rawdata
        stop = raw.find(">", i + 1) + 1
        if not stop:
            return -1
        found = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>").match(raw, i)
        if found:
            tag = found.group(1).lower()
            if self.cdata_elem is not None and tag != self.cdata_elem:
                self.handle_data(raw[i:found.end()])
                return found.end()
            self.handle_endtag(tag)
            self.clear_cdata_mode()
            return found.end()
        if self.cdata_elem is not None:
            self.handle_data(raw[i:stop])
            return stop
        name = _tag_name.match(raw, i + 2)
        if not name:
            return i + 3 if raw.startswith("</>", i) else self.parse_bogus_comment(i)
        # What follows the name is left out.
        stop = raw.find(">", name.end())
        self.handle_endtag(name.group().lower())
        return stop + 1

    # What derived classes have.

    def handle_startendtag(self, tag, attrs):
        """A tag that opens an element and ends it."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        """A tag that opens an element."""

    def handle_endtag(self, tag):
        """A tag that ends an element."""

    def handle_charref(self, name):
        """A character by its number, if these are not converted."""

    def handle_entityref(self, name):
        """A character by its name, if these are not converted."""

    def handle_data(self, data):
        """Text."""

    def handle_comment(self, data):
        """A comment."""

    def handle_decl(self, decl):
        """`<!DOCTYPE …>`."""

    def handle_pi(self, data):
        """A processing instruction."""

    def unknown_decl(self, data):
        """`<![…]]>`."""
