def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% f-strings
n, pi, s, w, p = 42, 3.14159, 'text', 10, 3
print(f'{n}', f'{n:5}|{n:<5}|{n:^5}|{n:>5}|{n:05}|{n:+}|{n: }|{n:x}|{n:#x}|{n:#o}|{n:#b}|{n:b}|{n:,}|{1234567:,}|{1234567:_}|{255:X}|{n:c}|{n:e}|{n:%}|{n:.2f}')
print(f'{pi:.2f}|{pi:10.3f}|{pi:<10.1f}|{pi:e}|{pi:.3g}|{pi:%}|{pi:.1%}|{pi:+.1f}|{pi:010.2f}|{pi:G}|{1e10:g}|{1e20}|{0.1+0.2}|{1e-5}|{100.0}|{1e16}|{1.5:.0f}|{2.5:.0f}|{pi!r}|{1234567.891:,.2f}')
print(f'{s:>{w}}|{pi:{w}.{p}}|{s:{"*"}^{w}}|{s!r:>{w+2}}|{s!s}|{s!a}|{"é"!a}|{n:{"0"}{w}}')
print(f'{n=}', f'{n = }', f'{s=!s}', f'{pi=:.2f}', f'{n+1=}', f'{{literal}} {{{n}}}', f"{'nested ' + f'{n}'}", f'{n if n > 5 else 0}', f'{[x for x in range(3)]}', f'{(lambda x: x * 2)(3)}', f'{ {"a": 1}["a"] }', f'{n!r:^{w}}')
print(f'''multi
{n}
line''', f'a' 'b' f'{n}', rf'\n{n}', F'{n}', f'{s[0]}{s[-1]}{s.upper()}{s[1:3]}', f'{True:d} {True} {None} {True:5}|')
print(f'{n:}', f'{s:.2}', f'{s:>10.2}|', f'{"":5}|', f'{1_000_000:,d}', f'{-5:=+8d}', f'{-5:08.2f}', f'{5:*<8}', f'{1e100:.3e}', f'{float("inf")} {float("nan"):5}|{float("-inf"):+}', f'{0:#x}', f'{-0.0}', f'{12345.678:.0f}', f'{0.00001234:g}', f'{123456789.0:g}', f'{1e15:.15g}')
import datetime
print(f'{datetime.date(2024, 1, 2):%d.%m.%Y}', f'{datetime.datetime(2024, 1, 2, 3, 4, 5):%H:%M:%S}')

# %% str.format
print('{} {}'.format(1, 2), '{1} {0}'.format(1, 2), '{a} {b}'.format(a=1, b=2), '{0.real} {1[0]} {2[k]}'.format(1, [5], {'k': 6}), '{:>{w}}'.format('a', w=5), '{:{}}'.format('a', 4), '{!r:>5}'.format('a'), '{{}}'.format(), '{0:{1}.{2}f}'.format(3.14159, 8, 2), '{:,}'.format(10**9), '{:<5}|{:^5}|{:>5}'.format(1, 2, 3), '{:08.3f}'.format(-3.14159), '{:+d} {: d}'.format(1, 2), '{a[0][1]}'.format(a=[[1, 2]]), '{a.b}'.format(a=type('O', (), {'b': 5})))
print('{name:10}|{val:6.2f}'.format(**{'name': 'x', 'val': 1.5}), '{0}{0}'.format('a'), '{:%Y}'.format(__import__('datetime').date(2020, 1, 1)), '{:s}'.format('a'), '{:c}'.format(97), '{:n}'.format(5), 'x'.format(1, 2), '{:d}'.format(True), '{a}'.format_map({'a': 1}))

# %% percent
print('%d %i %u' % (1, 2, 3), '%s %r %a' % ('é', 'é', 'é'), '%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5), '%f %.2f %10.3f|%-10.1f|' % (1.5, 1.555, 3.14159, 2.5), '%e %E %g %G' % (1e10, 1e-10, 1e20, 1e-7), '%x %X %o %#x %#o' % (255, 255, 8, 255, 8), '%c%c' % ('a', 98), '%%' % (), '%s' % [1, 2], '%(a)s %(b)05.1f' % {'a': 1, 'b': 2.5}, '%*d' % (5, 1), '%.*f' % (2, 1.2345), '%-*s|' % (6, 'ab'), '%s %s' % ('a', (1, 2)), '%s' % (1,), '%s' % None, '%5s|%-5s|%.2s' % ('ab', 'ab', 'abc'), '%d' % 3.7, '%d' % True, '%r' % 'it\'s', b'%d %s' % (1, b'x'))

# %% methods
s = '  Hello, World  '
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), s.strip().lower(), s.strip().upper(), s.strip().swapcase(), 'hello world foo'.title(), 'hELLO'.capitalize(), 'ß'.casefold(), 'xxaxx'.strip('x'), 'a,b,,c'.split(','), ' a  b '.split(), 'a b c'.split(' ', 1), 'a b c'.rsplit(' ', 1), 'a\nb\r\nc'.splitlines(), 'a\nb\n'.splitlines(True), 'a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'abc'.partition('x'))
print('abcabc'.find('c'), 'abcabc'.rfind('c'), 'abc'.find('z'), 'abcabc'.index('b', 2), 'abcabc'.count('bc'), 'aaa'.count(''), 'abc'.replace('b', 'X'), 'aaa'.replace('a', 'b', 2), 'abc'.startswith(('x', 'a')), 'abc'.endswith('bc'), 'abc'.startswith('b', 1), 'abc'.removeprefix('a'), 'abc'.removesuffix('c'), '-'.join('abc'), 'ab'.ljust(5, '.'), 'ab'.rjust(5), 'ab'.center(6, '*'), '42'.zfill(5), '-42'.zfill(5), 'a\tb'.expandtabs(4), 'abc'.translate(str.maketrans('ab', 'xy', 'c')), 'abc'.translate({97: None, 98: 'BB'}))
print('123'.isdigit(), '12a'.isdigit(), 'abc'.isalpha(), 'ab1'.isalnum(), ' \t'.isspace(), 'Abc'.istitle(), 'abc'.islower(), 'ABC'.isupper(), 'a_1'.isidentifier(), '1a'.isidentifier(), '½'.isnumeric(), '²'.isdigit(), '٣'.isdecimal(), ''.isalpha(), 'abc'.isascii(), 'é'.isascii(), 'a\n'.isprintable())
print('abc'[::-1], 'abc'[1:], 'abc'[-2:], 'abcdef'[::2], 'abc'[5:], 'abc'[1], 'a' * 3, 'a' 'b', 'b' in 'abc', min('hello'), max('hello'), sorted('hello'), list('abc'), 'é'.encode(), 'é'.encode('latin-1'), len('é😀'), ord('😀'), chr(128512), '\x41\u00e9\N{BULLET}\101', ascii('é😀'), repr('a\'b'), repr('a"b\'c'), repr('\n\t\\\x00\x7f\xa0'), r'\n')
print('a' < 'b', 'Z' < 'a', 'abc' < 'abd', '' < 'a', 'a' == 'a', hash('a') == hash('a'), str(5), str(None), str([1, 'a']), str(b'a'), str(b'caf\xc3\xa9', 'utf-8'), 'abc'.__len__(), 'İ'.lower(), 'ǆ'.title(), 'ﬁ'.upper())

# %% slices
l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::3], l[::-1], l[-3:], l[:-3], l[8:2:-2], l[100:], l[-100:2], l[5:2], l[slice(1, 4)], l[slice(None, None, 2)])
l[2:5] = ['a', 'b']
print(l); l[::2] = [0] * len(l[::2]); print(l); del l[1:3]; print(l); l[1:1] = [7, 8]; print(l); l[:] = []; print(l)
l = [1, 2, 3]
def bad(): l[::2] = [1, 2, 3]
T(bad)
def bad(): l[0:1] = 5
T(bad)
def bad(): 'abc'[0] = 'x'
T(bad)
def bad(): del (1, 2)[0]
T(bad)
print(slice(1, 2), slice(5).indices(3), slice(None, None, -1).indices(5), slice(1, 2) == slice(1, 2), (1, 2, 3)[::-1], range(10)[::3], b'abc'[1:], 'abc'[True])

# %% bytes
b = b'hello'
print(b, b[0], b[1:3], list(b), b.hex(), bytes.fromhex('68 69'), b.upper(), b.split(b'l'), b.find(b'l'), b + b'!', b * 2, b'l' in b, 104 in b, bytes(3), bytes([1, 2]), bytes('é', 'utf-8'), b.decode(), b'\x00\xff\n\'', b == b'hello', b < b'z', len(b), b.replace(b'l', b'L'), b.startswith(b'he'), b'a,b'.split(b','), b' x '.strip(), b.isalpha(), b.center(9, b'*'), b'-'.join([b'a', b'b']), hash(b) == hash(b'hello'), b.index(b'o'), b.count(b'l'), b.hex(' '), b.translate(None, b'l'))
ba = bytearray(b)
ba[0] = 72; ba.append(33); ba.extend(b'??'); del ba[-1]; ba[1:2] = b'EE'
print(ba, bytes(ba), ba.decode(), len(ba), ba.pop(), ba.find(b'l'), ba == bytearray(ba), bytearray(2), bytearray(b'ab') + b'c'); ba.reverse(); print(ba); ba.clear(); print(ba)
print((258).to_bytes(2, 'big'), (258).to_bytes(4, 'little'), int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\xff', 'big', signed=True), (-1).to_bytes(2, 'big', signed=True), int.from_bytes([1, 0], 'little'))
print(b'caf\xc3\xa9'.decode('utf-8'), b'\xff'.decode('latin-1'), b'\xffa'.decode('utf-8', 'ignore'), b'\xffa'.decode('utf-8', errors='replace'), 'aé'.encode('ascii', 'ignore'), 'aé'.encode('ascii', 'replace'), 'aé'.encode('ascii', 'xmlcharrefreplace'), 'é'.encode('utf-16-le'), 'a'.encode('utf-16'), 'aé'.encode('ascii', 'backslashreplace'))

# %% numbers
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, divmod(-7, 2), 2 ** 100, 2 ** -1, 10 ** 20 // 7, -(10 ** 20) // 7, -(10**20) % 7, 1e3, 1_000, 0xff, 0o17, 0b101, 5 / 2, 4 / 2, 0.1 + 0.2, 1 / 3, 1e-7, 123456789.123456789, 1e22, 1e21, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, -1 >> 3, (1 << 70) >> 68, -5 >> 1)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1.5), round(5), type(round(2.0)), round(2.0, 0), round(1e20), int(3.9), int(-3.9), int('  12 '), int('-0x1f', 16), int('0b11', 0), int('1_000'), float('1e3'), float(' -inf '), float('nan'), float('1_0.5'), abs(-3), pow(2, 10, 1000), pow(3, -1, 7), bin(10), hex(-255), oct(8), True + True, int(True), bool('0'), bool(0.0), bool([]), divmod(7.5, 2), max(1, 2.5), min([3, 1]), sum([0.1] * 10), sum([1, 2], 10))
print((5).bit_length(), (5).bit_count(), (0.5).as_integer_ratio(), (1.5).is_integer(), (2.0).is_integer(), (255).bit_length(), (0.1).hex(), float.fromhex('0x1.8p1'), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, 1 .__add__(2), 3 .__class__, (1.0).__repr__(), 5 .as_integer_ratio())
print(float('inf') > 10 ** 400, 10 ** 400 > 1e308, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53 + 1), 1e400, -1e400, float('nan') == float('nan'), 0.0 == -0.0, 1 == True, 3 == 3.0, 10**16 == 1e16, int(1e16), int(1e22), 1e16 + 1, 2**0.5, (-8) ** (1/3) if False else 0, 4 ** 0.5, 1.1 + 2.2, 3.0, 1e5, 12345678901234567890, -0.0, 1.0e-10, 5e-324, 1.7976931348623157e308)
print(isinstance(True, int), type(1 + True), 1 + 1.0, 2 * 3.5, 10 // 3.0, 2 ** 3.0, 7 % 2.5, 1 < 1.5, 5 == 5.0 == 5, int.__name__, (1).__class__.__mro__)

# %% sets
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= b, {1} < a, a >= {1, 2}, a.isdisjoint({9}), a == {3, 2, 1}, len(a), 2 in a, set('hello') == set('ehlo'), {*a, 9}, sorted({'b', 'a'}), set(), frozenset([1]), {frozenset([1]): 2}, type({}), {x for x in [1, 1, 2]})
a |= {9}; a -= {1}; a &= {2, 3, 9}; a ^= {2, 7}
print(sorted(a)); a.add(5); a.discard(100); a.update([1], (2,)); print(sorted(a), a.union([50], [60]) == a | {50, 60}, sorted(a.intersection([1, 2, 77])), sorted(a.difference([1])), sorted(a.symmetric_difference([1, 1000])))
T(lambda: a.remove(100)); T(lambda: {[1]}); T(lambda: a | [1]); T(lambda: a < 5); T(lambda: a['x'])
print(frozenset([1, 2]) | {3}, {1} | frozenset([2]), type(frozenset([1]) | {2}).__name__, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {1, 2}.issubset([1, 2, 3]), {1, 2, 3}.issuperset([1]), min({3, 1}), {1: 'a'}.keys() & {1, 2}, {1: 2}.keys() | {3}, {1: 2}.items() & {(1, 2)}, {'a': 1}.keys() - {'a'})

# %% dicts
d = {'a': 1, 'b': 2}
print(d, d['a'], d.get('z'), d.get('z', 0), list(d), list(d.values()), list(d.items()), 'a' in d, len(d), d.setdefault('c', 3), d.setdefault('a', 9), d.pop('c'), d.pop('zz', None), d | {'b': 5, 'q': 1}, {**d}, dict([(1, 2)], x=3), dict(zip('ab', [1, 2])), dict.fromkeys('ab', 0), {1: 'a', 1.0: 'b', True: 'c'}, d == {'b': 2, 'a': 1}, list(reversed(d)), d.keys(), d.values(), d.items(), {k: v for k, v in d.items() if v > 1})
d.update(z=26, a=0); d |= {'y': 25}; print(d, d.popitem(), d.copy() is d, sorted(d.items(), key=lambda kv: -kv[1]), max(d, key=d.get), sum(d.values())); d.clear(); print(d, bool(d))
d = {(1, 2): 'tuple', None: 'none', 1.5: 'f', frozenset(): 's', 'n': {'m': {'k': [1]}}}
print(d, d[1, 2], d['n']['m']['k'][0]); T(lambda: d['missing']); T(lambda: d[[]]); T(lambda: d.nope); T(lambda: {} < {})
e = {}; e['self'] = e; print(e); l = []; l.append(l); print(l, [l]); t = ([],); t[0].append(t); print(t)

# %% lists and tuples
l = [3, 1, 2]
l.append(4); l.extend([5, 6]); l.insert(0, 0); l.insert(-1, 'x'); l.insert(100, 'end'); print(l, l.pop(), l.pop(0), l.index('x'), l.count(1), l.remove('x'), l, l.copy(), [1, 2] + [3], [0] * 3, [[]] * 2, l == l[:], [1, 2] < [1, 3], [1] < [1, 0], 3 in l)
l.sort(); print(l); l.sort(reverse=True); print(l); l.reverse(); print(l, sorted(['b', 'A', 'c'], key=str.lower), sorted([(1, 'b'), (1, 'a'), (0, 'z')]), sorted([3, 1], reverse=True), list(reversed(l)), min(l), max(l, key=lambda x: -x), sum(l), all(l), any([]))
t = (1, 2, 2); print(t, t.count(2), t.index(2), t + (3,), t * 2, (1,), (), len(t), t[0], t[-1], t[::-1], hash(t) == hash((1, 2, 2)), (1, 2) < (1, 3), 2 in t, tuple('ab'), ((1, 2), [3]), sorted(t, reverse=True))
matrix = [[1, 2], [3, 4]]; print(list(zip(*matrix)), [r[0] for r in matrix], [x for r in matrix for x in r], [[r[i] for r in matrix] for i in range(2)]); grid = [[0] * 3 for _ in range(2)]; grid[0][1] = 5; print(grid)
T(lambda: [1, 'a', None].sort()); T(lambda: l.sort(key=5)); T(lambda: [].pop()); T(lambda: [1].remove(2)); T(lambda: (1,).append(2)); T(lambda: [1, 2, 3].index(3, 0, 2))

# %% unicode_escape and raw_unicode_escape
for codec in ("unicode_escape", "raw_unicode_escape"):
    print("a\\b\t\n\x07é☃😀".encode(codec))
    for data in (b"\\n\\x41\\101\\u2603\\U0001f600", b"\xe9", b"\\x4", b"\\u12", b"\\U0001", b"\\", b"\\UFFFFFFFF"):
        try:
            print(ascii(data.decode(codec)), end=" ")
        except UnicodeDecodeError as error:
            print(error, end=" ")
        print(ascii(data.decode(codec, "replace")))

# %% plain formats
print('%s %d%%' % ('a', 3), '%s' % 1.5, '%s' % (None,), '%d' % True, '%s %s' % ('a', [1]), '%r' % 'x', '%5d|%-5s|' % (1, 'a'))
class Own:
    def __str__(self): return 'own'
class Number(int):
    def __str__(self): return 'number'
print('%s %s %d' % (Own(), Number(3), Number(4)), '%s' % Own(), '%s%s' % (10 ** 30, -1))
for f in (lambda: '%s %s' % 'a', lambda: '%s' % ('a', 'b'), lambda: '%' % (), lambda: '%d' % 'a', lambda: 'é%' % 1, lambda: '%é' % 1,
          lambda: 'abc' % 1, lambda: 'abc' % {}, lambda: '%s' % {}, lambda: '%s' % {'a': 1}, lambda: '%%' % (), lambda: '%%' % 3):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print('a,b,,c'.split(','), ','.split(','), ''.split(','), 'aéb'.split('é'), 'a,b'.split(',', 0), 'a,b,c'.split(',', 1), 'a--b'.split('--'))

# %% formats by names, slices of lists
class Text(str): pass
class Missing(dict):
    def __missing__(self, key): return "<%s>" % key
class Equal:
    def __hash__(self): return hash("a")
    def __eq__(self, other): return other == "a"
d = {"a": 1, "b": "text", "c": 2.5, "a(b)": "nested", "": "empty", "n": None, "t": Text("sub"), "l": [1]}
for form in "%(a)s", "%(a)05d|%(b)-8s|%(c).1f", "%(b)s%%", "%(a(b))s", "%()s", "%(z)s", "%(a", "%(a)", "%s", "%(n)s %(t)s %(l)s", "%(b)d", "%d", "%(a)s %s", "%%", "", "%(c)s %(c)d", "%(b).2s":
    try: print(form, repr(form % d))
    except Exception as error: print(form, type(error).__name__, error)
print("%(q)s" % Missing(a=1), "%(a)s" % {Equal(): "equal"}, "no fields" % d)
x = list(range(6)); y = x; x[1:3] = x; print(x); x[2:4] = x[3:1:-1]; print(x); x[:] = x[::-1]; print(x, y is x); x[1:1] = (7, 8); x[3:9] = []; print(x); x[0:2] = (5, 6); print(x)
class Released:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone", self.name, len(z))
z = [Released(n) for n in range(3)]; z[0:2] = [None, None]; print("then"); z[:] = []
