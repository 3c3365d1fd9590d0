"""Paths from element to element: a small part of XPath."""

import re

_path_token = re.compile(r"""('[^']*'|"[^"]*")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+""")
_cache = {}


def find(element, path, namespaces=None):
    return next(iterfind(element, path, namespaces), None)


def findtext(element, path, default=None, namespaces=None):
    found = next(iterfind(element, path, namespaces), None)
    if found is None:
        return default
    return "" if found.text is None else found.text


def findall(element, path, namespaces=None):
    return list(iterfind(element, path, namespaces))


def iterfind(element, path, namespaces=None):
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

    tokens = _cache.get(path) if not namespaces else None
    if tokens is None:
        tokens = _path_tokens(path, namespaces)
        if not namespaces:
            if len(_cache) > 100:
                _cache.clear()
            _cache[path] = tokens
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
            # What is compared as it is, elements compare themselves.
            plain = name if sign == "" and "*" not in name and name[:2] != "{}" else None
            found = []
            for item in current:
                if plain is not None:
                    if descends:
                        found += [other for other in item.iter(plain) if other is not item]
                    else:
                        found += [other for other in item if other.tag == plain]
                    continue
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
