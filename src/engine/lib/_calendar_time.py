"""The calendar functions of `time`. The time zone is UTC."""

import time as _time
from operator import index as _index

from _collections import _tuplegetter

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]
# Formatted once: a table is much quicker than a format.
_TWO = [f"{number:02d}" for number in range(100)]


class struct_time(tuple):
    """A moment as year, month, day, hour, minute, second, weekday, day of the year, daylight saving."""

    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0
    __match_args__ = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
    tm_zone = tm_gmtoff = None

    def __new__(cls, sequence, dict=None):
        values = tuple(sequence)
        if not 9 <= len(values) <= 11:
            bound = "least 9" if len(values) < 9 else "most 11"
            raise TypeError(f"time.struct_time() takes an at {bound}-sequence ({len(values)}-sequence given)")
        self = tuple.__new__(cls, values[:9])
        if len(values) > 9 or dict:
            self.__dict__.update(zip(("tm_zone", "tm_gmtoff"), values[9:]), **(dict or {}))
        return self

    def __setattr__(self, name, value):
        if name in struct_time.__dict__:
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'time.struct_time' object has no attribute '{name}'")

    def __repr__(self):
        return "time.struct_time(%s)" % ", ".join([f"{n}={v}" for n, v in zip(self.__match_args__, self)])

    def __reduce__(self):
        return struct_time, (tuple(self), {"tm_zone": self.tm_zone, "tm_gmtoff": self.tm_gmtoff})


for _place, _name in enumerate(struct_time.__match_args__):
    setattr(struct_time, _name, _tuplegetter(_place, None))
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
    return _broken_down(seconds, "GMT")


def localtime(seconds=None, /):
    """A moment in local time, which is UTC."""
    return _broken_down(seconds, "UTC")


def _broken_down(seconds, zone):
    if seconds is None:
        seconds = _time.time()
    if isinstance(seconds, float):
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
        if abs(seconds) < 2**63:
            seconds = int(seconds // 1)
    elif not isinstance(seconds, int):
        seconds = _index(seconds)
    if not -2**63 <= seconds < 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    days, rest = seconds // 86400, seconds % 86400
    year, month, day = _civil_from_days(days)
    if not -2**31 <= year - 1900 < 2**31:
        raise OSError(75, "Value too large for defined data type")
    of_year = days - _days_from_civil(year, 1, 1) + 1
    made = tuple.__new__(struct_time, (year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7,
                                       of_year, 0))
    known = made.__dict__
    known["tm_zone"], known["tm_gmtoff"] = zone, 0
    return made


def _values(t, name):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{name}(): illegal time tuple argument")
    values = [value if type(value) is int else _index(value) for value in t]
    if max(values) >= 2**31 or min(values) < -2**31:
        value = [value for value in values if not -2**31 <= value < 2**31][0]
        if not -2**63 <= value < 2**63:
            raise OverflowError("Python int too large to convert to C long")
        raise OverflowError(f"signed integer is {'greater than maximum' if value > 0 else 'less than minimum'}")
    if values[0] < 1900 - 2**31:
        raise OverflowError("year out of range")
    return values


def _checked(t, name):
    # Month, day and day of the year may be 0, which stands for 1.
    values = _values(t, name)
    _, month, day, hour, minute, second, weekday, of_year, _ = values
    if not (0 < month <= 12 and 0 < day <= 31 and 0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 61
            and 0 <= weekday <= 6 and 0 < of_year <= 366):
        for place, least, most, what in ((1, 0, 12, "month"), (2, 0, 31, "day of month"), (3, 0, 23, "hour"),
                                         (4, 0, 59, "minute"), (5, 0, 61, "seconds"), (6, -1, 2**31, "day of week"),
                                         (7, 0, 366, "day of year")):
            if not least <= values[place] <= most:
                raise ValueError(f"{what} out of range")
            if place in (1, 2, 7):
                values[place] = values[place] or 1
        values[6] %= 7
    return values


def mktime(t, /):
    """Seconds since the epoch."""
    year, month, day, hour, minute, second = _values(t, "mktime")[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    seconds = _days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    if not -2**31 <= _civil_from_days(seconds // 86400)[0] - 1900 < 2**31:
        raise OverflowError("mktime argument out of range")
    return float(seconds)


def asctime(t=None, /):
    """A moment as text."""
    t = _checked(localtime() if t is None else t, "asctime")
    return _format("%a %b %e %H:%M:%S %Y", t)


def ctime(seconds=None, /):
    """A moment as text."""
    return asctime(localtime(seconds))


# What follows "%", of the values of a struct_time.
_DIRECTIVES = {
    "a": lambda t: _DAYS[t[6]][:3], "A": lambda t: _DAYS[t[6]], "b": lambda t: _MONTHS[t[1] - 1][:3],
    "B": lambda t: _MONTHS[t[1] - 1], "h": lambda t: _MONTHS[t[1] - 1][:3],
    "c": lambda t: _format("%a %b %e %H:%M:%S %Y", t),
    "d": lambda t: _TWO[t[2]], "e": lambda t: f"{t[2]:2d}", "H": lambda t: _TWO[t[3]], "k": lambda t: f"{t[3]:2d}",
    "I": lambda t: _TWO[t[3] % 12 or 12], "l": lambda t: f"{t[3] % 12 or 12:2d}", "j": lambda t: f"{t[7]:03d}",
    "m": lambda t: _TWO[t[1]], "M": lambda t: _TWO[t[4]], "p": lambda t: "AM" if t[3] < 12 else "PM",
    "P": lambda t: "am" if t[3] < 12 else "pm", "S": lambda t: _TWO[t[5]],
    "U": lambda t: _TWO[(t[7] + 6 - (t[6] + 1) % 7) // 7], "W": lambda t: _TWO[(t[7] + 6 - t[6]) // 7],
    "w": lambda t: str((t[6] + 1) % 7), "u": lambda t: str(t[6] + 1), "y": lambda t: _TWO[t[0] % 100],
    "Y": lambda t: str(t[0]), "C": lambda t: str(t[0] // 100), "G": lambda t: str(_iso_week(t)[0]),
    "g": lambda t: _TWO[_iso_week(t)[0] % 100], "V": lambda t: _TWO[_iso_week(t)[1]],
    "x": lambda t: _format("%m/%d/%y", t), "D": lambda t: _format("%m/%d/%y", t),
    "F": lambda t: f"{t[0]}-{_TWO[t[1]]}-{_TWO[t[2]]}", "X": lambda t: f"{_TWO[t[3]]}:{_TWO[t[4]]}:{_TWO[t[5]]}",
    "T": lambda t: f"{_TWO[t[3]]}:{_TWO[t[4]]}:{_TWO[t[5]]}", "R": lambda t: f"{_TWO[t[3]]}:{_TWO[t[4]]}",
    "r": lambda t: _format("%I:%M:%S %p", t), "s": lambda t: str(int(mktime(tuple(t)))), "n": lambda t: "\n",
    "t": lambda t: "\t", "z": lambda t: "", "Z": lambda t: "",
}


def _iso_week(t):
    from _time_more import iso_week
    return iso_week(t)


_plans = {}


def _format(format, t, extra=None):
    # `extra` is asked for what the values do not tell.
    plan = _plans.get(format)
    if plan is None:
        if len(_plans) > 50:
            _plans.clear()
        plan = _plans[format] = _plan(format)
    texts = []
    for text, directive in plan:
        if directive is None:
            pass
        elif type(directive) is not str:
            texts.append(directive(t))
        elif extra is not None:
            texts.append(extra(directive))
        texts.append(text)
    return "".join(texts)


def _plan(format):
    # Pairs of a directive and the text after it: a function of the values, the code of what they do not tell, or None.
    parts = format.split("%")
    plan = [(parts[0], None)]
    place, count = 1, len(parts)
    while place < count:
        part = parts[place]
        place += 1
        code = part[:1]
        if not code:
            # Two in a row, or one at the end.
            plan.append(("%" + parts[place] if place < count else "%", None))
            place += 1
        elif code in "fzZ":
            plan.append((part[1:], code))
        elif code in _DIRECTIVES:
            plan.append((part[1:], _DIRECTIVES[code]))
        else:
            plan.append(("", lambda t, part=part: _flagged(part, t)))
    return plan


def _flagged(part, t):
    from _time_more import flagged
    return flagged(part, t)


def strftime(format, t=None, /):
    """A moment in a format."""
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    if "\0" in format:
        raise ValueError("embedded null character")
    if t is None:
        t = localtime()
    values = _checked(t, "strftime")
    return _format(format, values, lambda code: _zone_text(t, code))


def _zone_text(t, code):
    zone, offset = (t.tm_zone, t.tm_gmtoff) if isinstance(t, struct_time) else (None, None)
    if code == "f":
        return "%f"
    if code == "Z":
        return "UTC" if zone is None and t[8] >= 0 else zone or ""
    minutes = abs(offset or 0) // 60
    return f"{'-' if (offset or 0) < 0 else '+'}{_TWO[minutes // 60]}{_TWO[minutes % 60]}" if t[8] >= 0 else ""


def strptime(data_string, format="%a %b %d %H:%M:%S %Y", /):
    """The moment that a text in a format tells."""
    from _strptime import _strptime_time
    return _strptime_time(data_string, format)


def tzset():
    """Local time is UTC, whatever the environment says."""


def get_clock_info(name, /):
    """What a clock is like."""
    from _time_more import get_clock_info
    return get_clock_info(name)


CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = 0, 1, 2, 3
CLOCK_MONOTONIC_RAW = 4


def clock_gettime(clk_id, /):
    """A clock by its number."""
    from _time_more import clock
    return clock(clk_id)()


def clock_gettime_ns(clk_id, /):
    """A clock by its number, in nanoseconds."""
    from _time_more import clock
    return round(clock(clk_id)() * 1e9)


def clock_getres(clk_id, /):
    """The finest difference that a clock tells."""
    from _time_more import clock
    clock(clk_id)
    return 1e-9
