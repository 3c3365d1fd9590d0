"""Writes `src/engine/lib/zoneinfo/_zones.py` from the time zone database of the system (IANA's, public domain), as CPython's
`zoneinfo` reads it: `python3 xtask/zones.py > src/engine/lib/zoneinfo/_zones.py`."""

import zoneinfo
from zoneinfo import _common, _zoneinfo

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

HEAD = '''"""Time zones: for each its names, its local times, the first of them, the changes, and the rule that holds afterwards.

A local time is the seconds east of UTC, those of them that are daylight saving, and its abbreviation. A change is the
minutes since the one before (with `~` the seconds), in base 36, and the number of the local time that begins. A rule is as POSIX
has it in `TZ`. `xtask/zones.py` has written this file from IANA's database %s, which is in the public domain."""

ZONES = (
'''


def base36(number):
    if number < 0:
        return "-" + base36(-number)
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
        if not number:
            return digits


def described(key):
    zone = _zoneinfo.ZoneInfo.no_cache(key)
    path = next(f"{folder}/{key}" for folder in zoneinfo.TZPATH)
    with open(path, "rb") as file:
        *_, rule = _common.load_data(file)
    times = []

    def number(info):
        dst = int(info.dstoff.total_seconds()) if info.dstoff else 0
        time = f"{int(info.utcoff.total_seconds())} {dst} {info.tzname}"
        if time not in times:
            times.append(time)
        return DIGITS[times.index(time)]

    first = number(zone._tti_before or zone._tz_after)
    changes, before = [], 0
    for at, info in zip(zone._trans_utc, zone._ttinfos):
        delta, before = at - before, at
        minutes, seconds = divmod(delta, 60)
        changes.append((base36(delta) + "~" if seconds else base36(minutes)) + number(info))
    return "|".join([",".join(times), first, " ".join(changes), rule.decode() if rule else ""])


def main():
    zones = {}
    for key in sorted(zoneinfo.available_timezones()):
        zones.setdefault(described(key), []).append(key)
    with open(f"{zoneinfo.TZPATH[0]}/tzdata.zi") as file:
        version = file.readline().split()[-1]
    print(HEAD % version, end="")
    for description, keys in zones.items():
        print(f'    "{" ".join(keys)}|{description}",')
    print(")")


main()
