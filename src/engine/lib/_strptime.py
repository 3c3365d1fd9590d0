"""What `time.strptime` and `datetime.strptime` do. Names are those of the C locale; the time zone is UTC."""

import re
from datetime import date, timedelta, timezone

from _calendar_time import _DAYS, _MONTHS, struct_time


def _of(names):
    # Longer names first, so that none is taken for the beginning of another.
    return "(?:%s)" % "|".join(sorted(names, key=len, reverse=True))


_SHORT_DAYS, _SHORT_MONTHS = [day[:3] for day in _DAYS], [month[:3] for month in _MONTHS]
_ZONES = ("utc", "gmt")
_PATTERNS = {
    "a": _of(_SHORT_DAYS), "A": _of(_DAYS), "b": _of(_SHORT_MONTHS), "B": _of(_MONTHS), "p": "(?:am|pm)",
    "Y": r"\d{4}", "G": r"\d{4}", "y": r"\d{2}", "m": "1[0-2]|0[1-9]|[1-9]", "d": r"3[01]|[12]\d|0[1-9]|[1-9]| [1-9]",
    "H": r"2[0-3]|[01]\d|\d", "I": "1[0-2]|0[1-9]|[1-9]", "M": r"[0-5]\d|\d", "S": r"6[01]|[0-5]\d|\d",
    "f": "[0-9]{1,6}", "j": r"36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
    "U": r"5[0-3]|[0-4]\d|\d", "W": r"5[0-3]|[0-4]\d|\d", "V": r"5[0-3]|0[1-9]|[1-4]\d|\d", "w": "[0-6]", "u": "[1-7]",
    "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)", "Z": _of(_ZONES),
}
_WHOLE = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
# With these alone, and a year, nothing is left to find out.
_USUAL = frozenset("YmdHMSf")
_compiled = {}


def _compile(format):
    def pattern(match):
        blanks, code, other = match.groups()
        if blanks:
            return r"\s+"
        if other:
            return re.escape(other)
        if code == "%":
            return "%"
        if not code:
            raise ValueError(f"stray % in format '{format}'") from None
        if code in _WHOLE:
            return _translate(_WHOLE[code])
        if code not in _PATTERNS:
            raise ValueError(f"'{code}' is a bad directive in format '{format}'") from None
        return f"(?P<{code}>{_PATTERNS[code]})"

    def _translate(text):
        return re.sub(r"(\s+)|%(\S|\s|$)|([^\s%]+)", pattern, text)

    return re.compile(_translate(format), re.IGNORECASE)


def _zone_offset(text):
    # Seconds and microseconds.
    if text == "Z":
        return 0, 0
    parts = text[1:].partition(".")
    digits = parts[0].replace(":", "")
    if len(digits) == 6 and parts[0].count(":") == 1:
        # After minutes with a colon come seconds with one; the other way round too.
        if parts[0][2] == ":":
            raise ValueError(f"Inconsistent use of : in {text}")
        raise ValueError(f"invalid literal for int() with base 10: {parts[0][4:6]!r}")
    sign = -1 if text[0] == "-" else 1
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:] or 0)
    return sign * seconds, sign * int(parts[2].ljust(6, "0"))


def _match(data_string, format):
    for position, value in enumerate((data_string, format)):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {position} must be str, not {type(value)}")
    regex = _compiled.get(format)
    if regex is None:
        if len(_compiled) > 50:
            _compiled.clear()
        regex = _compiled[format] = _compile(format)
    match = regex.match(data_string)
    if match is None:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if match.end() != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[match.end():]}")
    return match.groupdict()


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """The values of struct_time with zone and offset, the fraction in microseconds, and the offset's."""
    return _values(_match(data_string, format))


def _values(found):
    number = {code: int(text) for code, text in found.items() if code in "YGymdHIMSjUWVwu"}.get
    year = number("Y")
    if "y" in found:
        year = number("y") + (2000 if number("y") <= 68 else 1900)
    month, day, of_year = number("m", 1), number("d", 1), number("j")
    for code, names in (("B", _MONTHS), ("b", _SHORT_MONTHS)):
        if code in found:
            month = names.index(found[code].capitalize()) + 1
    hour = number("H", 0)
    if "I" in found:
        hour = number("I") % 12 + (12 if found.get("p", "").lower() == "pm" else 0)
    fraction = int(found["f"].ljust(6, "0")) if "f" in found else 0
    weekday = None
    for code, names in (("A", _DAYS), ("a", _SHORT_DAYS)):
        if code in found:
            weekday = names.index(found[code].capitalize())
    if "w" in found:
        weekday = (number("w") + 6) % 7
    if "u" in found:
        weekday = number("u") - 1
    zone, offset, offset_fraction, saving = found.get("Z"), None, 0, -1
    if "z" in found:
        offset, offset_fraction = _zone_offset(found["z"])
    if zone is not None:
        saving = 0
    _check_weeks(found, year, of_year, weekday)

    # A leap day without a year is one, though 1900 has none.
    assumed = 1904 if year is None and "G" not in found and (month, day) == (2, 29) else None
    own = year
    year = assumed or 1900 if year is None else year
    if of_year is None and weekday is not None:
        if "G" in found:
            year = number("G")
            of_year = number("V") * 7 + weekday + 1 - date(year, 1, 4).isoweekday() - 3
        elif own is not None and ("U" in found or "W" in found):
            of_year = _of_week(year, number("U", number("W")), weekday, 6 if "U" in found else 0)
        if of_year is not None and of_year <= 0:
            year -= 1
            of_year += (date(year, 12, 31) - date(year, 1, 1)).days + 1
    if of_year is None:
        moment = date(year, month, day)
        of_year = moment.toordinal() - date(year, 1, 1).toordinal() + 1
    else:
        moment = date.fromordinal(date(year, 1, 1).toordinal() + of_year - 1)
        year, month, day = moment.year, moment.month, moment.day
    if weekday is None:
        weekday = moment.weekday()
    if assumed:
        year = 1900
    return (year, month, day, hour, number("M", 0), number("S", 0), weekday, of_year, saving, zone, offset), \
        fraction, offset_fraction


def _of_week(year, week, weekday, first):
    # The day of the year, of weeks that begin at weekday `first`; week 0 is what is before the first whole one.
    begin, weekday = (date(year, 1, 1).weekday() - first) % 7, (weekday - first) % 7
    return 1 + weekday - begin if week == 0 else 1 + weekday + -begin % 7 + (week - 1) * 7


def _check_weeks(found, year, of_year, weekday):
    days = "a weekday directive ('%A', '%a', '%w', or '%u')."
    if "G" in found:
        if of_year is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if "V" not in found or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and " + days)
    elif "V" in found:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and " + days)
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """As `time.struct_time`."""
    return struct_time(_strptime(data_string, format)[0])


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """As a `datetime` or of a class that derives from it."""
    found = _match(data_string, format)
    if _USUAL.issuperset(found) and "Y" in found:
        get = found.get
        fraction = get("f", "0")
        return cls(int(get("Y")), int(get("m", 1)), int(get("d", 1)), int(get("H", 0)), int(get("M", 0)),
                   int(get("S", 0)), int(fraction.ljust(6, "0")))
    values, fraction, offset_fraction = _values(found)
    zone, offset = values[9:]
    if offset is None:
        return cls(*values[:6], fraction)
    delta = timedelta(seconds=offset, microseconds=offset_fraction)
    return cls(*values[:6], fraction, timezone(delta, zone) if zone else timezone(delta))
