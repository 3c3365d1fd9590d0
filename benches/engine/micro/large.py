"""Operations on large objects that CPython does at once, for `cargo xtask bench outside`: what takes as long as the object is
large stands out as a row of some thousandths.

Each entry of a table is a statement; it is run on objects of `SIZE` items or characters, which the table's preparation makes.
For each the name, a tab and the best seconds of one run are printed.
"""

import time

clock = getattr(time, "process_time", time.perf_counter)
SIZE = 2 ** 17
TIMES = 100

TABLES = [
    ("bytes", "b = bytes(range(256)) * (n // 256)", """
b[m]
b[m:m + 2]
b[m:m + 9:2]
b.startswith(b"ab")
b.endswith(b"ab")
b.find(b"\\0", m)
b.count(b"q", m, m + 9)
b.index(1)
2 in b
b == b"ab"
b < b"zz"
"""),
    ("bytearray", "b = bytearray(range(256)) * (n // 256)", """
b[m]
b[m:m + 2]
b[m] = 1
b[m:m + 2] = b"ab"
b.append(b.pop())
b.startswith(b"ab")
b.find(b"\\0", m)
2 in b
b == b"ab"
b.extend(b"")
"""),
    ("memoryview", "b = memoryview(bytearray(n))", """
b[m]
b[m:m + 2]
b[m] = 1
b[m:m + 2] = b"ab"
bytes(b[m:m + 2])
len(b)
"""),
    ("text", "s = 'abcdefgh' * (n // 8)", """
s[m]
s[m:m + 2]
s[m:m + 9:2]
s.startswith("ab", m)
s.find("c", m)
s.count("q", m, m + 9)
"c" in s
s < "b"
s == "x"
len(s)
"""),
    ("text beyond ASCII", "s = 'abcdefgü' * (n // 8)", """
s[m]
s[-1]
s[m:m + 2]
s[-3:]
s.startswith("ab", m)
s.find("c", m)
s.count("q", m, m + 9)
"""),
    ("list", "l = list(range(n)); other = [0, -1] * m", """
l[m]
l[m:m + 2]
l[m:m + 2] = [1, 2]
l.append(l.pop())
l == [1]
l == other
l < other
l.index(3)
3 in l
l += []
next(iter(l))
next(reversed(l))
"""),
    ("tuple", "t = tuple(range(n)); other = (0, -1) * m", """
t[m]
t[m:m + 2]
t == other
t < other
3 in t
t.index(3)
"""),
    ("dict", "d = dict.fromkeys(range(n)); del d[m]; few = {}", """
d.get(3)
m in d
-1 in d
d.pop(m, 0)
m in d.keys()
(m, None) in d.items()
d == few
d.setdefault(5, 0)
next(iter(d))
next(reversed(d))
d.update(few)
"""),
    ("set", "s = set(range(n)); s.discard(m); few = {1, 2, 3}", """
m in s
s.add(5)
few & s
few - s
few <= s
few < s
few.issubset(s)
s.isdisjoint(few)
s == few
s |= few
s -= few
s.update(few)
s.add(s.pop())
"""),
    ("collections", "from collections import ChainMap, Counter, OrderedDict, deque; q = deque(range(n)); c = Counter(range(n)); "
     "o = OrderedDict.fromkeys(range(n)); few = deque([1]); chain = ChainMap({}, dict(o))", """
q[0]
q[-1]
q.append(q.popleft())
q.rotate(1)
q == few
3 in q
c[m] += 1
o.move_to_end(m)
next(iter(o))
m in chain
chain[m]
"""),
    ("array, range, heap", "import array, bisect, heapq; a = array.array('i', range(n)); few = array.array('i', [1]); r = range(n); "
     "l = list(range(n))", """
a[m]
a[m:m + 2]
a.append(a.pop())
a == few
3 in a
m in r
r.index(m)
bisect.bisect(l, m)
heapq.heappush(l, -1); heapq.heappop(l)
"""),
    ("streams", "import io; b = io.BytesIO(bytes(n)); s = io.StringIO('abcdefgh' * (n // 8)); u = io.StringIO('abcdefgü' * (n // 8))", """
b.seek(m); b.read(3)
b.seek(m); b.write(b"a")
b.getbuffer()[m]
s.seek(m); s.read(3)
s.seek(0); s.readline(5)
u.seek(m); u.read(3)
"""),
    ("patterns", "import re; p = re.compile('c'); b = re.compile(b'c'); s = 'abcdefgh' * (n // 8); u = 'abcdefgü' * (n // 8); "
     "d = bytes(n // 2) + b'c' * (n // 2)", """
p.search(s)
p.match(s, m)
p.search(u, m)
p.match(u, m)
p.search(s, m, m + 9)
b.match(d, m)
next(p.finditer(s))
"""),
]


def measured(prepare, statement):
    names = {"n": SIZE, "m": SIZE // 2}
    exec(prepare, names)
    code = compile(f"for _ in range({TIMES}): {statement}", "large", "exec")
    best = float("inf")
    for _ in range(5):
        start = clock()
        exec(code, names)
        best = min(best, clock() - start)
    return best / TIMES


for area, prepare, statements in TABLES:
    for statement in statements.strip().split("\n"):
        name = f"{area}: `{statement}`"
        try:
            print(name, measured(prepare, statement), sep="\t", flush=True)
        except Exception as error:
            print(f"# {name}: {type(error).__name__}: {error}", flush=True)
