"""Differences between texts as a table in HTML: what `difflib` has for pages."""

import re

from difflib import IS_CHARACTER_JUNK, ndiff

_PAGE = (
    "<!DOCTYPE html>\n"
    "<html>\n"
    "<head>\n"
    "<meta charset=\"{charset}\">\n"
    "<title></title>\n"
    "<style>\n"
    "table.diff {{ border-collapse: collapse; font-family: monospace; }}\n"
    "table.diff td {{ padding: 0 0.5em; white-space: pre-wrap; }}\n"
    "table.diff .diff_add {{ background: #cfc; }}\n"
    "table.diff .diff_chg {{ background: #ff9; }}\n"
    "table.diff .diff_sub {{ background: #fcc; }}\n"
    "table.diff .diff_next, table.diff .diff_header {{ color: #777; text-align: right; }}\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "{table}\n"
    "</body>\n"
    "</html>\n"
)


class HtmlDiff:
    """Shows two texts side by side. The tables are of our own form; their classes are those that `difflib` documents."""

    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

    def make_file(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5, *, charset="utf-8"):
        """A whole page."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context, numlines)
        return _PAGE.format(charset=charset, table=table).encode(charset, "xmlcharrefreplace").decode(charset)

    def make_table(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5):
        """The table alone."""
        rows = self._rows([line.expandtabs(self._tabsize) for line in fromlines],
                          [line.expandtabs(self._tabsize) for line in tolines])
        if context:
            near = set()
            for at, row in enumerate(rows):
                if row[0]:
                    near.update(range(at - numlines, at + numlines + 1))
            kept = [(at, row) for at, row in enumerate(rows) if at in near]
        else:
            kept = list(enumerate(rows))
        out = ['<table class="diff">']
        if fromdesc or todesc:
            out.append('<thead><tr><th colspan="2" class="diff_header">%s</th><th colspan="2" class="diff_header">%s</th>'
                       "</tr></thead>" % (_escaped(fromdesc), _escaped(todesc)))
        out.append("<tbody>")
        before = -1
        for at, (_, *sides) in kept:
            if at != before + 1 and before >= 0:
                out.append("</tbody><tbody>")
            before = at
            cells = []
            for number, text in sides:
                cells.append('<td class="diff_header">%s</td><td>%s</td>' % (number or "", self._wrapped(text)))
            out.append("<tr>%s</tr>" % "".join(cells))
        if not kept:
            out.append("<tr><td></td><td>%s</td><td></td><td></td></tr>" % (
                "No Differences Found" if context else "Empty File"))
        return "\n".join(out + ["</tbody>", "</table>"])

    def _rows(self, a, b):
        # (whether they differ, (number, HTML) of the left, the same of the right) of each pair of lines.
        rows, left, right, old = [], 0, 0, None
        delta = list(ndiff(a, b, self._linejunk, self._charjunk))
        for at, line in enumerate(delta):
            sign, text = line[:2], line[2:].rstrip("\n")
            marks = delta[at + 1][2:] if at + 1 < len(delta) and delta[at + 1][:2] == "? " else None
            if sign == "? ":
                continue
            if sign == "  ":
                left, right, old = left + 1, right + 1, None
                rows.append((False, (left, _escaped(text)), (right, _escaped(text))))
            elif sign == "- ":
                left += 1
                # What takes its place follows it, if it is like it: one of the two has marks then.
                after = delta[at + 1:at + 3]
                paired = marks is not None or len(after) > 1 and after[0][:2] == "+ " and after[1][:2] == "? "
                side = left, _marked(text, marks, "diff_sub", paired)
                rows.append((True, side, (None, "")))
                partner, old = len(rows) - 1, side if paired else None
            else:
                right += 1
                side = right, _marked(text, marks, "diff_add", old is not None)
                if old is None:
                    rows.append((True, (None, ""), side))
                else:
                    rows[partner], old = (True, old, side), None
        return rows

    def _wrapped(self, text):
        if not self._wrapcolumn:
            return text
        out, count = "", 0
        # A tag and a reference are one piece.
        for piece in re.findall(r"<[^>]*>|&[^;]*;|.", text):
            if piece[:1] != "<":
                if count == self._wrapcolumn:
                    out, count = out + "<br>", 0
                count += 1
            out += piece
        return out


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked(text, marks, whole, paired):
    if marks is None:
        return _escaped(text) if paired else '<span class="%s">%s</span>' % (whole, _escaped(text))
    kinds = {"+": "diff_add", "-": "diff_sub", "^": "diff_chg"}
    out, place = "", 0
    for found in re.finditer(r"\++|-+|\^+", marks):
        out += _escaped(text[place:found.start()]) + '<span class="%s">%s</span>' % (
            kinds[found.group()[0]], _escaped(text[found.start():found.end()]))
        place = found.end()
    return out + _escaped(text[place:])
