# %% what dates refuse
from datetime import *
class Text(str): pass
class Zone(tzinfo): pass
for expression in """timedelta("1")|timedelta(10**20)|timedelta(10**9)|timedelta(1)/0|timedelta(1)/0.0|timedelta(1)//0|timedelta(1)/timedelta(0)
timedelta(float('nan'))|timedelta(float('inf'))|timezone(1)|timezone(timedelta(1))|timezone(timedelta(1),1)|timezone(timedelta(0),1)|UTC.utcoffset(1)
UTC.tzname(1)|UTC.dst(1)|UTC.fromutc(1)|UTC.fromutc(datetime(2020,1,1))|Zone().fromutc(1)|Zone().utcoffset(None)|Zone().tzname(None)|Zone().dst(None)
date()|date(2020)|date(2020,1)|date(2020,13,1)|date(0,1,1)|date(2020,2,30)|date(1900,2,29)|date(2020.0,1,1)|date(10**10,1,1)|date(10**30,1,1)|date('2020',1,1)
datetime(2020,1,1,24)|datetime(2020,1,1,fold=2)|datetime(2020,1,1,tzinfo=3)|datetime(2020,1,1,0,0,0,10**6)|datetime(2020)|time(24)|time('a')|time(fold=3)
time(tzinfo=3)|time(b'1')|time(0,60)|time(0,0,-1)|date.fromordinal(0)|date.fromordinal(10**7)|date.fromordinal('a')|date.fromtimestamp('a')|date.fromtimestamp(float('nan'))
date.fromtimestamp(1e20)|date.fromtimestamp(1e15)|datetime.fromtimestamp(1e13)|datetime.utcfromtimestamp(-1e13)|datetime.fromtimestamp(10**30)|datetime.fromtimestamp(None)
date.fromisocalendar(2020,54,1)|date.fromisocalendar(2021,53,1)|date.fromisocalendar(2020,1,8)|date.fromisocalendar(0,1,1)|date.fromisocalendar('0',1,1)|date.fromisocalendar(2**40,1,1)
date.fromisocalendar(9999,52,7)|date(2020,1,1).__format__(1)|date(2020,1,1).strftime(1)|date(2020,1,1).replace(month=13)|date.max+timedelta(1)|date.min-timedelta(1)|datetime.max+timedelta.resolution
datetime(2020,1,1)<date(2020,1,1)|date(2020,1,1)<datetime(2020,1,1)|datetime(2020,1,1)<datetime(2020,1,1,tzinfo=UTC)|datetime(2020,1,1)-datetime(2020,1,1,tzinfo=UTC)|time(1)<time(1,tzinfo=UTC)
datetime(2020,1,1).isoformat('xx')|datetime(2020,1,1).isoformat(1)|datetime(2020,1,1).isoformat(timespec='x')|datetime(2020,1,1).isoformat(timespec=1)|time(1).isoformat('x')
datetime.combine(1,2)|datetime.combine(date(2020,1,1),2)|datetime.combine(date(2020,1,1),time(1),3)|datetime.strptime(1,2)|datetime.strptime("",2)|datetime(2020,1,1).astimezone(3)
datetime.now(3)|datetime.fromtimestamp(0,3)|date.fromisoformat(1)|date.fromisoformat('2020-13-01')|date.fromisoformat('2020-W54-1')|date.fromisoformat('2020-1-1')|datetime.fromisoformat('2020-01-01T25')
datetime.fromisoformat('2020-01-01T23+25:00')|time.fromisoformat('T23+25:00')|time.fromisoformat(3)|type('X',(timezone,),{})|type(date.min.isocalendar())((1,2,3)).year""".replace("\n", "|").split("|"):
    try: print(expression, "->", repr(eval(expression)))
    except Exception as e: print(expression, "->", f"{type(e).__name__}: {e}" if "isocalendar())(" not in expression else type(e).__name__)

# %% results, reprs and what is equal
from datetime import *
class T(timedelta): pass
class Day(date): pass
class Moment(datetime):
    def __new__(cls, *args, **kwargs): return datetime.__new__(cls, *args, **kwargs)
class Clock(time): pass
class Zone(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=2, seconds=3, microseconds=4)
    def dst(self, dt): return timedelta(hours=1)
    def tzname(self, dt): return "%Y"
    def __repr__(self): return "Zone()"
a = datetime(2020, 2, 29, 23, 59, 58, 7, tzinfo=Zone()); b = datetime(1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-3), "x"))
for expression in """T(1)|T(1)+T(2)|-T(1)|+T(1)|abs(T(-1))|T(1)*2|type(T(1)*2)|Day(2020,1,1)|Day(2020,1,1)+timedelta(1)|Day.today().__class__|Day.fromisoformat('2020-W01-1')|Day(2020,1,1).replace(day=2)
Moment(2020,1,1)+timedelta(1)|Moment.combine(Day(1,1,1),Clock(2))|Moment(2020,1,1,tzinfo=UTC).astimezone(Zone.__base__ and timezone(timedelta(1)/2))|Moment.fromtimestamp(1.5,UTC)|Clock(1,fold=1).replace(minute=3)
Moment.strptime('3','%d')|timedelta(hours=-1)|timedelta(1.5,2.25,0.5)|timedelta(microseconds=0.5)|timedelta(microseconds=1.5)|timedelta(microseconds=2,milliseconds=0.0005)|timedelta(days=1,microseconds=0.5)|timedelta(3)/0.7|timedelta(3)/7|timedelta(3)//7|timedelta(1)%timedelta(hours=7)|divmod(timedelta(-1),timedelta(hours=7))|timedelta(1)*0.1|0.3*timedelta(microseconds=5)
hash(timedelta(1))==hash((1,0,0))|str(timedelta(-1,3,4))|str(timedelta(2))|timedelta(1).total_seconds()|timedelta.max|timedelta.min|repr(timedelta())|a.utcoffset()|a.dst()|a.tzname()|a.isoformat()|str(a)|repr(b)
a.timetuple()|a.utctimetuple()|b.utctimetuple()|a.timestamp()|a-b|a>b|a==b|a==a.astimezone(UTC)|hash(a)==hash(a.astimezone(UTC))|a.astimezone(b.tzinfo)|a.strftime('%Z %z %f %%Z %j')|b.strftime('%Y %G %C %y %5Y %Q %f %z|%Z|')|a.ctime()|b.ctime()|format(a,'')|format(a,'%H')
a.isocalendar()|a.isocalendar().week|date(2021,1,3).isocalendar()[:]|a.time()|a.timetz()|a.date()|a.toordinal()|a.weekday()|a.isoweekday()|datetime(2020,1,1,fold=1,tzinfo=UTC)|time(1,fold=1,tzinfo=UTC)|time(1,2,3,4)|time(0,0,1)|time(0,0,0,1)
timezone(timedelta(0)) is timezone.utc|timezone.min|timezone.max|timezone(timedelta(hours=1))==timezone(timedelta(hours=1),'x')|str(timezone(-timedelta(seconds=3,microseconds=4)))|timezone(timedelta(0),'UTC')|UTC|hash(UTC)==hash(timedelta(0))
date(2020,1,1)==datetime(2020,1,1)|date(2020,1,1).__eq__(datetime(2020,1,1))|date(2020,1,1)!=5|time(1)==time(1,tzinfo=UTC)|time(3,tzinfo=a.tzinfo)==time(0,59,56,999996)|time(3,tzinfo=a.tzinfo)>time(0,tzinfo=UTC)|datetime(2020,1,1)==datetime(2020,1,1,tzinfo=UTC)|datetime(2020,1,1,fold=1)==datetime(2020,1,1)|hash(datetime(2020,1,1,fold=1))==hash(datetime(2020,1,1))
datetime.fromtimestamp(-0.0000005)|datetime.fromtimestamp(0.0000015)|datetime.fromtimestamp(1.9999999)|date.fromtimestamp(-0.5)|datetime.utcfromtimestamp(253402300799)|datetime.fromtimestamp(True)|date(True,True,True)|datetime(2020,1,1).astimezone(UTC)|a.replace(tzinfo=None,fold=1)|a.replace(2021,day=1)
[a.isoformat(timespec=t) for t in ('hours','minutes','seconds','milliseconds','microseconds','auto')]|b.time().isoformat()|datetime.min|datetime.max|date.resolution|time.max|time.strftime(time(1,2,3),'%Y-%m-%d %H %j %a')""".replace("\n", "|").replace("|%Z|", "!%Z!").split("|"):
    print(expression, "->", eval(expression), repr(eval(expression)))

# %% texts of ISO 8601
from datetime import *
def show(f, text):
    try: return repr(f(text))
    except Exception as e: return f"{type(e).__name__}: {e}"
for day in "2024-05-06 20240506 2024-W19-1 2024W191 2024-W19 2024W19 2024-13-01 2024-W1 2024-5-6 024-05-06 2024-0506 2024W19-1".split(): print(day, show(date.fromisoformat, day), show(datetime.fromisoformat, day + "T10"), show(datetime.fromisoformat, day + "-10:11"))
for clock in "12 1234 123456 12:34 12:34:56 12:34:56.7 12:34:56,123456789 123456.78 24:00 12:60 12:34: 12:3 1 T12 TT1 12:3456 +01".split():
    for zone in " Z +01 +0130 -01:30 -01:30:15 +01:30:15.5 +00:00 -00:00:00.5 + z +1".split(" "): print(clock + zone, show(time.fromisoformat, clock + zone))
    for separator in ("T", " ", "x", "é", "", "TT"): print(show(datetime.fromisoformat, "2024-02-29" + separator + clock))

# %% formats and parsed times
from datetime import *
import time
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
moments = [datetime(2024, 2, 29, 0, 5, 9, 7), datetime(2021, 1, 3, 12, 0), datetime(2018, 12, 31, 23, 59, 59, 999999, UTC), datetime(7, 8, 9, 13)]
for code in "a A b B c d H I j m M p S U w W x X y Y z Z % f G u V e D F T R h C g k l P r n t -d _d 05d 10Y ^a #p -j _m 010H % Q".split(): print(code, [show(moment.strftime, f"<%{code}>") for moment in moments])
for text, format in [("24 2 29", "%y %m %d"), ("68/69", "%y/%d"), ("69", "%y"), ("12 AM", "%I %p"), ("12 pm", "%I %p"), ("1", "%I"), ("13", "%I"), ("2024 60", "%Y %j"), ("2024 367", "%Y %j"), ("Mon", "%a"), ("2024 9 Fri", "%Y %U %a"), ("2024 0 1", "%Y %W %w"), ("2020-W53-7", "%G-W%V-%u"), ("2021-W53-7", "%G-W%V-%u"), ("2020 3", "%G %V"), ("2020 3", "%Y %V"), ("2020 3 1", "%Y %V %u"), ("3", "%V"), ("2020 1 3 2", "%G %j %V %u"), ("1.5", "%S.%f"), (".1234567", ".%f"), ("29 2", "%d %m"), ("30 2 2024", "%d %m %Y"), ("31", "%d"), ("131", "%m%d"), ("  5", " %d"), ("5", " %d"), ("a5", "a%d"), ("5 ", "%d"), ("JANUARY", "%B"), ("sept", "%b"), ("UTC", "%Z"), ("CET", "%Z"), ("+01:30 GMT", "%z %Z"), ("Sat Feb  3 04:05:06 2024", "%c"), ("02/03/24", "%x"), ("4:5:6", "%X"), ("61", "%S"), ("x", "%"), ("x", "%Q"), ("2024", "%Y%"), ("%5", "%%%d"), ("(1)[2]", "(%d)[%m]"), ("2024-02-30", "%Y-%m-%d"), ("2024", "%Y-%m"), ("1/2", "%d.%m")]: print(repr(text), format, show(datetime.strptime, text, format), show(time.strptime, text, format))
for zone in ["+01:30", "+0130", "+01:3015", "+0130:15", "+01:30:15", "-013015.5", "-01:30:15.000001", "Z", "z", "+0160", "+2400", "-2359", "+00:00"]: print(zone, show(datetime.strptime, zone, "%z"))

# %% what is pickled and copied
from datetime import *
import copy, pickle
class Zone(tzinfo):
    def __init__(self, hours=1): self.hours = hours
    def __getinitargs__(self): return (self.hours,)
    def utcoffset(self, dt): return timedelta(hours=self.hours)
    def __eq__(self, other): return type(self) is type(other) and self.hours == other.hours
    def __repr__(self): return f"Zone({self.hours})"
class Bare(tzinfo): pass
for value in [timedelta(1, 2, 3), UTC, timezone(timedelta(hours=1)), timezone(timedelta(0), "x"), date(2020, 1, 2), time(1, 2, 3, 4), time(1, fold=1, tzinfo=UTC), datetime(2020, 1, 2, 3, 4, 5, 70000), datetime(2020, 1, 1, fold=1, tzinfo=UTC), datetime(2020, 12, 1, tzinfo=Zone(3)), date(2020, 1, 1).isocalendar(), Zone(2), datetime.max]:
    print(repr(value), value.__reduce__(), value.__reduce_ex__(4), [pickle.loads(pickle.dumps(value, p)) == value for p in range(6)], repr(copy.deepcopy(value)), copy.copy(value) == value)
    if not isinstance(value, Zone): print([pickle.dumps(value, p) for p in range(2, 6)] if "Zone" not in repr(value) else "")
print(pickle.loads(pickle.dumps(UTC)) is UTC, Bare().__reduce__(), date(b"\x07\xe4\x01\x02"), datetime("\x07\xe4\x81\x02\x03\x04\x05\x00\x00\x06"), time(b"\x01\x02\x03\x00\x00\x06", UTC))
for state in (b"\x07\xe4\x0d\x02", b"\x07\xe4\x01"):
    try: print(date(state))
    except TypeError as e: print(e)
for arguments in ((b"\x01\x02\x03\x00\x00\x06", 3), (b"\x21\x02\x03\x00\x00\x06",)):
    try: print(time(*arguments))
    except TypeError as e: print(e)

# %% zones whose answers are wrong, and local times that there are twice
from datetime import *
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
def zone(**answers): return type("Zone", (tzinfo,), {name: lambda self, dt, answer=answer: answer for name, answer in answers.items()})()
for bad in (timedelta(1), -timedelta(1), 5, "x", None):
    moment = datetime(2020, 1, 1, tzinfo=zone(utcoffset=bad, dst=bad, tzname=bad)); clock = moment.timetz()
    for f in (moment.utcoffset, moment.dst, moment.tzname, moment.isoformat, moment.timestamp, moment.timetuple, clock.utcoffset, clock.tzname, clock.isoformat): print(f.__name__, show(f))
    print(show(moment.strftime, "%z"), show(moment.strftime, "%Z"), show(lambda: hash(moment) == hash(moment)), show(lambda: moment == datetime(2020, 1, 1, tzinfo=UTC)), show(lambda: moment < datetime(2020, 1, 1)), show(moment.astimezone, UTC), show(moment.tzinfo.fromutc, moment))
class Summer(tzinfo):
    def dst(self, dt): return timedelta(hours=1) if (dt.month, dt.day, dt.hour) < (10, 25, 3 - dt.fold) and (dt.month, dt.day, dt.hour) >= (3, 29, 2 + dt.fold) else timedelta(0)
    def utcoffset(self, dt): return timedelta(hours=1) + self.dst(dt)
    def tzname(self, dt): return "CEST" if self.dst(dt) else "CET"
zone = Summer()
for hour in range(-1, 4):
    for day in (datetime(2020, 10, 25), datetime(2020, 3, 29)):
        utc = day.replace(tzinfo=zone) + timedelta(hours=hour)
        print(utc, utc.fold, zone.fromutc(utc), [utc.replace(fold=fold).utcoffset() == utc.utcoffset() for fold in (0, 1)], utc == utc.astimezone(UTC), utc < utc.astimezone(UTC), hash(utc) == hash(utc.replace(fold=1)), utc.replace(fold=1) - utc, utc.replace(fold=1).astimezone(UTC))

# %% struct_time and the functions of time
import time, pickle
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
t = time.gmtime(1e9); print(t, t.tm_zone, t.tm_gmtoff, t.tm_yday, t[:6], time.struct_time.n_fields, time.struct_time.n_sequence_fields, time.struct_time.__match_args__)
print(t.__reduce__(), pickle.loads(pickle.dumps(t)).tm_zone, time.struct_time(range(9)).tm_zone, time.struct_time(range(11)).tm_gmtoff, show(time.struct_time, range(8)), show(time.struct_time, range(12)), show(setattr, t, "tm_year", 1), show(setattr, t, "x", 1))
for f in (time.gmtime, time.localtime, time.ctime): print(f.__name__, [show(f, x) for x in (0, -1.5, 1.999, True, "a", 1e100, float("nan"), 2**70, -10**11)])
for fields in [(2024, 2, 29, 1, 2, 3, 3, 60, 0), (2024, 0, 0, 0, 0, 0, 0, 0, 0), (2024, 13, 1, 0, 0, 0, 0, 1, 0), (2024, 1, 32, 0, 0, 0, 0, 1, 0), (2024, 1, 1, 24, 0, 0, 0, 1, 0), (2024, 1, 1, 0, 60, 0, 0, 1, 0), (2024, 1, 1, 0, 0, 62, 0, 1, 0), (2024, 1, 1, 0, 0, 0, -2, 1, 0), (2024, 1, 1, 0, 0, 0, 9, 1, 0), (2024, 1, 1, 0, 0, 0, 0, 367, 0), (1, 2), [1] * 9, (2024, "x", 1, 0, 0, 0, 0, 1, 0), (2024, 1.0, 1, 0, 0, 0, 0, 1, 0), (12345, 1, 1, 0, 0, 0, 0, 1, 0), (-5, 1, 1, 0, 0, 0, 0, 1, 0)]: print(fields, show(time.asctime, fields), show(time.strftime, "%Y-%m-%d %H %a %j", fields), show(time.mktime, fields))
print(show(time.strftime, 5), show(time.strftime, "\0"), show(time.strptime, b"1", "%d"), time.strftime("%Z %z", t), time.tzname, time.timezone, show(time.get_clock_info, "x"), time.get_clock_info("monotonic").monotonic, show(time.strptime, "Thu Feb 29 01:02:03 2024"))
