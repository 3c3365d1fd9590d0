# %% patterns that are wrong, and odd ones
import re
pats = ['(', ')', '*', 'a**', '(?P<n', '(?P<1>a)', '(?P<a>x)(?P<a>y)', '(?P=z)', '\\1', '(\\1)', '[a', '[z-a]', '[\\w-a]', 'a{3,2}', '(?z)', '(?i', '(?i-', '(?-i:a', 'a(?i)b',
 '(?<=a*)b', '(?(1)a|b|c)', '(?(2)a)', '(?(x)a)', '(?(0)a)', '\\x1', '\\u12', '\\q', '\\', '(?#', '(?<a)', '(?P>a)', '(?', '(?P', '(?P<', '(?P<a', '\\400', '[\\400]', '[\\8]', '\\8', 'x{4294967295}', '(?a-a:x)',
 '(?i-i:x)', '(?au:x)', '(?L)a', '+a', '|*', '(*)', '(?:*)', '^*', '$+', '\\b+', '(?=a)*', 'a{,}', 'a{,3}b', 'a{2}{3}', 'a??', 'a???', 'a++', 'a*+b', 'a{2}+', '(?>a|ab)c', '\\N{DIGIT ONE}', '\\N{foo}', '\\N', '\n\n(', '(?<=(a)\\1)b', '(a)(?<=\\1)b','(?x) a b # c\n d', ' (?x) a', '(?x: a b)c', '[]a]', '[^]a]', '[a-]', '[-a]', '[]-a]', '[a-\\d]', '(?P<é>a)']
for p in pats:
    for q in ((p, p.encode()) if p.isascii() else (p,)):
        try:
            c = re.compile(q)
            print(q, c, c.flags, c.groups, c.groupindex == {} or dict(c.groupindex))
        except (re.error, ValueError, OverflowError) as e:
            print(q, type(e).__name__, e, getattr(e,'pos',None), getattr(e,'lineno',None), getattr(e,'colno',None))

# %% matches
import re
for p, s in [('(a+|b)*?c','aabc'), ('(?:(a)|b)*','ab'), ('(a)?b\\1?','ab'), ('(?P<x>a)(?(x)b|c)','abac'), ('(a)|b(?(1)c|d)','bd'), ('(?i)straße','STRASSE straße STRAßE'), ('(?i)k','\u212a'), ('(?i)[a-z]+','\u017f\u212aABC'), ('(?i)µ','μΜ'), ('(?ia)k','\u212aK'), ('(?i)ω','\u2126'),
  ('(?i)İ','i\u0130ı'), ('\\d+','١٢٣ 123'), ('(?a)\\d+','١٢٣ 123'), ('\\s+','a\u2003\x1cb'), ('\\w+','é_ß 日本 \u0301'), ('.','\n'), ('(?s).','\n'), ('(?m)^\\w+$','ab\ncd\n'), ('a$','a\n'), ('a\\Z','a\n'), ('x*','aaxx'), ('(?:a|ab)(?:c|bcd)(d*)','abcd'), ('(?:ab?)*?b','aabab'),('((a)|b)*','abb'),
  ('(?=(a+))a*b\\1','baaabac'), ('(?<!a)b','ab b'), ('(?<=é)b','éb'), ('(?:é|ü)+','éüéx'), ('é{2,3}?x','éééx'), ('[^é]+','abéc'), ('(é)\\1','éé'), ('(?i)(é)\\1','éÉ'), ('(a*)*','aa'), ('(a*)+','b'), ('(?:a?){3}','aa'), ('(?:a?)*?y','aay'), ('(?:x|(?:y))+?z','xyz'), ('(?>a+)ab','aaab'), ('a*+a','aaa'), ('(?:ab)++c','ababc'), ('(?:a|ab){2}+c','abac')]:
    try:
        r = re.compile(p)
    except re.error as e:
        print(p, e); continue
    print(ascii(p), [(m.span(), m.groups(), m.lastindex, m.regs) for m in r.finditer(s)], r.findall(s) == [m.group(1) if r.groups==1 else (m.groups('') if r.groups else m.group()) for m in r.finditer(s)] or r.findall(s), ascii(r.split(s)), ascii(r.sub('<\\g<0>>', s)), ascii(r.fullmatch(s)))

# %% methods and errors
import re
r = re.compile('a(b)?')
print(r.match('xab', 1), r.match('xab', 1, 2), r.search('xab', endpos=2), r.search('ab', 5), r.findall('abab', 2), r.sub('x','abab',1), r.subn('x', 'abab', count=1), r.split('xabyabz', maxsplit=1))
m = r.match('ac'); print(m.groups(), m.groups('d'), m[0], m[1], m.start(1), m.span(1), m.end(), m.pos, m.endpos, m.re is r, m.string, bool(m))
for f in (lambda: m[2], lambda: m['x'], lambda: m.group(0,1,5), lambda: r.match(), lambda: r.match(1), lambda: r.match(b'a'), lambda: re.sub('a','\\2','a'), lambda: re.sub('(?P<x>a)','\\g<y>','a'), lambda: re.sub('a','\\g<x','a'), lambda: re.sub('a','\\q','a'), lambda: re.sub('a', lambda m: 1, 'xa'), lambda: re.sub('a', b'b', 'a'), lambda: re.compile(r, re.I), lambda: re.compile('a', re.L), lambda: re.compile(b'a', re.U), lambda: re.compile('a', re.A|re.U), lambda: re.sub('a','\\','a'), lambda: re.sub('a','\\g<1x>','a'), lambda: re.sub('(a)','\\400','a'), lambda: re.compile(5), lambda: re.escape(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(m.expand('<\\1>'), re.sub('(a)(b)?', '[\\1|\\2|\\g<1>\\t\\061]', 'ab a'), re.sub(b'a', b'\\\\x', b'a'), re.sub('a', '\\n', 'a'))
import copy, pickle
print(copy.copy(r) is r, copy.deepcopy(m) is m, pickle.loads(pickle.dumps(r)) == r, hash(r)==hash(re.compile('a(b)?')), r == re.compile('a'), r != 1)
try: pickle.dumps(m)
except TypeError as e: print(e)
s = r.scanner('xabab'); print(s.search(), s.match(), s.match(), s.search(), s.pattern is r)
it = r.finditer('abab'); print(type(it).__name__, next(it), next(it), next(it, None), next(it, None))
print(repr(re.I|re.M), re.I & re.M, re.RegexFlag(0), re.compile('x'*300), re.compile(b'a', re.A|re.X), str(re.I), int(re.I|re.S))
sc = re.Scanner([(r'[a-z]+', lambda s, t: ('w', t)), (r'\d+', lambda s, t: int(t)), (r'\s+', None)])
print(sc.scan('abc 12 d!x'))
print(re.escape('a.b*c\n é'), re.escape(b'a-b'))
print(re.match(b'a', bytearray(b'ab')), re.findall(b'.', bytearray(b'ab')))
print(re.purge(), re.compile('a') is re.compile('a'))
print([m.start() for m in re.finditer('é', 'aéébé')], re.search('b', 'éb', 1), re.search('b', 'éb', 2), re.match('(?P<y>\\d{4})-(?P<m>\\d\\d)', '2020-11').groupdict())

# %% replacements that call back, and their order
import re
seen = []
def f(m):
    seen.append((m.start(), m.group(), m.re is p))
    return None if m.group() == 'b' else m.group() * 2
p = re.compile('[abé]')
print(p.sub(f, 'xaébc'), seen, p.subn(f, 'ab', 1), p.sub(lambda m: p.sub('-', 'aa'), 'a.b'))
def g(m): raise KeyError(m.group())
try: p.sub(g, 'xa')
except KeyError as e: print(repr(e))

# %% long repetitions do not recurse
import re
print(re.match('(?:x|y)*', 'xy' * 50000).end(), re.match('(x)*', 'x' * 100000).span(1), re.match('(?:(?:x)*)*', 'x' * 1000).end(), re.match('.*?z', 'x' * 100000), len(re.findall('a|b|[cd]', 'abcd' * 1000)))

# %% flags by their class
import re
print(re.RegexFlag.IGNORECASE, re.RegexFlag.I | re.RegexFlag.S, re.RegexFlag.X is re.X, sorted(re.RegexFlag.__members__), re.RegexFlag.M == 8, re.RegexFlag.NOFLAG)
