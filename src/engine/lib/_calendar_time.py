"""The calendar functions of `time`. The time zone is UTC."""

import time as _time

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]


class struct_time(tuple):
    """A moment as year, month, day, hour, minute, second, weekday, day of the year, daylight saving."""

    _names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")

    def __new__(cls, values):
        values = tuple(values)
        if len(values) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)")
        return tuple.__new__(cls, values[:9])

    def __getattr__(self, name):
        if name in self._names:
            return self[self._names.index(name)]
        if name == "tm_zone":
            return "UTC"
        if name == "tm_gmtoff":
            return 0
        raise AttributeError(f"'time.struct_time' object has no attribute '{name}'")

    def __repr__(self):
        return "time.struct_time(%s)" % ", ".join([f"{n}={v}" for n, v in zip(self._names, self)])


struct_time.__module__ = "time"


def _days_from_civil(year, month, day):
    # Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible date algorithms").
    if month <= 2:
        year -= 1
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _civil_from_days(days):
    days += 719468
    era = days // 146097
    of_era = days - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return year_of_era + era * 400 + (1 if month <= 2 else 0), month, day


def gmtime(seconds=None, /):
    """A moment in UTC."""
    if seconds is None:
        seconds = _time.time()
    seconds = int(seconds // 1)
    days, rest = divmod(seconds, 86400)
    year, month, day = _civil_from_days(days)
    of_year = days - _days_from_civil(year, 1, 1) + 1
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, of_year, 0))


localtime = gmtime


def mktime(t, /):
    """Seconds since the epoch."""
    year, month, day, hour, minute, second = t[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return float(_days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second)


def asctime(t=None, /):
    """A moment as text."""
    if t is None:
        t = gmtime()
    return "%s %s %2d %02d:%02d:%02d %d" % (_DAYS[t[6]][:3], _MONTHS[t[1] - 1][:3], t[2], t[3], t[4], t[5], t[0])


def ctime(seconds=None, /):
    """A moment as text."""
    return asctime(gmtime(seconds))


def _directive(code, t, microsecond):
    hour12 = t[3] % 12 or 12
    if code == "f":
        return "%06d" % microsecond if microsecond is not None else "%f"
    table = {
        "a": lambda: _DAYS[t[6]][:3], "A": lambda: _DAYS[t[6]], "b": lambda: _MONTHS[t[1] - 1][:3],
        "B": lambda: _MONTHS[t[1] - 1], "h": lambda: _MONTHS[t[1] - 1][:3], "c": lambda: asctime(t),
        "d": lambda: "%02d" % t[2], "e": lambda: "%2d" % t[2], "H": lambda: "%02d" % t[3],
        "I": lambda: "%02d" % hour12, "j": lambda: "%03d" % t[7], "m": lambda: "%02d" % t[1],
        "M": lambda: "%02d" % t[4], "p": lambda: "AM" if t[3] < 12 else "PM", "S": lambda: "%02d" % t[5],
        "U": lambda: "%02d" % ((t[7] + 6 - (t[6] + 1) % 7) // 7), "W": lambda: "%02d" % ((t[7] + 6 - t[6]) // 7),
        "w": lambda: "%d" % ((t[6] + 1) % 7), "u": lambda: "%d" % (t[6] + 1),
        "x": lambda: "%02d/%02d/%02d" % (t[1], t[2], t[0] % 100), "X": lambda: "%02d:%02d:%02d" % (t[3], t[4], t[5]),
        "y": lambda: "%02d" % (t[0] % 100), "Y": lambda: "%d" % t[0], "z": lambda: "+0000", "Z": lambda: "UTC",
        "D": lambda: "%02d/%02d/%02d" % (t[1], t[2], t[0] % 100), "F": lambda: "%d-%02d-%02d" % (t[0], t[1], t[2]),
        "T": lambda: "%02d:%02d:%02d" % (t[3], t[4], t[5]), "R": lambda: "%02d:%02d" % (t[3], t[4]),
        "G": lambda: "%d" % _iso_week(t)[0], "V": lambda: "%02d" % _iso_week(t)[1], "C": lambda: "%02d" % (t[0] // 100),
        "r": lambda: "%02d:%02d:%02d %s" % (hour12, t[4], t[5], "AM" if t[3] < 12 else "PM"),
        "s": lambda: "%d" % mktime(t), "n": lambda: "\n", "t": lambda: "\t", "%": lambda: "%",
    }
    return table[code]() if code in table else "%" + code


def _iso_week(t):
    # Year and number of the week, which belongs to the year of its Thursday.
    week = (t[7] - t[6] + 9) // 7
    year = t[0]

    def weeks(year):
        # Thursdays of a year: 53 if it begins or ends with one.
        return 53 if any((y + y // 4 - y // 100 + y // 400) % 7 == day for y, day in ((year, 4), (year - 1, 3))) else 52

    if week < 1:
        return year - 1, weeks(year - 1)
    if week > weeks(year):
        return year + 1, 1
    return year, week


def _format(format, t, microsecond=None, extra=None):
    parts = []
    position = 0
    while position < len(format):
        char = format[position]
        position += 1
        if char == "%" and position < len(format):
            code = format[position]
            position += 1
            if code == "-" and position < len(format):
                # As glibc: without the zeros or blanks before it.
                text = _directive(format[position], t, microsecond)
                position += 1
                parts.append(text.lstrip("0 ") or "0" if text.strip().isdigit() else text)
                continue
            if extra and code in extra:
                parts.append(extra[code])
            else:
                parts.append(_directive(code, t, microsecond))
        else:
            parts.append(char)
    return "".join(parts)


def strftime(format, t=None, /):
    """A moment in a format."""
    return _format(format, gmtime() if t is None else t)


def _parse(text, format):
    # Values by directive; ValueError as CPython words it.
    values = {}
    mismatch = ValueError(f"time data {text!r} does not match format {format!r}")
    place = 0
    i = 0
    widths = {"d": 2, "m": 2, "H": 2, "I": 2, "M": 2, "S": 2, "y": 2, "Y": 4, "j": 3, "f": 6, "w": 1}
    while i < len(format):
        char = format[i]
        i += 1
        if char.isspace():
            while place < len(text) and text[place].isspace():
                place += 1
            continue
        if char != "%":
            if place >= len(text) or text[place] != char:
                raise mismatch
            place += 1
            continue
        code = format[i]
        i += 1
        if code in widths:
            end = place
            while end < len(text) and end - place < widths[code] and text[end].isdigit():
                end += 1
            if end == place:
                raise mismatch
            digits = text[place:end]
            values[code] = int(digits) * 10 ** (6 - len(digits)) if code == "f" else int(digits)
            place = end
        elif code in "aAbBh":
            names = _DAYS if code in "aA" else _MONTHS
            for number, name in enumerate(names):
                name = name if code in "AB" else name[:3]
                if text[place:place + len(name)].lower() == name.lower():
                    values["b" if names is _MONTHS else "a"] = number + (1 if names is _MONTHS else 0)
                    place += len(name)
                    break
            else:
                raise mismatch
        elif code == "p":
            half = text[place:place + 2].lower()
            if half not in ("am", "pm"):
                raise mismatch
            values["p"] = half
            place += 2
        elif code == "z":
            if text[place:place + 1] == "Z":
                values["z"] = 0
                place += 1
            else:
                part = text[place:place + 6] if text[place + 3:place + 4] == ":" else text[place:place + 5]
                digits = part[1:].replace(":", "")
                if part[:1] not in ("+", "-") or not digits.isdigit():
                    raise mismatch
                values["z"] = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if part[0] == "-" else 1)
                place += len(part)
        elif code == "Z":
            values["Z"] = text[place:place + 3]
            place += 3
        elif code == "%":
            if text[place:place + 1] != "%":
                raise mismatch
            place += 1
        else:
            sub = {"T": "%H:%M:%S", "F": "%Y-%m-%d", "D": "%m/%d/%y", "R": "%H:%M", "X": "%H:%M:%S",
                   "x": "%m/%d/%y", "c": "%a %b %d %H:%M:%S %Y"}.get(code)
            if sub is None:
                raise ValueError(f"'{code}' is a bad directive in format '{format}'")
            format = format[:i] + sub + format[i:]
    if place != len(text):
        raise ValueError(f"unconverted data remains: {text[place:]}")
    year = values.get("Y")
    if year is None:
        year = values.get("y")
        year = 1900 if year is None else year + (2000 if year < 69 else 1900)
    hour = values.get("H", 0)
    if "I" in values:
        hour = values["I"] % 12 + (12 if values.get("p") == "pm" else 0)
    fields = (year, values.get("m", values.get("b", 1)), values.get("d", 1), hour, values.get("M", 0), values.get("S", 0))
    return fields, values.get("f", 0), values.get("z")


def strptime(text, format="%a %b %d %H:%M:%S %Y", /):
    """The moment that a text in a format tells."""
    fields, _, _ = _parse(text, format)
    days = _days_from_civil(*fields[:3])
    return struct_time((*fields, (days + 3) % 7, days - _days_from_civil(fields[0], 1, 1) + 1, -1))


def get_clock_info(name, /):
    """What a clock is like."""
    from types import SimpleNamespace
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return SimpleNamespace(implementation="interleave", monotonic=name != "time", adjustable=name == "time",
                           resolution=1e-9)


CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = 0, 1, 2, 3


def clock_gettime(clock, /):
    """A clock by its number."""
    clocks = [_time.time, _time.monotonic, _time.process_time, _time.thread_time]
    return clocks[clock]()


def clock_gettime_ns(clock, /):
    """A clock by its number, in nanoseconds."""
    return int(clock_gettime(clock) * 1e9)
