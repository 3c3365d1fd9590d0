# %% zones
from zoneinfo import ZoneInfo, available_timezones, ZoneInfoNotFoundError
import zoneinfo, pickle, copy
from datetime import datetime, timedelta, timezone, time
berlin, york = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
print(berlin, repr(york), berlin.key, ZoneInfo("Europe/Berlin") is berlin, ZoneInfo.no_cache("Europe/Berlin") is berlin, len(available_timezones()) > 500, "UTC" in available_timezones())
a = datetime(2024, 7, 1, 12, tzinfo=berlin); print(a, a.astimezone(york), a.utcoffset(), a.dst(), a.tzname(), a.isoformat(), repr(a), a.timestamp(), f"{a:%H:%M %Z %z}")
for key in ("UTC", "Asia/Tokyo", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Europe/Dublin", "US/Pacific", "Pacific/Apia", "GMT", "Etc/GMT+5", "EST5EDT", "America/Nuuk", "Asia/Gaza"):
    for moment in (datetime(1900, 1, 1), datetime(1970, 1, 1), datetime(2011, 12, 30, 12), datetime(2024, 1, 15), datetime(2024, 7, 15), datetime(2060, 3, 30, 1, 30)):
        z = ZoneInfo(key); d = moment.replace(tzinfo=timezone.utc).astimezone(z); print(key, d, d.tzname(), d.dst(), d.fold)
# A gap, an hour that comes twice.
for fold in (0, 1): print(datetime(2024, 3, 31, 2, 30, tzinfo=berlin, fold=fold).utcoffset(), datetime(2024, 10, 27, 2, 30, tzinfo=berlin, fold=fold).utcoffset(), datetime(2060, 10, 31, 2, 30, tzinfo=berlin, fold=fold))
u = datetime(2024, 10, 26, 23, 30, tzinfo=timezone.utc)
for h in range(4): d = (u + timedelta(hours=h)).astimezone(berlin); print(d, d.fold)
print(datetime(2024, 3, 30, 12, tzinfo=berlin) + timedelta(days=1), datetime(2024, 1, 1, tzinfo=berlin) - datetime(2024, 1, 1, tzinfo=york), datetime(2024, 1, 1, tzinfo=berlin) < datetime(2024, 1, 1, tzinfo=york))
print(time(12, tzinfo=berlin).utcoffset(), time(12, tzinfo=ZoneInfo("UTC")).utcoffset(), ZoneInfo("UTC").utcoffset(None), berlin.tzname(None))
print(pickle.loads(pickle.dumps(berlin)) is berlin, copy.deepcopy(berlin) is berlin, pickle.loads(pickle.dumps(a)) == a)
for key in ("Nowhere", "/etc/passwd", "../x", "Europe/../Europe/Berlin", "Europe", 5):
    try: print(ZoneInfo(key))
    except Exception as e: print(type(e).__name__, "Nowhere" not in str(key) or e, isinstance(e, KeyError))
try: berlin.fromutc(5)
except TypeError as e: print(e)
try: berlin.fromutc(datetime(2024, 1, 1))
except ValueError as e: print(e)
class Mine(ZoneInfo): pass
print(repr(Mine("UTC")), Mine("UTC") is Mine("UTC"), Mine("UTC") is ZoneInfo("UTC")); ZoneInfo.clear_cache(only_keys=["Europe/Berlin"]); print(ZoneInfo("Europe/Berlin") is berlin)
