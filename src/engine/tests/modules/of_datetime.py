from datetime import *
a=datetime(2024,2,29,13,5,7,123); b=datetime(2023,1,1)
print(a-b, repr(a-b), a+timedelta(days=1.5), a.isoformat(), a.strftime('%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %p %I %y %U %W %w %%'), repr(a), b, repr(b), a>b, a.date(), a.time(), a.weekday(), a.isocalendar(), date(2024,12,30).isocalendar())
print(timedelta(seconds=3661.5), repr(timedelta(-1,5)), timedelta(hours=-1), timedelta(1)/3, timedelta(1)//timedelta(hours=5), timedelta(days=400,microseconds=1), timedelta(1)*1.5, abs(timedelta(-1)), timedelta(minutes=5)%timedelta(minutes=2), repr(timedelta(0)))
print(datetime.strptime('2021-03-04 05:06:07.5 +0130','%Y-%m-%d %H:%M:%S.%f %z'), datetime.strptime('Mar 5 99','%b %d %y'), datetime.fromisoformat('2020-01-02T03:04:05.678+02:00'), date.fromisoformat('2020-01-02'))
print(datetime(2020,1,1,tzinfo=timezone.utc), repr(timezone(timedelta(hours=-5))), datetime(2020,1,1,tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=2))), timezone.utc)
print(time(1,2,3), repr(time(1,2)), time(1,2,3,4).isoformat(), date(2020,1,31)-date(2019,12,1), f"{a:%d/%m/%Y}", datetime.utcfromtimestamp(1e9), datetime.fromtimestamp(0,timezone.utc), datetime(2020,5,17,tzinfo=timezone.utc).timestamp())
for c in ("datetime(2020,13,1)","date(2020,2,30)","datetime.strptime('x','%Y')","datetime.strptime('2020x','%Y')","datetime(2020,1,1)<datetime(2020,1,1,tzinfo=timezone.utc)","date(0,1,1)","datetime.fromisoformat('xx')","time(25)"):
    try: print(eval(c))
    except Exception as e: print(type(e).__name__, e)
print(date.today().year>=1970, datetime.min, timedelta.max, date.max, a.replace(year=2000), a.ctime(), a.timetuple()[:], hash(a)==hash(a.replace()), date(2024,1,1).strftime('%d.%m.%y'))
print(repr(datetime.combine(date(2020,1,1),time(5))), a.isoformat(sep=' ',timespec='minutes'), date.fromordinal(737000), date(2020,1,1)==datetime(2020,1,1), max(date(2020,1,1),date(2021,1,1)))
