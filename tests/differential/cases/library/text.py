def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% json
import json
d = {'a': [1, 2.5, None, True], 'b': {'c': 'é"\n'}, 1: (2,), None: 'x', 'e': []}
print(json.dumps(d), json.dumps(d, indent=2, ensure_ascii=False), json.dumps([3, 1], separators=(',', ':')), json.dumps({'b': 1, 'a': 2}, sort_keys=True), json.loads('{"a": [1, 2.0, "x", null, true, 1e5, -3]}'), json.loads('"\\u00e9\\n"'), json.dumps(float('inf')), json.loads('[]'))
T(lambda: json.dumps({1, 2})); T(lambda: json.loads('{a: 1}')); T(lambda: json.loads('')); T(lambda: json.loads('[1,]')); T(lambda: json.loads('{"a": 1 "b"}')); T(lambda: json.loads(5)); T(lambda: json.dumps(b'a')); T(lambda: json.loads('[1] 2')); T(lambda: json.dumps({(1, 2): 3}))
class E(json.JSONEncoder):
    def default(self, o): return list(o) if isinstance(o, set) else super().default(o)
print(json.dumps({'s': {1}}, cls=E), json.dumps(object, default=lambda o: 'obj'), json.loads('{"x": 1}', object_hook=lambda d: tuple(d.items())), json.loads('1.5', parse_float=str))
import io
f = io.StringIO(); json.dump([1], f); f.seek(0); print(f.getvalue(), json.load(f))
try: json.loads('{"a": nope}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc)

# %% re
import re
print(re.findall(r'\d+', 'a1b22'), re.match(r'(\w+) (\w+)', 'hello world').groups(), re.search(r'b+', 'abbb').span(), re.sub(r'a(.)', r'<\1>', 'abac'), re.split(r'[,;]\s*', 'a, b;c'), re.fullmatch(r'\d{3}', '123') is not None, re.match('x', 'y'), re.findall(r'(\w)(\d)', 'a1 b2'), re.sub('x', lambda m: m[0].upper(), 'axbx', count=1), re.escape('a.b*'), re.compile(r'(?P<y>\d{4})-(?P<m>\d\d)').match('2024-05').groupdict(), [m.start() for m in re.finditer('a', 'banana')], re.subn('a', 'b', 'aa'), re.findall('(?i)ABC', 'abcABC'), re.findall('^a', 'a\na', re.M), re.search('a.c', 'a\nc', re.S).group(), re.split('(,)', 'a,b'), re.search(r'(?<=\$)\d+', 'cost $15')[0], re.findall(r'\bfoo\b', 'foo food foo'), re.search(r'(a)(b)?', 'a').groups(), re.match('a', 'a'), re.compile('a+', re.I), re.sub(r'(?P<n>a)', r'[\g<n>]', 'a'), re.findall('a*?', 'aa'), re.search(r'(\w+) \1', 'the the').group())
m = re.match(r'(?P<first>\w+)-(\d+)', 'abc-123'); print(m.group(), m.group(1, 2), m['first'], m.start(2), m.end(), m.span('first'), m.lastindex, m.string, m.re.pattern, m.expand(r'\2-\1')); T(lambda: re.compile('(')); T(lambda: re.compile('[')); T(lambda: re.compile('*a')); T(lambda: m.group(9)); T(lambda: re.findall(5, 'a')); T(lambda: re.match('a', 5)); T(lambda: re.compile('(?P<1a>x)')); T(lambda: re.sub('a', r'\2', 'a')); T(lambda: re.search(b'a', 'a'))

# %% string textwrap pprint
import string, textwrap, pprint
print(string.ascii_lowercase, string.digits, string.punctuation, string.hexdigits, repr(string.whitespace), string.ascii_letters[-3:], string.Template('$a ${b}').substitute(a=1, b=2), string.Template('$x').safe_substitute(), string.capwords('a bc'), string.Formatter().format('{0}', 1))
t = 'The quick brown fox jumped over the lazy dog. ' * 2
print(textwrap.fill(t, 30), textwrap.wrap(t, 20), textwrap.dedent('  a\n   b'), textwrap.indent('a\nb', '> '), textwrap.shorten(t, 25), textwrap.fill(t, 25, initial_indent='* ', subsequent_indent='  '), sep='\n')
pprint.pprint({'name': 'x' * 30, 'list': list(range(30)), 'nested': {'a': {'b': ['c' * 20] * 4}}}); pprint.pprint([1, 2]); pprint.pprint('short'); print(pprint.pformat({'b': 1, 'a': 2})); pprint.pprint([{'k': 'v' * 50}, {'k2': 'w' * 40}], width=60); pprint.pprint({'x': (1, 2)}, sort_dicts=False)

# %% io
import io
s = io.StringIO('a\nb\nc'); print(s.readline(), s.read(2), s.tell(), s.readlines(), s.read(), s.getvalue()); s.seek(0); s.write('X'); print(s.getvalue(), list(s)); s.close(); T(s.read)
w = io.StringIO(); print('to', 'io', sep='-', file=w); w.write('x'); w.writelines(['1', '2']); print(repr(w.getvalue())); b = io.BytesIO(b'abc'); print(b.read(1), b.read(), b.getvalue(), b.seek(1), b.read(1)); b.write(b'zz'); print(b.getvalue()); T(lambda: io.StringIO().write(5)); T(lambda: io.BytesIO().write('a'))
import contextlib
with contextlib.redirect_stdout(io.StringIO()) as f: print('captured')
print(repr(f.getvalue()))
with io.StringIO('x\ny') as f:
    for line in f: print(line.strip())
print(io.TextIOWrapper is not None, f.closed, io.StringIO('a').readable())

# %% datetime
from datetime import datetime, date, time, timedelta, timezone
d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), d.date(), d.time(), d.isoformat(), d.strftime('%Y-%m-%d %H:%M:%S.%f %A %B %j %p %I %y %a %b %U %w %%'), d + timedelta(days=1, hours=2), d - datetime(2024, 1, 1), d.weekday(), d.isoweekday(), d.replace(year=2025, day=1), d < datetime.max, d.timestamp() > 0, d.timetuple()[:6], d.isocalendar(), date(2024, 1, 1).toordinal(), date.fromisoformat('2024-05-06'), datetime.strptime('01/02/2024 03:04', '%d/%m/%Y %H:%M'), datetime.fromisoformat('2024-01-02T03:04:05'), time(1, 2, 3), d.ctime())
t = timedelta(days=1, seconds=3661, milliseconds=5); print(t, repr(t), t.total_seconds(), t.days, t.seconds, t * 2, t / 2, -t, t // timedelta(hours=1), abs(-t), timedelta(0), timedelta(hours=25) > timedelta(days=1), str(timedelta(seconds=59)), sum([t, t], timedelta()), timedelta(weeks=1), divmod(t, timedelta(hours=1)))
u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, u.astimezone(timezone(timedelta(hours=2))), u.tzinfo, repr(timezone.utc), datetime.fromtimestamp(0, timezone.utc), u.isoformat(), u.utcoffset()); T(lambda: datetime(2024, 13, 1)); T(lambda: date(2023, 2, 29)); T(lambda: datetime.strptime('x', '%Y')); T(lambda: u < d); T(lambda: date(1, 1, 1) - timedelta(1))
print((date(2024, 3, 1) - date(2024, 2, 1)).days, [str(date(2024, 1, 31) + timedelta(n)) for n in (1, 30)], date.today() <= date.max, datetime.now() > d, datetime.min, date(2024, 1, 1).strftime('%d %b'))

# %% hashlib base64
import hashlib
for n in ('md5', 'sha1', 'sha256', 'sha512', 'sha224', 'sha384'): print(n, hashlib.new(n, b'abc').hexdigest(), getattr(hashlib, n)(b'').digest()[:4])
h = hashlib.sha256(); h.update(b'a'); h.update(b'b'); print(h.hexdigest() == hashlib.sha256(b'ab').hexdigest(), h.name, h.digest_size, h.block_size, h.copy().hexdigest()[:8]); T(lambda: hashlib.md5('a')); T(lambda: hashlib.new('nope'))
import base64, binascii, zlib
print(base64.b64encode(b'hello'), base64.b64decode('aGVsbG8='), base64.urlsafe_b64encode(b'\xff\xfe'), binascii.hexlify(b'ab'), binascii.unhexlify('6162'), zlib.crc32(b'abc'), base64.b16encode(b'a'), binascii.crc32(b'abc'), zlib.adler32(b'abc'), base64.b32encode(b'hi'))

# %% pickle
import pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __getstate__(self): return {'x': self.x, 'mark': 1}
    def __setstate__(self, s): self.x = s['x']; self.mark = s['mark']
class R:
    def __reduce__(self): return (complex_maker, (1, 2))
def complex_maker(a, b): return ('made', a, b)
for v in [1, 1.5, 'é', b'x', None, True, [1, [2]], (1,), {'a': {1}}, frozenset([1]), 10 ** 50, range(5), P(3), R(), ..., int, len, complex_maker, ValueError('v'), bytearray(b'a'), slice(1, 2)]:
    w = pickle.loads(pickle.dumps(v)); print(type(w).__name__, w == v, w if not isinstance(w, (P, type(len), type(complex_maker))) else '')
l = [1]; l.append(l); m = pickle.loads(pickle.dumps(l)); print(m[1] is m); a = [1]; b = pickle.loads(pickle.dumps([a, a])); print(b[0] is b[1]); print(pickle.loads(pickle.dumps(P(1))).mark)
import threading
T(lambda: pickle.dumps(lambda: 0)); T(lambda: pickle.dumps(threading.Lock())); T(lambda: pickle.dumps(x for x in [])); T(lambda: pickle.loads(b''))
import io
f = io.BytesIO(); pickle.dump({'a': 1}, f); pickle.dump([2], f); f.seek(0); print(pickle.load(f), pickle.load(f)); T(lambda: pickle.load(f)); print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)

# %% csv
import csv, io
f = io.StringIO(); w = csv.writer(f); w.writerow(['a', 1, 'x,y', 'q"q']); w.writerows([[1, 2], [None, '']]); print(repr(f.getvalue()))
print(list(csv.reader(io.StringIO('a,b\n"x,1",2\n')))); print(list(csv.DictReader(io.StringIO('n,v\na,1\nb,2'))))
f = io.StringIO(); d = csv.DictWriter(f, ['p', 'q']); d.writeheader(); d.writerow({'p': 1, 'q': 2}); print(repr(f.getvalue()))

# %% re verbose and octal
import re
print(re.findall(r'(?x) \d + # digits\n ', '12 3'), re.sub(r"""
    (\w)   # a letter
    \s *   # blanks
    =""", r'\1:', 'a  = 1 b=2', flags=re.VERBOSE), re.findall(r'\101|\x42', 'AAB'))

# %% pprint of long text
import pprint
pprint.pprint({'k': 'long string ' * 10, 'l': ['word ' * 20]})

# %% string.Formatter
import string
class F(string.Formatter):
    def get_value(self, key, args, kwargs): return kwargs.get(key, '?') if isinstance(key, str) else args[key]
print(F().format('{0} {x} {y!r:>5} {{}} {y:{0}}', 9, y='z'), string.Formatter().format('{0} {1[a]} {z.real}', 1, {'a': 2}, z=3))
print(list(string.Formatter().parse('a{b!r:c}d')))
for bad in ('{', '}', '{0!x}', '{1}'):
    try: string.Formatter().format(bad, 1)
    except (ValueError, IndexError) as error: print(type(error).__name__)

# %% strftime of weeks
from datetime import date, datetime, timedelta
for year in range(1998, 2030):
    for day in (date(year, 1, 1), date(year, 12, 31)): print(day.strftime('%G-%V %C'), *day.isocalendar())
print(datetime(2024, 2, 3, 4, 5).strftime('%-d/%-m %-H:%-M %r'))

# %% split at blanks, some of them
for s in ["a b c  ", "  a b c  ", "a  b  c", "", "   ", "abc", " a", "a ", "a b  c d ", "é\u2003b \x1cc "]:
    for n in (-1, 0, 1, 2, 3, 4):
        print(ascii(s), n, *map(ascii, (s.split(None, n), s.rsplit(None, n), s.encode().split(None, n), s.encode().rsplit(None, n), s.split(' ', n), s.rsplit(' ', n))))
print(b'abcabd'.find(b'abd'), b'aab'.find(b'ab'), b'abc'.find(b''), b''.find(b'a'), b'aaa'.find(b'b'), bytearray(b'xyxyz').find(b'xyz'), b'xax'.replace(b'x', b'yy'))
