# %% calendar
import calendar
print(calendar.month(2026, 11)); print(calendar.calendar(2024, m=4)[:400]); print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(2000, 2025), calendar.weekday(2026, 11, 28), calendar.monthcalendar(2026, 2), calendar.timegm((2026, 1, 1, 0, 0, 0)))
c = calendar.TextCalendar(calendar.SUNDAY); print(c.formatmonth(2025, 6, w=3)); print(list(c.iterweekdays()), list(c.itermonthdays3(2025, 1))[:4], [len(row) for row in c.yeardatescalendar(2025)])
print(calendar.HTMLCalendar().formatmonth(2026, 2)); print(calendar.day_name[0], list(calendar.month_abbr))
for f in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(9)):
    try: f()
    except ValueError as e: print(type(e).__name__, e)

# %% configparser
import configparser, io
text = "[DEFAULT]\nbase = /srv\n[web]\nport = 80\nroot = %(base)s/web\n; a comment\nlong = one\n  two\n\ndebug: yes\n[other]\nx=1\n"
c = configparser.ConfigParser(); c.read_string(text)
print(c.sections(), dict(c["web"]), c.getint("web", "port"), c["web"].getboolean("debug"), c.get("web", "nope", fallback="-"), c["other"].get("nope"), "base" in c["other"], c.items("other"))
c["new"] = {"a": 1, "B": "two"}; c.set("new", "c", "3"); c.remove_option("web", "long"); out = io.StringIO(); c.write(out); print(out.getvalue())
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e))
T(lambda: c["nowhere"]); T(lambda: c.get("web", "nope")); T(lambda: c.get("nowhere", "x")); T(lambda: c.add_section("web")); T(lambda: c.set("web", "x", 1)); T(lambda: c.read_string("x = 1")); T(lambda: c.read_string("[a]\nx=1\nx=2")); T(lambda: c.read_string("[q]\nnothing")); c.read_string("[p]\nv=%(w)s\ny=%"); T(lambda: c["p"]["v"]); T(lambda: c["p"]["y"]); T(lambda: c.getboolean("new", "a")); T(lambda: c.getboolean("new", "b")); print(c.read(["/no/such/file"]))
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, delimiters=("=",), converters={"list": str.split}); e.read_string("[a]\nx = 5\nflag\n[b]\ny = ${a:x}0 $$\nl = p q r\n"); print(e["b"]["y"], e["a"]["flag"], e.getlist("b", "l"), e["b"].getlist("l"))
c.clear(); print(list(c), len(c))

# %% urllib.parse
from urllib.parse import *
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e))
for url in ("https://user:pw@Example.org:8080/a/b;p?q=1&r=a+b#frag", "mailto:x@y.z", "//host/path", "path?x", "http://[::1]:80/", ""):
    p = urlparse(url); print(p, urlsplit(url).geturl(), p.hostname, p.port, p.username, p.password)
print(quote("a b/ü?&"), quote("a/b", safe=""), quote_plus("a b+c"), unquote("%C3%BC%20%zz"), unquote_plus("a+b"), urlencode({"a": 1, "b": "x y", "c": "ü"}), urlencode([("k", [1, 2])], doseq=True), parse_qs("a=1&a=2&b=&c=x+y", keep_blank_values=True), parse_qsl("a=1&b"))
for relative in ("../c", "/c", "?q", "#f", "//h/x", "./d/../e", "http://o/", "g;x=1/../y"): print(urljoin("http://a/b/c/d?q", relative), end=" ")
print(urldefrag("http://a/#x"), urlparse(b"http://a/b?c").query); T(lambda: urlparse("http://[::1/")); T(lambda: urlparse("http://a:x/").port); T(lambda: parse_qsl("x", strict_parsing=True)); T(lambda: urlencode(5)); T(lambda: urljoin("a", b"b"))

# %% locale
import locale
print(locale.setlocale(locale.LC_ALL, "C"), locale.setlocale(locale.LC_NUMERIC), locale.localeconv()["decimal_point"], locale.format_string("%.2f", 1234.5), locale.atof("1.5"), locale.atoi("7"), locale.str(1.25), locale.strcoll("a", "b"))
try: locale.setlocale(locale.LC_ALL, "xx_YY")
except locale.Error as e: print(e)
