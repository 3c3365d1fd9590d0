"""What of `_calendar_time` is rarely asked for."""

import time as _time
from operator import index as _index

from _calendar_time import _DIRECTIVES


def iso_week(t):
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


def flagged(part, t):
    # As glibc: flags, a width and a modifier before the directive. What is none stays as it is.
    code = part.lstrip("_-0^#")
    flags = part[:len(part) - len(code)]
    rest = code.lstrip("0123456789")
    width = int(code[:len(code) - len(rest)] or 0)
    if rest[1:2] and rest[1] in {"E": "cCxXyY", "O": "deHImMSuUVwWy"}.get(rest[0], ""):
        rest = rest[1:]
    if rest[:1] not in _DIRECTIVES:
        return "%" + part
    if rest[0] == "z":
        return rest[1:]
    text = _DIRECTIVES[rest[0]](t)
    padding = [flag for flag in flags if flag in "_-0"][-1:]
    if text.strip().isdigit():
        least, pad = max(len(text), width), " " if rest[0] in "ekl" else "0"
        text = text.lstrip("0 ") or "0"
    else:
        least, pad = width, " "
    if padding != ["-"]:
        text = text.rjust(least, {"_": " ", "0": "0"}[padding[0]] if padding else pad)
    if "^" in flags and rest[0] != "P" or "#" in flags and rest[0] in "aAbBh":
        text = text.upper()
    elif "#" in flags and rest[0] in "pZ":
        text = text.lower()
    return text + rest[1:]


def get_clock_info(name, /):
    """What a clock is like, in a namespace."""
    from types import SimpleNamespace
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return SimpleNamespace(implementation="interleave", monotonic=name != "time", adjustable=name == "time",
                           resolution=1e-9)


def clock(number):
    clocks = (_time.time, _time.monotonic, _time.process_time, _time.thread_time, _time.monotonic)
    if not 0 <= _index(number) < 5:
        raise OSError(22, "Invalid argument")
    return clocks[number]
