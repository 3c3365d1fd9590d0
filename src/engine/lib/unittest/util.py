"""What `unittest` shows of values and classes."""

__unittest = True

_MAX_LENGTH = 80
# Letters that are kept at the beginning, before a difference and at the end; what `[%d chars]` takes; what is left between.
_BEGIN = _COMMON = _END = 5
_GAP = 12
_DIFFERENCE = _MAX_LENGTH - _BEGIN - _COMMON - _END - 2 * _GAP


def safe_repr(obj, short=False):
    """Its text, or that of any object if its own fails; cut off if it is to be short."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if short and len(text) >= _MAX_LENGTH:
        text = text[:_MAX_LENGTH] + " [truncated]..."
    return text


def _shorten(text, begin, end):
    left_out = len(text) - begin - end
    return "%s[%d chars]%s" % (text[:begin], left_out, text[len(text) - end:]) if left_out > _GAP else text


def _common_shorten_repr(*args):
    # In few words: what they begin with in common is cut first.
    texts = [safe_repr(arg) for arg in args]
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return tuple(texts)
    import os
    prefix = os.path.commonprefix(texts)
    size = len(prefix)
    room = _MAX_LENGTH - (longest - size) - _BEGIN - _GAP
    if room > _COMMON:
        prefix = _shorten(prefix, _BEGIN, room)
        return tuple([prefix + text[size:] for text in texts])
    prefix = _shorten(prefix, _BEGIN, _COMMON)
    return tuple([prefix + _shorten(text[size:], _DIFFERENCE, _END) for text in texts])


def strclass(cls):
    """A class's name after its module's."""
    return f"{cls.__module__}.{cls.__qualname__}"


def three_way_cmp(x, y):
    """-1, 0 or 1, as x is less than y, equal, or more."""
    return (x > y) - (x < y)


def sorted_list_difference(expected, actual):
    """What only the first of two sorted lists has, and what only the second has."""
    missing = [item for at, item in enumerate(expected) if item not in actual and item not in expected[:at]]
    return missing, [item for at, item in enumerate(actual) if item not in expected and item not in actual[:at]]


def unorderable_list_difference(expected, actual):
    """What only the first list has, and what only the second has; the second is emptied."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


class _Mismatch(tuple):
    # How often the two sides have a value.
    actual, expected, value = [property(lambda self, at=at: self[at]) for at in range(3)]


def _count_diff_all_purpose(actual, expected):
    counts = []
    for side, items in enumerate((actual, expected)):
        for item in items:
            for entry in counts:
                if entry[2] == item:
                    entry[side] += 1
                    break
            else:
                counts.append([1 - side, side, item])
    return [_Mismatch(entry) for entry in counts if entry[0] != entry[1]]


def _count_diff_hashable(actual, expected):
    counts = {}
    for side, items in enumerate((actual, expected)):
        for item in items:
            counts.setdefault(item, [0, 0, item])[side] += 1
    return [_Mismatch(entry) for entry in counts.values() if entry[0] != entry[1]]
