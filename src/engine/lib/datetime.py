"""Dates and times: the `datetime` module as CPython 3.11 documents it. Local time is UTC."""

import time as _time
from math import floor as _floor, modf as _modf
from operator import index as _index

from _collections import _tuplegetter
from _calendar_time import _TWO, _civil_from_days, _format, struct_time as _struct_time

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR, MAXYEAR = 1, 9999
# The days before each month, from where the leap days before it are those up to its year, or in January and February to
# the one before.
_BEFORE = (0, 0, 31, -306, -275, -245, -214, -184, -153, -122, -92, -61, -31)
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Moments are microseconds, counted so that a day's ordinal is their quotient by a day's length.
_DAY = 86400000000
_EPOCH = 719163 * _DAY
_END = 3652060 * _DAY
_MISSING = object()
_new = object.__new__


def _half_even(numerator, denominator):
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, rest = divmod(numerator, denominator)
    doubled = rest * 2
    if doubled > denominator or (doubled == denominator and quotient % 2):
        quotient += 1
    return quotient


def _delta(us):
    if not -86399999913600000000 <= us < 86400000000000000000:
        days = us // _DAY
        if not -2**31 <= days < 2**31:
            raise OverflowError("Python int too large to convert to C int")
        raise OverflowError(f"days={days}; must have magnitude <= 999999999")
    self = _new(timedelta)
    self._us = us
    return self


class timedelta:
    """A span of time, in microseconds."""

    __slots__ = ("_us",)

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        try:
            us = (weeks * 7 + days) * _DAY + hours * 3600000000 + minutes * 60000000 + seconds * 1000000 \
                + milliseconds * 1000 + microseconds
        except TypeError:
            us = None
        if type(us) is not int:
            us = _span(microseconds, milliseconds, seconds, minutes, hours, days, weeks)
        if not -10**18 < us < 10**18:
            _delta(us)
        self = _new(cls)
        self._us = us
        return self

    days = property(lambda self: self._us // _DAY)
    seconds = property(lambda self: self._us % _DAY // 1000000)
    microseconds = property(lambda self: self._us % 1000000)

    def total_seconds(self):
        """All in seconds."""
        return self._us / 1000000

    def __repr__(self):
        parts = []
        for name in ("days", "seconds", "microseconds"):
            value = getattr(self, name)
            if value:
                parts.append(f"{name}={value}")
        return f"{_named(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        us = self._us % _DAY
        minutes = us // 60000000
        text = f"{minutes // 60}:{_TWO[minutes % 60]}:{_TWO[us // 1000000 % 60]}"
        days = self._us // _DAY
        if days:
            text = f"{days} day{'' if abs(days) == 1 else 's'}, {text}"
        return text + f".{us % 1000000:06d}" if us % 1000000 else text

    def __add__(self, other):
        return _delta(self._us + other._us) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return _delta(self._us - other._us) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return _delta(other._us - self._us) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._us)

    def __pos__(self):
        return _delta(self._us)

    def __abs__(self):
        return _delta(abs(self._us))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _delta(_half_even(self._us * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        if isinstance(other, int):
            return _delta(self._us // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            return _delta(_half_even(self._us, other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _delta(_half_even(self._us * b, a))
        return NotImplemented

    def __mod__(self, other):
        return _delta(self._us % other._us) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        quotient, rest = divmod(self._us, other._us)
        return quotient, _delta(rest)

    def __eq__(self, other):
        return self._us == other._us if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us < other._us if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us <= other._us if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us > other._us if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us >= other._us if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        us = self._us
        return hash((us // _DAY, us % _DAY // 1000000, us % 1000000))

    def __bool__(self):
        return self._us != 0

    def __reduce__(self):
        return type(self), (self.days, self.seconds, self.microseconds)


_UNITS = ("microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "weeks")
_LENGTH_OF = (1, 1000, 1000000, 60000000, 3600000000, _DAY, 7 * _DAY)


def _span(*components):
    # The microseconds of components that are not all plain ints.
    whole, rest = 0, 0.0
    for value, unit, name in zip(components, _LENGTH_OF, _UNITS):
        if type(value) is int:
            whole += value * unit
        elif isinstance(value, int):
            whole += int(value) * unit
        elif isinstance(value, float):
            fraction, integer = _modf(value)
            whole += int(integer) * unit
            if fraction:
                fraction, integer = _modf(fraction * unit)
                whole += int(integer)
                rest += fraction
        else:
            raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
    rounded = round(rest)
    # A half goes to where the sum is even.
    if abs(rest - rounded) == 0.5 and (whole + rounded) % 2:
        rounded += 1 if rest > rounded else -1
    return whole + rounded


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _named(value):
    cls = type(value)
    return f"datetime.{cls.__name__}" if cls in _CLASSES else cls.__name__


class tzinfo:
    """A time zone."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return _new(cls)

    def tzname(self, dt, /):
        """Its name."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt, /):
        """How far it is ahead of UTC."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt, /):
        """Daylight saving."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt, /):
        """The local time of a moment in UTC."""
        _check_utc(self, dt)
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        saving = dt.dst()
        if saving is None:
            raise ValueError("fromutc: non-None dst() result required")
        # What the zone adds all year first: then the rest is that of local time.
        dt += offset - saving
        saving = dt.dst()
        if saving is None:
            raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + saving

    def __reduce__(self):
        get = getattr(self, "__getinitargs__", None)
        return type(self), () if get is None else get(), self.__getstate__()


_tzinfo = tzinfo


def _check_utc(zone, moment):
    if not isinstance(moment, datetime):
        raise TypeError("fromutc: argument must be a datetime")
    if moment._tzinfo is not zone:
        raise ValueError("fromutc: dt.tzinfo is not self")


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")


def _ask(zone, name, moment):
    # A zone's utcoffset() or dst().
    if zone is None:
        return None
    offset = getattr(zone, name)(moment)
    if offset is None or type(zone) is timezone:
        return offset
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or timedelta, not '{_type_name(offset)}'")
    if not -_DAY < offset._us < _DAY:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
    return offset


def _ask_name(zone, moment):
    if zone is None:
        return None
    name = zone.tzname(moment)
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{_type_name(name)}'")
    return name


def _offset_text(offset, separator=":"):
    if offset is None:
        return ""
    us = offset._us
    sign = "-" if us < 0 else "+"
    us = abs(us)
    seconds, us = us // 1000000, us % 1000000
    text = f"{sign}{_TWO[seconds // 3600]}{separator}{_TWO[seconds // 60 % 60]}"
    if seconds % 60 or us:
        text += separator + _TWO[seconds % 60]
    return f"{text}.{us:06d}" if us else text


def _check_moment(moment, name):
    if moment is not None and not isinstance(moment, datetime):
        raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(moment).__name__}")


class timezone(tzinfo):
    """A fixed distance from UTC."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=_MISSING):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {_type_name(offset)}")
        if name is _MISSING:
            if not offset._us:
                return UTC
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {_type_name(name)}")
        if not -_DAY < offset._us < _DAY:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        return _zone(offset, name)

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def utcoffset(self, dt, /):
        """How far it is ahead of UTC."""
        _check_moment(dt, "utcoffset")
        return self._offset

    def tzname(self, dt, /):
        """Its name."""
        _check_moment(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset._us else "UTC"

    def dst(self, dt, /):
        """None."""
        _check_moment(dt, "dst")

    def fromutc(self, dt, /):
        """The local time of a moment in UTC."""
        _check_utc(self, dt)
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is UTC:
            return "datetime.timezone.utc"
        return f"datetime.timezone({', '.join(map(repr, self.__getinitargs__()))})"

    def __str__(self):
        return self.tzname(None)

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __getstate__(self):
        return None


def _zone(offset, name=None):
    self = _new(timezone)
    self._offset, self._name = offset, name
    return self


UTC = timezone.utc = _zone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


def _type_name(value):
    return _named(value) if type(value) in _CLASSES else type(value).__name__


def _ints(**values):
    # Arguments as C takes ints.
    result = []
    for position, (name, value) in enumerate(values.items(), 1):
        if value is _MISSING:
            raise TypeError(f"function missing required argument '{name}' (pos {position})")
        value = int(_index(value))
        if not -2**63 <= value < 2**63:
            raise OverflowError("Python int too large to convert to C long")
        if not -2**31 <= value < 2**31:
            word = "greater than maximum" if value > 0 else "less than minimum"
            raise OverflowError(f"signed integer is {word}")
        result.append(value)
    return result


def _whole(value):
    # One argument as C takes an int.
    return _ints(value=value)[0]


def _ordinal(year, month, day, check=True):
    if check and not (0 < year <= 9999 and 0 < month <= 12 and 0 < day and (day <= 28 or day <= _length(year, month))):
        _ints(year=year, month=month, day=day)
        if not 0 < year <= 9999:
            raise ValueError(f"year {year} is out of range")
        raise ValueError("day is out of range for month" if 0 < month <= 12 else "month must be in 1..12")
    y = year if month > 2 else year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 + _BEFORE[month] + day


def _length(year, month):
    return 29 if month == 2 and not year % 4 and (year % 100 or not year % 400) else _LENGTHS[month]


def _clock(hour, minute, second, microsecond, fold):
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= microsecond < 1000000
            and (fold == 0 or fold == 1)):
        for name, value, limit in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59),
                                   ("microsecond", microsecond, 999999)):
            if not 0 <= value <= limit:
                raise ValueError(f"{name} must be in 0..{limit}")
        raise ValueError("fold must be either 0 or 1")
    return hour * 3600000000 + minute * 60000000 + second * 1000000 + microsecond


def _pickled(state, kind, length, place, high):
    # The bytes of a pickle, which constructors take in place of fields; `high` is the least number that their first field
    # cannot be. Python 2 wrote them as text.
    if not isinstance(state, (bytes, str)) or len(state) != length:
        return None
    first = state[place] if type(state) is bytes else ord(state[place:place + 1])
    if not (kind == "time" or 1 <= first & 127) or (first & 127 if kind != "date" else first) >= high:
        return None
    if isinstance(state, str):
        try:
            state = state.encode("latin-1")
        except UnicodeEncodeError:
            raise ValueError(f"Failed to encode latin1 string when unpickling a {kind} object. "
                             "pickle.load(data, encoding='latin1') is assumed.") from None
    return state


def _clock_bytes(us):
    seconds, us = divmod(us % _DAY, 1000000)
    return bytes((seconds // 3600, seconds // 60 % 60, seconds % 60, us >> 16, us >> 8 & 255, us & 255))


def _clock_of(state):
    hour, minute, second, high, middle, low = state
    return (hour * 60 + minute) * 60000000 + second * 1000000 + (high << 16 | middle << 8 | low)


def _microseconds(timestamp):
    # The moment, from seconds since 1970.
    if isinstance(timestamp, float):
        if timestamp != timestamp:
            raise ValueError("Invalid value NaN (not a number)")
        fraction, whole = _modf(timestamp)
        fraction = round(fraction * 1e6)
    else:
        fraction, whole = 0, _index(timestamp)
    if not -2**63 <= whole < 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    us = int(whole) * 1000000 + fraction + _EPOCH
    if not _DAY <= us < _END:
        raise ValueError(f"year {_civil_from_days(us // _DAY - 719163)[0]} is out of range")
    return us


def _civil(self):
    self._ymd = ymd = _civil_from_days(self._us // _DAY - 719163)
    return ymd


def _date(us):
    self = _new(date)
    self._us = us
    self._ymd = None
    return self


def _any_date(cls, n):
    # By its ordinal, of whatever class.
    if not 1 <= n <= 3652059:
        raise ValueError(f"year {_civil_from_days(n - 719163)[0]} is out of range")
    return _date(n * _DAY) if cls is date else cls(*_civil_from_days(n - 719163))


class date:
    """A day."""

    __slots__ = ("_us", "_ymd")

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING):
        state = _pickled(year, "date", 4, 2, 13) if month is _MISSING else None
        try:
            plain = state is None and type(year | month | day) is int
        except TypeError:
            plain = False
        if not plain:
            if state is None:
                year, month, day = _ints(year=year, month=month, day=day)
            else:
                # As CPython, which takes these without a look.
                plain, year, month, day = None, state[0] << 8 | state[1], state[2], state[3]
        self = _new(cls)
        self._us = _ordinal(year, month, day, plain is not None) * _DAY
        self._ymd = year + 0, month + 0, day + 0
        return self

    year = property(lambda self: (self._ymd or _civil(self))[0])
    month = property(lambda self: (self._ymd or _civil(self))[1])
    day = property(lambda self: (self._ymd or _civil(self))[2])

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The day of a moment."""
        if isinstance(timestamp, float) and abs(timestamp) < 2**63:
            timestamp = _floor(timestamp)
        return _any_date(cls, _microseconds(timestamp) // _DAY)

    @classmethod
    def today(cls):
        """The present day."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """The day of a number."""
        ordinal = _whole(ordinal)
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        return _any_date(cls, ordinal)

    @classmethod
    def fromisoformat(cls, string, /):
        """The day in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        day = _iso_day(string)
        if day is None:
            raise ValueError(f"Invalid isoformat string: {string!r}")
        return cls(*day)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of a week."""
        try:
            numbers = _ints(year=year, week=week, day=day)
        except OverflowError:
            raise ValueError("ISO calendar component out of range") from None
        return _any_date(cls, _week_day(*numbers))

    def toordinal(self):
        """The number of the day."""
        return self._us // _DAY

    def weekday(self):
        """0 for Monday."""
        return (self._us // _DAY + 6) % 7

    def isoweekday(self):
        """1 for Monday."""
        return (self._us // _DAY + 6) % 7 + 1

    def isocalendar(self):
        """Year, week and day of ISO 8601."""
        n = self._us // _DAY
        day = (n + 6) % 7
        # A week belongs to the year of its Thursday.
        year = _civil_from_days(n - day + 3 - 719163)[0]
        return _IsoCalendarDate(year, (n - _first_monday(year)) // 7 + 1, day + 1)

    def timetuple(self):
        """As `time.struct_time`."""
        return _struct_time(_nine(self, -1))

    def ctime(self):
        """As text."""
        t = _nine(self, -1)
        return _format("%a %b %e %H:%M:%S ", t) + f"{t[0]:04d}"

    def isoformat(self):
        """In ISO 8601."""
        year, month, day = self._ymd or _civil(self)
        return f"{year:04d}-{_TWO[month]}-{_TWO[day]}"

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        """In a format."""
        plain = type(self) is date or type(self) is datetime and self._tzinfo is None
        return _format_any(self, format, _nine(self, -1) if plain else self.timetuple())

    def __format__(self, format_spec, /):
        return _by_spec(self, format_spec)

    def replace(self, year=None, month=None, day=None):
        """With other fields."""
        own = self._ymd or _civil(self)
        return type(self)(own[0] if year is None else year, own[1] if month is None else month,
                          own[2] if day is None else day)

    def __repr__(self):
        return f"{_named(self)}{self._ymd or _civil(self)}"

    def __eq__(self, other):
        return self._us // _DAY == other._us // _DAY if isinstance(other, date) else NotImplemented

    def __lt__(self, other):
        return self._us // _DAY < other._us // _DAY if isinstance(other, date) else NotImplemented

    def __le__(self, other):
        return self._us // _DAY <= other._us // _DAY if isinstance(other, date) else NotImplemented

    def __gt__(self, other):
        return self._us // _DAY > other._us // _DAY if isinstance(other, date) else NotImplemented

    def __ge__(self, other):
        return self._us // _DAY >= other._us // _DAY if isinstance(other, date) else NotImplemented

    def __hash__(self):
        return hash(self._us)

    def __add__(self, other):
        return _moved(self, other._us // _DAY) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return _moved(self, -(other._us // _DAY))
        if isinstance(other, date) and not isinstance(other, datetime):
            return _delta(self._us - other._us)
        return NotImplemented

    def __rsub__(self, other):
        return NotImplemented

    def __reduce__(self):
        year, month, day = self._ymd or _civil(self)
        return type(self), (bytes((year >> 8, year & 255, month, day)),)


def _moved(self, days):
    n = self._us // _DAY + days
    if not 1 <= n <= 3652059:
        raise OverflowError("date value out of range")
    return _any_date(type(self), n)


def _day_bytes(self, fold=0):
    year, month, day = self._ymd or _civil(self)
    return bytes((year >> 8, year & 255, month | fold << 7, day))


def _nine(self, saving):
    # The values of struct_time.
    year, month, day = self._ymd or _civil(self)
    us = self._us
    n, seconds = us // _DAY, us // 1000000 % 86400
    return (year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, (n + 6) % 7,
            n - _ordinal(year, 1, 1) + 1, saving)


def _format_any(self, format, t):
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {_type_name(format)}")
    return _format(format, t, lambda code: _directive(self, code))


def _directive(self, code):
    # What a struct_time does not know.
    if code == "f":
        return f"{self._us % 1000000:06d}"
    if not isinstance(self, (datetime, time)):
        return ""
    moment = self if isinstance(self, datetime) else None
    if code == "z":
        return _offset_text(_ask(self._tzinfo, "utcoffset", moment), "")
    name = _ask_name(self._tzinfo, moment)
    name = "" if name is None else name.replace("%", "%%")
    if not isinstance(name, str):
        raise TypeError("tzname.replace() did not return a string")
    return name.replace("%%", "%")


def _by_spec(self, spec):
    if not isinstance(spec, str):
        raise TypeError(f"__format__() argument 1 must be str, not {_type_name(spec)}")
    return self.strftime(spec) if spec else str(self)


def _first_monday(year):
    # The ordinal of the Monday of its first week, which has the fourth of January.
    fourth = _ordinal(year, 1, 4)
    return fourth - (fourth + 6) % 7


def _week_day(year, week, day):
    if not 1 <= year <= 9999:
        raise ValueError(f"Year is out of range: {year}")
    first = _first_monday(year)
    # A year of 53 weeks ends with or after the last one's Thursday.
    if not 1 <= week <= (53 if first + 7 * 52 + 3 <= _ordinal(year, 12, 31) else 52):
        raise ValueError(f"Invalid week: {week}")
    if not 1 <= day <= 7:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    return first + (week - 1) * 7 + day - 1


class _IsoCalendarDate(tuple):
    """What `isocalendar` returns."""

    __slots__ = ()

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    year, week, weekday = _tuplegetter(0, None), _tuplegetter(1, None), _tuplegetter(2, None)

    def __repr__(self):
        return f"{_named(self)}(year={self[0]}, week={self[1]}, weekday={self[2]})"

    def __reduce__(self):
        return tuple, (tuple(self),)


_IsoCalendarDate.__name__ = _IsoCalendarDate.__qualname__ = "IsoCalendarDate"
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)

_iso = []


def _patterns():
    # Of a day and of a time of day with its zone.
    if not _iso:
        import re
        _iso.append(re.compile("([0-9]{4})(?:-([0-9]{2})-([0-9]{2})|([0-9]{2})([0-9]{2})"
                               "|-W([0-9]{2})(?:-([0-9])|$)|W([0-9]{2})(?:([0-9])|$))"))
        clock = "([0-9]{2})(?::([0-9]{2})(?::([0-9]{2}))?|([0-9]{2})([0-9]{2})?)?(?:[.,]([0-9]+))?"
        # Before a zone CPython passes over one character.
        _iso.append(re.compile(f"{clock}(?:[^Z+-]?(?:(Z)|([+-]){clock}))?"))
    return _iso


def _iso_day(text):
    # Year, month and day; None if it is none.
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        digits = text[:4] + text[5:7] + text[8:]
        if digits.isdigit() and digits.isascii():
            number = int(digits)
            return number // 10000, number // 100 % 100, number % 100
    # As CPython, which does not look at what comes then.
    match = _patterns()[0].match(text) if len(text) in (7, 8, 10) else None
    if match is None:
        return None
    year, month, day, plain_month, plain_day, week, of_week, plain_week, plain_of_week = match.groups()
    week, of_week = week or plain_week, of_week or plain_of_week
    if week is None:
        return int(year), int(month or plain_month), int(day or plain_day)
    try:
        return _civil_from_days(_week_day(int(year), int(week), int(of_week or 1)) - 719163)
    except ValueError:
        return None


def _iso_us(parts):
    hour, minute, second, plain_minute, plain_second, fraction = parts
    seconds = int(hour) * 3600 + int(minute or plain_minute or 0) * 60 + int(second or plain_second or 0)
    return seconds * 1000000 + (int((fraction + "00000")[:6]) if fraction else 0)


def _iso_clock(text):
    # Hour, minute, second, microsecond and zone; None if it is none.
    match = _patterns()[1].fullmatch(text)
    if match is None:
        return None
    *clock, utc, sign = match.groups()[:8]
    zone = None
    if utc:
        zone = UTC
    elif sign:
        us = _iso_us(match.groups()[8:])
        # Less than a second is no offset to CPython.
        zone = UTC if us < 1000000 else timezone(_delta(-us if sign == "-" else us))
    hour, minute, second, plain_minute, plain_second, fraction = clock
    return (int(hour), int(minute or plain_minute or 0), int(second or plain_second or 0),
            int((fraction + "00000")[:6]) if fraction else 0, zone)


def _iso_separator(text):
    # Where the day ends. After a week its own day and an hour look alike.
    if text[4:5] == "-":
        if text[5:6] != "W":
            return 10
        return 8 if text[8:9] != "-" or text[10:11].isdigit() else 10
    if text[4:5] != "W":
        return 8
    digits = 0
    while text[5 + digits:6 + digits].isdigit():
        digits += 1
    if digits < 4:
        return 5 + digits
    return 7 if digits % 2 else 8


def _clock_text(us, timespec):
    seconds, us = us // 1000000, us % 1000000
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec == "seconds":
        return f"{_TWO[seconds // 3600]}:{_TWO[seconds // 60 % 60]}:{_TWO[seconds % 60]}"
    if timespec == "microseconds":
        return f"{_TWO[seconds // 3600]}:{_TWO[seconds // 60 % 60]}:{_TWO[seconds % 60]}.{us:06d}"
    if timespec == "milliseconds":
        return f"{_TWO[seconds // 3600]}:{_TWO[seconds // 60 % 60]}:{_TWO[seconds % 60]}.{us // 1000:03d}"
    if timespec == "hours":
        return _TWO[seconds // 3600]
    if timespec == "minutes":
        return f"{_TWO[seconds // 3600]}:{_TWO[seconds // 60 % 60]}"
    if not isinstance(timespec, str):
        raise TypeError(f"isoformat() argument 2 must be str, not {_type_name(timespec)}")
    raise ValueError("Unknown timespec value")


def _difference(self, other, kind, equality=False):
    # How much later than the other, of another zone, in microseconds.
    first, second = _offset(self), _offset(other)
    if first is second or first == second:
        difference = self._us - other._us
    elif first is None or second is None:
        if equality:
            return 1
        raise TypeError(f"can't compare offset-naive and offset-aware {kind}")
    else:
        difference = self._us - first._us - other._us + second._us
    # A local time that there is twice or never equals none of another zone.
    if equality and not difference and kind == "datetimes" and (_is_odd(self, first) or _is_odd(other, second)):
        return 1
    return difference


def _offset(self):
    return _ask(self._tzinfo, "utcoffset", self if isinstance(self, datetime) else None)


def _is_odd(self, offset):
    return offset is not None and _offset(self.replace(fold=not self._fold)) != offset


def _time_of_day(us, zone, fold=0):
    self = _new(time)
    self._us, self._tzinfo, self._fold = us, zone, fold
    return self


class time:
    """A time of day."""

    __slots__ = ("_us", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        try:
            plain = type(hour | minute | second | microsecond | fold) is int
        except TypeError:
            plain = False
        self = _new(cls)
        if not plain:
            state = _pickled(hour, "time", 6, 0, 24)
            if state is not None:
                zone = tzinfo if minute == 0 else minute
                if zone is not None and not isinstance(zone, _tzinfo):
                    raise TypeError("bad tzinfo state arg")
                self._fold = state[0] >> 7
                self._us, self._tzinfo = _clock_of((state[0] & 127, *state[1:])), zone
                return self
            hour, minute, second, microsecond, fold = _ints(
                hour=hour, minute=minute, second=second, microsecond=microsecond, fold=fold)
        _check_zone(tzinfo)
        self._us = _clock(hour, minute, second, microsecond, fold)
        self._tzinfo, self._fold = tzinfo, fold + 0
        return self

    hour = property(lambda self: self._us % _DAY // 3600000000)
    minute = property(lambda self: self._us // 60000000 % 60)
    second = property(lambda self: self._us // 1000000 % 60)
    microsecond = property(lambda self: self._us % 1000000)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, string, /):
        """The time in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        clock = _iso_clock(string.removeprefix("T"))
        if clock is None:
            raise ValueError(f"Invalid isoformat string: {string!r}")
        return cls(*clock)

    def utcoffset(self):
        """How far its zone is ahead of UTC."""
        return _ask(self._tzinfo, "utcoffset", None)

    def tzname(self):
        """The name of its zone."""
        return _ask_name(self._tzinfo, None)

    def dst(self):
        """Daylight saving."""
        return _ask(self._tzinfo, "dst", None)

    def isoformat(self, timespec="auto"):
        """In ISO 8601."""
        text = _clock_text(self._us, timespec)
        return text if self._tzinfo is None else text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        """In a format."""
        seconds = self._us // 1000000
        return _format_any(self, format, (1900, 1, 1, seconds // 3600, seconds // 60 % 60, seconds % 60, 0, 1, -1))

    def __format__(self, format_spec, /):
        return _by_spec(self, format_spec)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """With other fields."""
        result = type(self)(
            self.hour if hour is None else hour, self.minute if minute is None else minute,
            self.second if second is None else second, self.microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo)
        return _folded(result, self._fold if fold is None else fold)

    def __repr__(self):
        seconds, us = divmod(self._us, 1000000)
        fields = [str(seconds // 3600), str(seconds // 60 % 60)]
        if seconds % 60 or us:
            fields.append(str(seconds % 60))
        if us:
            fields.append(str(us))
        if self._tzinfo is not None:
            fields.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            fields.append("fold=1")
        return f"{_named(self)}({', '.join(fields)})"

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._us == other._us if self._tzinfo is other._tzinfo else not _difference(self, other, "times", True)

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._us < other._us if self._tzinfo is other._tzinfo else _difference(self, other, "times") < 0

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._us <= other._us if self._tzinfo is other._tzinfo else _difference(self, other, "times") <= 0

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._us > other._us if self._tzinfo is other._tzinfo else _difference(self, other, "times") > 0

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return self._us >= other._us if self._tzinfo is other._tzinfo else _difference(self, other, "times") >= 0

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._us if offset is None else self._us - offset._us)

    def __reduce_ex__(self, protocol, /):
        state = _clock_bytes(self._us)
        if self._fold and protocol > 3:
            state = bytes((state[0] | 128,)) + state[1:]
        return type(self), (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _folded(self, fold):
    if fold:
        if _whole(fold) != 1:
            raise ValueError("fold must be either 0 or 1")
        self._fold = 1
    return self


time.min, time.max, time.resolution = time(0, 0), time(23, 59, 59, 999999), timedelta(microseconds=1)


def _make(us, zone, fold=0):
    self = _new(datetime)
    self._us = us
    self._ymd = None
    self._tzinfo = zone
    self._fold = fold
    return self


def _any(cls, us, zone, fold=0):
    # A moment of whatever class.
    if cls is datetime:
        return _make(us, zone, fold)
    seconds, us = divmod(us, 1000000)
    days, seconds = divmod(seconds, 86400)
    self = cls(*_civil_from_days(days - 719163), seconds // 3600, seconds // 60 % 60, seconds % 60, us, zone)
    return _folded(self, fold)


def _strange(self, other):
    # The comparison with what is no datetime.
    if isinstance(other, date):
        raise TypeError(f"can't compare {_type_name(self)} to {_type_name(other)}")
    return NotImplemented


class datetime(date):
    """A day and a time of day."""

    __slots__ = ("_tzinfo", "_fold")

    def __new__(cls, year=_MISSING, month=_MISSING, day=_MISSING, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        self = _new(cls)
        state = _pickled(year, "datetime", 10, 2, 13) if type(year) is bytes else None
        try:
            if (state is None and type(year | month | day | hour | minute | second | microsecond) is int and fold == 0
                    and 0 < year < 10000 and 0 < month < 13 and 0 < day < 29 and 0 <= hour < 24 and 0 <= minute < 60
                    and 0 <= second < 60 and 0 <= microsecond < 1000000
                    and (tzinfo is None or isinstance(tzinfo, _tzinfo))):
                y = year if month > 2 else year - 1
                self._us = (((y * 365 + y // 4 - y // 100 + y // 400 + _BEFORE[month] + day) * 24 + hour) * 60
                            + minute) * 60000000 + second * 1000000 + microsecond
                self._ymd = year + 0, month + 0, day + 0
                self._tzinfo = tzinfo
                self._fold = 0
                return self
        except TypeError:
            pass
        if state is None:
            state = _pickled(year, "datetime", 10, 2, 13)
        if state is not None:
            zone = tzinfo if month is _MISSING else month
            if zone is not None and not isinstance(zone, _tzinfo):
                raise TypeError("bad tzinfo state arg")
            self._ymd = day = state[0] << 8 | state[1], state[2] & 127, state[3]
            self._us, self._tzinfo = _ordinal(*day, False) * _DAY + _clock_of(state[4:]), zone
            self._fold = state[2] >> 7
            return self
        year, month, day, hour, minute, second, microsecond, fold = _ints(
            year=year, month=month, day=day, hour=hour, minute=minute, second=second, microsecond=microsecond,
            fold=fold)
        day_us = _ordinal(year, month, day) * _DAY
        self._us = day_us + _clock(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._ymd, self._tzinfo, self._fold = (year, month, day), tzinfo, fold
        return self

    hour = property(lambda self: self._us % _DAY // 3600000000)
    minute = property(lambda self: self._us // 60000000 % 60)
    second = property(lambda self: self._us // 1000000 % 60)
    microsecond = property(lambda self: self._us % 1000000)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """A moment in local time, or in a zone."""
        _check_zone(tz)
        result = _any(cls, _microseconds(timestamp), tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """A moment in UTC, without a zone."""
        return _any(cls, _microseconds(timestamp), None)

    @classmethod
    def now(cls, tz=None):
        """The present moment."""
        if tz is not None:
            _check_zone(tz)
        result = _any(cls, round(_time.time() * 1e6) + _EPOCH, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcnow(cls):
        """The present moment in UTC, without a zone."""
        return _any(cls, round(_time.time() * 1e6) + _EPOCH, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of day."""
        for position, value, kind in ((1, date, _date_class), (2, time, _time_class)):
            if not isinstance(value, kind):
                raise TypeError(f"combine() argument {position} must be datetime.{kind.__name__}, "
                                f"not {_type_name(value)}")
        zone = time._tzinfo if tzinfo is True else tzinfo
        _check_zone(zone)
        return _any(cls, date._us // _DAY * _DAY + time._us, zone, time._fold)

    @classmethod
    def fromisoformat(cls, string, /):
        """The moment in ISO 8601."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(string) == 19 and string[4::3] in ("--T::", "-- ::"):
            digits = f"{string[:4]}{string[5:7]}{string[8:10]}{string[11:13]}{string[14:16]}{string[17:]}"
            if digits.isdigit() and digits.isascii():
                n = int(digits)
                return cls(n // 10000000000, n // 100000000 % 100, n // 1000000 % 100, n // 10000 % 100,
                           n // 100 % 100, n % 100)
        end = _iso_separator(string)
        day = _iso_day(string[:end])
        clock = None if day is None else _iso_clock(string[end + 1:]) if len(string) > end else ()
        if clock is None:
            raise ValueError(f"Invalid isoformat string: {string!r}")
        return cls(*day, *clock)

    @classmethod
    def strptime(cls, date_string, format, /):
        """The moment that a text in a format tells."""
        for position, value in ((1, date_string), (2, format)):
            if not isinstance(value, str):
                raise TypeError(f"strptime() argument {position} must be str, not {_type_name(value)}")
        from _strptime import _strptime_datetime
        return _strptime_datetime(cls, date_string, format)

    def timestamp(self):
        """Seconds since the epoch."""
        if self._tzinfo is not None:
            offset = _ask(self._tzinfo, "utcoffset", self)
            if offset is None:
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return (self._us - _EPOCH - offset._us) / 1000000
        seconds, us = divmod(self._us - _EPOCH, 1000000)
        return seconds + us / 1e6

    def date(self):
        """The day."""
        return _date(self._us // _DAY * _DAY)

    def time(self):
        """The time of day, without a zone."""
        return _time_of_day(self._us % _DAY, None, self._fold)

    def timetz(self):
        """The time of day."""
        return _time_of_day(self._us % _DAY, self._tzinfo, self._fold)

    def timetuple(self):
        """As `time.struct_time`."""
        if self._tzinfo is None:
            return _struct_time(_nine(self, -1))
        saving = self.dst()
        return _struct_time(_nine(self, -1 if saving is None else int(bool(saving))))

    def utctimetuple(self):
        """As `time.struct_time` in UTC."""
        offset = self.utcoffset()
        return _struct_time(_nine(_shifted(self._us - offset._us) if offset else self, 0))

    def astimezone(self, tz=None):
        """The same moment in another zone."""
        _check_zone(tz)
        if tz is self._tzinfo and tz is not None:
            return self
        offset = _ask(self._tzinfo, "utcoffset", self)
        if tz is None:
            tz = _zone(timedelta(0), "UTC")
        us = self._us if offset is None else self._us - offset._us
        if not _DAY <= us < _END:
            raise OverflowError("date value out of range")
        return tz.fromutc(_any(type(self), us, tz))

    def utcoffset(self):
        """How far its zone is ahead of UTC."""
        return _ask(self._tzinfo, "utcoffset", self)

    def tzname(self):
        """The name of its zone."""
        return _ask_name(self._tzinfo, self)

    def dst(self):
        """Daylight saving."""
        return _ask(self._tzinfo, "dst", self)

    def isoformat(self, sep="T", timespec="auto"):
        """In ISO 8601."""
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not {_type_name(sep)}")
        year, month, day = self._ymd or _civil(self)
        text = f"{year:04d}-{_TWO[month]}-{_TWO[day]}{sep}{_clock_text(self._us % _DAY, timespec)}"
        return text if self._tzinfo is None else text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """With other fields."""
        own = self._ymd or _civil(self)
        result = type(self)(
            own[0] if year is None else year, own[1] if month is None else month, own[2] if day is None else day,
            self.hour if hour is None else hour, self.minute if minute is None else minute,
            self.second if second is None else second, self.microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo)
        return _folded(result, self._fold if fold is None else fold)

    def __repr__(self):
        seconds, us = self._us // 1000000 % 60, self._us % 1000000
        year, month, day = self._ymd or _civil(self)
        text = f"{year}, {month}, {day}, {self.hour}, {self.minute}"
        if seconds or us:
            text += f", {seconds}"
        if us:
            text += f", {us}"
        if self._fold:
            text += ", fold=1"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return f"{_named(self)}({text})"

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return False if isinstance(other, date) else NotImplemented
        if self._tzinfo is other._tzinfo:
            return self._us == other._us
        return not _difference(self, other, "datetimes", True)

    def __lt__(self, other):
        if not isinstance(other, datetime):
            return _strange(self, other)
        return self._us < other._us if self._tzinfo is other._tzinfo else _difference(self, other, "datetimes") < 0

    def __le__(self, other):
        if not isinstance(other, datetime):
            return _strange(self, other)
        return self._us <= other._us if self._tzinfo is other._tzinfo else _difference(self, other, "datetimes") <= 0

    def __gt__(self, other):
        if not isinstance(other, datetime):
            return _strange(self, other)
        return self._us > other._us if self._tzinfo is other._tzinfo else _difference(self, other, "datetimes") > 0

    def __ge__(self, other):
        if not isinstance(other, datetime):
            return _strange(self, other)
        return self._us >= other._us if self._tzinfo is other._tzinfo else _difference(self, other, "datetimes") >= 0

    def __hash__(self):
        if self._tzinfo is None:
            return hash(self._us)
        offset = _offset(self.replace(fold=0) if self._fold else self)
        return hash(self._us if offset is None else self._us - offset._us)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        us = self._us + other._us
        if not _DAY <= us < _END:
            raise OverflowError("date value out of range")
        return _make(us, self._tzinfo) if type(self) is datetime else _any(type(self), us, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, datetime):
            if self._tzinfo is other._tzinfo:
                return _delta(self._us - other._us)
            first, second = _offset(self), _offset(other)
            if (first is None) != (second is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            us = self._us - other._us
            return _delta(us if first is None else us - first._us + second._us)
        if not isinstance(other, timedelta):
            return NotImplemented
        us = self._us - other._us
        if not _DAY <= us < _END:
            raise OverflowError("date value out of range")
        return _make(us, self._tzinfo) if type(self) is datetime else _any(type(self), us, self._tzinfo)

    def __reduce_ex__(self, protocol, /):
        state = _day_bytes(self, self._fold if protocol > 3 else 0) + _clock_bytes(self._us)
        return type(self), (state,) if self._tzinfo is None else (state, self._tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _shifted(us):
    if not _DAY <= us < _END:
        raise OverflowError("date value out of range")
    return _make(us, None)


_date_class, _time_class = date, time
_CLASSES = frozenset((timedelta, tzinfo, timezone, date, time, datetime, _IsoCalendarDate))
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
