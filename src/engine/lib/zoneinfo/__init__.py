"""IANA's time zones, from a table that is part of this library; files of the system are not read."""

import bisect
import datetime as _datetime
import re

__all__ = ["ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError", "InvalidTZPathWarning"]

TZPATH = ()
_EPOCH = _datetime.datetime(1970, 1, 1)
_NOTHING = _datetime.timedelta(0)


class ZoneInfoNotFoundError(KeyError):
    """There is no such time zone."""


class InvalidTZPathWarning(RuntimeWarning):
    """A path is not absolute."""


def _table():
    # It is large: only who asks for a zone waits for it.
    from ._zones import ZONES
    return ZONES


def available_timezones():
    """The names of all time zones."""
    return {key for zone in _table() for key in zone.partition("|")[0].split(" ")}


def reset_tzpath(to=None):
    """Is of no consequence."""
    if to is not None and (isinstance(to, (str, bytes)) or not hasattr(to, "__iter__")):
        raise TypeError(f"tzpath must be a list or tuple, not {type(to)}: {to!r}")


class _LocalTime:
    # What holds for a while: the offset from UTC, how much of it is daylight saving, the abbreviation.

    __slots__ = ("seconds", "offset", "dst", "name")

    def __init__(self, seconds, dst, name):
        self.seconds = seconds
        self.offset, self.dst, self.name = _datetime.timedelta(seconds=seconds), _datetime.timedelta(seconds=dst), name


_UNKNOWN = _LocalTime(0, 0, None)
_UNKNOWN.offset = _UNKNOWN.dst = None


class _Rule:
    # Daylight saving that begins and ends by the same rule each year.

    PATTERN = re.compile(r"(<[^>]+>|[A-Za-z]+)([-+]?[\d:]+)(?:(<[^>]+>|[A-Za-z]+)([-+]?[\d:]+)?,([^,]+),([^,]+))?")

    def __init__(self, text):
        standard, offset, summer, other, begin, end = self.PATTERN.fullmatch(text).groups()
        # POSIX counts westward.
        seconds = -_seconds(offset)
        self.standard = self.summer = _LocalTime(seconds, 0, standard.strip("<>"))
        self.fixed = summer is None
        if not self.fixed:
            ahead = -_seconds(other) - seconds if other else 3600
            self.summer = _LocalTime(seconds + ahead, ahead, summer.strip("<>"))
            self.bounds = _Moment(begin), _Moment(end)
        self.ahead = self.summer.seconds - seconds

    def at(self, local, year, fold):
        """What holds at a local time, in seconds since the epoch."""
        if self.fixed:
            return self.standard
        begin, end = (bound.of(year) for bound in self.bounds)
        # Clocks that are put forward leave a gap, those put back an hour that comes twice.
        if fold == (self.ahead >= 0):
            end -= self.ahead
        else:
            begin += self.ahead
        return self._in(local, begin, end)

    def at_utc(self, moment, year):
        """What holds at a moment, and whether its local time was there before."""
        if self.fixed:
            return self.standard, False
        begin, end = (bound.of(year) for bound in self.bounds)
        begin -= self.standard.seconds
        end -= self.summer.seconds
        back = end if self.ahead > 0 else begin
        return self._in(moment, begin, end), back <= moment < back + abs(self.ahead)

    def _in(self, at, begin, end):
        if begin < end:
            return self.summer if begin <= at < end else self.standard
        return self.standard if end <= at < begin else self.summer


def _seconds(text):
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (text.lstrip("+-") + ":0:0").split(":")[:3]
    return sign * (int(hours) * 3600 + int(minutes) * 60 + int(seconds))


class _Moment:
    # When in a year: a day as POSIX writes it, and a time of that day.

    def __init__(self, text):
        day, _, time = text.partition("/")
        self.seconds = _seconds(time) if time else 7200
        self.kind = day[0] if day[0] in "MJ" else ""
        self.numbers = [int(number) for number in day.lstrip("MJ").split(".")]

    def of(self, year):
        """Seconds since the epoch, on the clocks of that place."""
        if self.kind == "M":
            month, week, weekday = self.numbers
            first = _datetime.date(year, month, 1)
            # Sunday is 0 here.
            day = 1 + (weekday - first.isoweekday()) % 7 + (week - 1) * 7
            if week == 5:
                following = _datetime.date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
                length = 31 if following is None else (following - first).days
                day -= 7 if day > length else 0
            ordinal = first.toordinal() + day - 1
        else:
            number, = self.numbers
            ordinal = _datetime.date(year, 1, 1).toordinal() + number
            if self.kind == "J":
                # 29 February is not counted.
                leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                ordinal += 0 if leap and number >= 60 else -1
        return (ordinal - 719163) * 86400 + self.seconds


class _Zone:
    # All that is known of a zone.

    def __init__(self, times, first, changes, rule):
        times = [_LocalTime(int(seconds), int(dst), name) for seconds, dst, name in
                 (time.split(" ") for time in times.split(","))]
        self.first = times[int(first, 36)]
        self.moments, self.times, at = [], [], 0
        for change in changes.split():
            delta, exact, number = change[:-1].partition("~")[0], "~" in change, int(change[-1], 36)
            at += int(delta, 36) * (1 if exact else 60)
            self.moments.append(at)
            self.times.append(times[number])
        self.rule = _Rule(rule) if rule else None
        # Local times of the changes: what was there before holds until the later one, if `fold` is 0.
        self.walls, before = ([], []), self.first.seconds
        for at, time in zip(self.moments, self.times):
            pair = sorted([before, time.seconds])
            self.walls[0].append(at + pair[1])
            self.walls[1].append(at + pair[0])
            before = time.seconds

    def at(self, dt):
        """What holds at a local time."""
        local = _since_epoch(dt)
        place = bisect.bisect_right(self.walls[dt.fold], local)
        if place == len(self.moments) and self.rule is not None:
            return self.rule.at(local, dt.year, dt.fold)
        return self.times[place - 1] if place else self.first

    def at_utc(self, dt):
        """What holds at a moment, and whether its local time was there before."""
        moment = _since_epoch(dt)
        place = bisect.bisect_right(self.moments, moment)
        if place == len(self.moments) and self.rule is not None and (not place or not self.rule.fixed):
            found, again = self.rule.at_utc(moment, dt.year)
            if again or not place:
                return found, again
        elif not place:
            return self.first, False
        else:
            found = self.times[place - 1]
        before = self.times[place - 2] if place > 1 else self.first
        return found, moment - self.moments[place - 1] < before.seconds - self.times[place - 1].seconds


def _since_epoch(dt):
    return (dt.toordinal() - 719163) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second


def _found(key):
    if key.startswith("/"):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    parts = key.split("/")
    if "." in parts or ".." in parts or "" in parts:
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    for zone in _table():
        keys, _, description = zone.partition("|")
        if key in keys.split(" "):
            return _Zone(*description.split("|"))
    raise ZoneInfoNotFoundError(f"No time zone found with key {key}")


class ZoneInfo(_datetime.tzinfo):
    """A time zone, by its name: the same object for the same name."""

    _cache = {}

    def __init_subclass__(cls):
        cls._cache = {}

    def __new__(cls, key):
        found = cls._cache.get(key)
        if found is None:
            found = cls._cache[key] = cls.no_cache(key)
            found._cached = True
        return found

    @classmethod
    def no_cache(cls, key):
        """Another object for a name."""
        if not isinstance(key, str):
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(key).__name__}")
        self = _datetime.tzinfo.__new__(cls)
        self._zone = _found(key)
        self._key, self._cached = key, False
        return self

    @classmethod
    def from_file(cls, fobj, /, key=None):
        """Is refused."""
        raise NotImplementedError("time zones come from the library's own table, not from files")

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Forgets which objects there are, for all names or for some."""
        if only_keys is None:
            cls._cache.clear()
        else:
            for key in only_keys:
                cls._cache.pop(key, None)

    @property
    def key(self):
        """Its name."""
        return self._key

    def _at(self, dt):
        if dt is None:
            zone = self._zone
            fixed = not zone.moments and zone.rule is not None and zone.rule.fixed
            return zone.rule.standard if fixed else _UNKNOWN
        return self._zone.at(dt)

    def utcoffset(self, dt, /):
        """How far ahead of UTC it is then."""
        return self._at(dt).offset

    def dst(self, dt, /):
        """How much of that is daylight saving."""
        return self._at(dt).dst

    def tzname(self, dt, /):
        """How its time is called then."""
        return self._at(dt).name

    def fromutc(self, dt, /):
        """Its time at a moment."""
        if not isinstance(dt, _datetime.datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        found, again = self._zone.at_utc(dt)
        dt += found.offset
        return dt.replace(fold=1) if again else dt

    def __str__(self):
        return self._key

    def __repr__(self):
        cls = self.__class__
        return f"{'zoneinfo.' if cls is ZoneInfo else ''}{cls.__name__}(key={self._key!r})"

    def __reduce__(self):
        return self._unpickle, (self._key, self._cached)

    @classmethod
    def _unpickle(cls, key, from_cache):
        return cls(key) if from_cache else cls.no_cache(key)
