"""What Unicode says of characters, as far as this Python has the tables."""

import _unicodedata

unidata_version = "14.0.0"

_NUMERALS = {
    "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "百": 100,
    "千": 1000, "万": 10000, "萬": 10000, "億": 100000000, "亿": 100000000, "兆": 1000000000000, "两": 2, "廿": 20,
    "卅": 30, "壹": 1, "貳": 2, "參": 3, "肆": 4, "伍": 5, "陸": 6, "柒": 7, "捌": 8, "玖": 9, "拾": 10,
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FORMS = ("NFC", "NFD", "NFKC", "NFKD")
_NOTHING = object()


def _character(function, value, place=None):
    where = "argument" if place is None else f"argument {place}"
    if not isinstance(value, str):
        raise TypeError(f"{function}() {where} must be a unicode character, not {type(value).__name__}")
    if len(value) != 1:
        raise TypeError(f"{function}() {where} must be a unicode character, not str")
    return value


def category(character, /):
    """Two letters: `Lu` for an uppercase letter."""
    return _unicodedata.category(_character("category", character))


def combining(character, /):
    """The canonical combining class; 0 for characters that stand alone."""
    return _unicodedata.combining(_character("combining", character))


def name(character, default=_NOTHING, /):
    """Its name. Few blocks are known: those that programs take signs from."""
    _character("name", character, 1)
    found = None if category(character) == "Cc" else _unicodedata.name(character)
    return _or(found, default, "no such name")


def lookup(name, /):
    """The character of that name."""
    found = _unicodedata.lookup(name)
    if found is None:
        raise KeyError(f"undefined character name '{name}'")
    return found


def _or(found, default, words):
    if found is not None:
        return found
    if default is _NOTHING:
        raise ValueError(words)
    return default


def decimal(character, default=_NOTHING, /):
    """The value of a decimal digit."""
    _character("decimal", character, 1)
    return _or(int(character) if character.isdecimal() else None, default, "not a decimal")


def digit(character, default=_NOTHING, /):
    """The value of a digit, be it raised or in a circle."""
    _character("digit", character, 1)
    return _or(_digit(character), default, "not a digit")


def _digit(character):
    if character.isdecimal():
        return int(character)
    if character.isdigit():
        for part in _unicodedata.decomposed(character)[1]:
            if part.isdecimal():
                return int(part)
    return None


def numeric(character, default=_NOTHING, /):
    """The value of anything that counts."""
    _character("numeric", character, 1)
    return _or(_numeric(character), default, "not a numeric character")


def _numeric(character):
    number = _digit(character)
    if number is None:
        number = _NUMERALS.get(character)
    if number is not None:
        return float(number)
    if not character.isnumeric():
        return None
    if category(character) == "Nl" and (letters := _unicodedata.decomposed(character)[1].upper()).strip("IVXLCDM") == "":
        return _roman(letters)
    above, slash, below = _unicodedata.decomposed(character)[1].partition("\u2044")
    if above.isdecimal() and (not slash or below.isdecimal()):
        return int(above) / int(below) if slash else float(above)
    raise NotImplementedError(f"the value of {character!r} is in a table that is not here")


def _roman(letters):
    values = [_ROMAN[letter] for letter in letters]
    return float(sum([-value if value < max(values[place:]) else value for place, value in enumerate(values)]))


def decomposition(character, /):
    """The characters that it is made of, by their numbers."""
    canonical, compatible = _unicodedata.decomposed(_character("decomposition", character))
    if canonical != compatible:
        raise NotImplementedError(f"how {character!r} is taken apart is in a table that is not here")
    if canonical == character:
        return ""
    if "\uac00" <= character <= "\ud7a3" or len(canonical) == 1:
        return " ".join([f"{ord(part):04X}" for part in canonical])
    whole = normalize("NFC", character)
    if whole != character and len(whole) == 1:
        # Another way to write a character that is there already.
        return f"{ord(whole):04X}"
    first = normalize("NFC", canonical[:-1])
    return " ".join([f"{ord(part):04X}" for part in first + canonical[-1]])


def normalize(form, unistr, /):
    """The text in one of the forms NFC, NFD, NFKC and NFKD."""
    for place, value in enumerate((form, unistr), 1):
        if not isinstance(value, str):
            raise TypeError(f"normalize() argument {place} must be str, not {type(value).__name__}")
    if form not in _FORMS:
        raise ValueError("invalid normalization form")
    return _unicodedata.normalize(form, unistr)


def is_normalized(form, unistr, /):
    """Whether the text is in that form."""
    return normalize(form, unistr) == unistr


def _absent(name):
    def absent(character, /):
        _character(name, character)
        raise NotImplementedError(f"unicodedata.{name} needs a table that is not here")
    absent.__name__ = absent.__qualname__ = name
    return absent


bidirectional, east_asian_width, mirrored = map(_absent, ("bidirectional", "east_asian_width", "mirrored"))
