"""Small pieces of ordinary Python by area of language and library, for `cargo xtask bench engine`.

Each entry of a table is a name and the text of a loop's body; the loop runs it some thousand times, in a function of its
own after the table's preparation. What cannot run (a missing module) is left out with a line that says so. The same file runs
everywhere: for each row it prints the name, a tab, the best seconds of a round of the loop.
"""

import sys
import time

clock = getattr(time, "process_time", time.perf_counter)
PATIENCE = 0.12

TABLES = [
    ("call", """
def plain(a, b): return a
def default(a, b=2, c=3): return a
def only(a, *, key=1): return a
def stars(*args): return args
def named(**named): return named
def outer():
    free = 1
    def inner(x): return free
    return inner
closure = outer()
class C:
    def __init__(self): self.x = 1
    def method(self, a): return a
    def default(self, a=1): return a
    @classmethod
    def of_class(cls, a): return a
    @staticmethod
    def static(a): return a
    def __call__(self, a): return a
class D(C):
    def __init__(self):
        super().__init__()
        self.y = 2
    def method(self, a): return super().method(a)
c = C()
d = D()
bound = c.method
pair = (1, 2)
words = {"b": 3}
function = lambda x: x
""", {
        "plain": "plain(i, 1)",
        "default": "default(i)",
        "keyword": "default(i, c=4)",
        "keyword only": "only(i, key=2)",
        "star parameter": "stars(i, 1)",
        "double-star parameter": "named(a=i)",
        "star argument": "plain(*pair)",
        "double-star argument": "default(i, **words)",
        "closure": "closure(i)",
        "lambda": "function(i)",
        "method": "c.method(i)",
        "method with default": "c.default()",
        "method with keyword": "c.default(a=i)",
        "bound method": "bound(i)",
        "class method": "C.of_class(i)",
        "static method": "c.static(i)",
        "__call__": "c(i)",
        "construct": "C()",
        "super": "d.method(i)",
        "construct with super": "D()",
        "nested def": "def f(x): return x\nf(i)",
        "builtin": "len(pair)",
        "map lambda": "if not i & 63:\n    list(map(function, range(100)))",
    }),
    ("class", """
class P:
    __slots__ = ()
class V:
    kind = 7
    def __init__(self, x): self.x = x
    def __add__(self, o): return self
    def __radd__(self, o): return self
    def __iadd__(self, o): return self
    def __eq__(self, o): return self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __hash__(self): return 5
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): pass
    def __len__(self): return 3
    def __contains__(self, k): return True
    def __bool__(self): return True
    def __neg__(self): return self
    def __enter__(self): return self
    def __exit__(self, *e): return None
    def __iter__(self): return iter(())
    @property
    def prop(self): return self.x
    @prop.setter
    def prop(self, x): self.x = x
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
class Dyn:
    def __getattr__(self, name): return 1
v, w, s, dyn = V(1), V(2), Slots(), Dyn()
""", {
        "attribute": "v.x",
        "store attribute": "v.x = i",
        "in-place attribute": "v.x += 1",
        "class attribute": "v.kind",
        "attribute of class": "V.kind",
        "property": "v.prop",
        "property set": "v.prop = i",
        "slot": "s.a",
        "store slot": "s.a = i",
        "__getattr__": "dyn.missing",
        "getattr": "getattr(v, 'x')",
        "hasattr missing": "hasattr(v, 'nothing')",
        "isinstance": "isinstance(v, V)",
        "__add__": "v + w",
        "__radd__": "1 + v",
        "__iadd__": "v += w",
        "__eq__": "v == w",
        "__lt__ in if": "if v < w: pass",
        "__getitem__": "v[i]",
        "__setitem__": "v[i] = 1",
        "__len__": "len(v)",
        "__contains__": "i in v",
        "__bool__": "if v: pass",
        "__neg__": "-v",
        "with": "with v: pass",
        "for over __iter__": "for _ in v: pass",
        "define a class": "if not i & 63:\n    class Z:\n        def f(self): pass",
    }),
    ("number", """
x, y, big, a, b = 1.5, -2.25, 3 ** 200, 12345, 678
import math
""", {
        "int + - *": "(a + b) * 3 - i",
        "int // %": "(i // 7, i % 7)",
        "int / int": "a / b",
        "int ** 2": "i ** 2",
        "pow mod": "pow(a, b, 1000007)",
        "shifts and bits": "(i << 3 | 5) ^ (i >> 1) & 255",
        "float + - *": "(x + y) * x - 1.0",
        "float ** 2": "x ** 2",
        "float ** -1.5": "x ** -1.5",
        "float // %": "(x // 0.3, x % 0.3)",
        "abs min max": "(abs(y), min(a, b), max(a, b, i))",
        "divmod": "divmod(i, 7)",
        "round": "round(x, 1)",
        "int(str)": "int('12345')",
        "str(int)": "str(i)",
        "str(float)": "str(x)",
        "float(str)": "float('1.25')",
        "big + *": "big * big + i",
        "big // %": "big % 1000000007",
        "sqrt": "math.sqrt(i)",
        "sin cos": "math.sin(x) + math.cos(x)",
        "exp log": "math.exp(x) + math.log(a)",
        "floor": "math.floor(x)",
        "gcd": "math.gcd(a, i)",
        "hypot": "math.hypot(x, y)",
        "chained comparison": "0 < i < 100",
    }),
    ("sequence", """
l, t, s = list(range(100)), tuple(range(100)), "x" * 100
matrix = [[1, 2, 3]] * 3
pairs = [(1, 2)] * 20
b = bytes(100)
ba = bytearray(100)
""", {
        "list index": "l[i % 100]",
        "list negative index": "l[-1]",
        "list store": "l[5] = i",
        "list slice": "l[10:20]",
        "list copy": "l[:]",
        "list reverse slice": "l[::-1]",
        "list slice assignment": "l[3:6] = l[6:2:-1][:3]",
        "tuple slice": "t[1:3]",
        "str index": "s[7]",
        "str slice": "s[2:9]",
        "bytes index": "b[7]",
        "bytearray store": "ba[7] = 1",
        "nested index": "matrix[1][2]",
        "append pop": "l.append(i); l.pop()",
        "insert pop front": "l.insert(0, i); l.pop(0)",
        "list literal": "[i, 1, 2]",
        "tuple literal": "(i, 1, 2)",
        "list + list": "l + [1]",
        "list * n": "[0] * 50",
        "in list": "50 in l",
        "index count": "l.index(50)",
        "unpack tuple": "p, q, r = (i, 1, 2)",
        "unpack list": "p, q, r = matrix[0]",
        "unpack star": "p, *q = t",
        "swap": "p, q = i, 1; p, q = q, p",
        "loop over pairs": "if not i & 15:\n    for p, q in pairs: pass",
        "sort": "if not i & 15:\n    sorted(l)",
        "sort by key": "if not i & 15:\n    sorted(l, key=lambda n: -n)",
        "list of range": "list(range(20))",
        "reversed enumerate zip": "if not i & 15:\n    for p, (q, r) in enumerate(zip(l, reversed(l))): pass",
        "sum list": "sum(l)",
        "min max list": "(min(l), max(l))",
        "del item": "l.append(1)\ndel l[-1]",
    }),
    ("comprehension and generator", """
l = list(range(50))
def gen(n):
    for k in range(n): yield k
def echo():
    r = None
    while True: r = yield r
def delegate(n):
    yield from gen(n)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
e = echo()
next(e)
""", {
        "list comprehension": "[k + 1 for k in l]",
        "filtered comprehension": "[k for k in l if k & 1]",
        "nested comprehension": "[[k for k in range(5)] for _ in range(5)]",
        "dict comprehension": "{k: 1 for k in l}",
        "set comprehension": "{k for k in l}",
        "sum of generator": "sum(k * k for k in l)",
        "sum of i ** 2": "sum(k ** 2 for k in range(50))",
        "any of generator": "any(k > 40 for k in l)",
        "all of generator": "all(k < 60 for k in l)",
        "set of generator": "set(k for k in l)",
        "join of generator": "''.join('a' for k in l)",
        "max of generator": "max(k for k in l)",
        "list of generator": "list(gen(50))",
        "loop over generator": "for _ in gen(50): pass",
        "yield from": "for _ in delegate(50): pass",
        "recursive generator": "for _ in tree(8): pass",
        "send": "e.send(i)",
        "next": "next(iter(l))",
    }),
    ("dict and set", """
d = {k: k for k in range(100)}
names = {"alpha": 1, "beta": 2, "gamma": 3}
s, t = set(range(50)), set(range(25, 75))
keys = [(k, k + 1) for k in range(20)]
tuples = {k: 1 for k in keys}
""", {
        "get item": "d[50]",
        "get str item": "names['beta']",
        "set item": "d[7] = i",
        "in-place item": "d[7] += 1",
        "tuple key": "tuples[keys[3]]",
        "get": "names.get('none', 0)",
        "in dict": "'beta' in names",
        "setdefault": "d.setdefault(5, i)",
        "items loop": "for k, v in names.items(): pass",
        "dict literal": "{'a': i, 'b': 2}",
        "copy update": "dict(names, a=1)",
        "merge": "{**names, 'a': 1}",
        "pop": "d[200] = 1; d.pop(200)",
        "set operators": "(s | t, s & t, s - t)",
        "set add discard": "s.add(i & 63); s.discard(1)",
        "in set": "i in s",
        "sorted items": "sorted(names.items())",
    }),
    ("text", """
words = "the quick brown fox jumps over the lazy dog".split()
line = " ".join(words)
x = 3.14159
n = 1234567
""", {
        "f-string": "f'{i} and {line}'",
        "f-string format": "f'{x:.2f} {n:>10}'",
        "percent": "'%d %s %.2f' % (i, line, x)",
        "format method": "'{} {:>5}'.format(i, n)",
        "concatenate": "'a' + line",
        "in-place": "r = ''\nfor w in words: r += w",
        "split": "line.split()",
        "split by": "line.split('o')",
        "join": "' '.join(words)",
        "replace": "line.replace('o', '0')",
        "find": "line.find('lazy')",
        "in": "'lazy' in line",
        "startswith": "line.startswith('the')",
        "strip upper": "line.strip().upper()",
        "loop over characters": "for c in line: pass",
        "ord chr": "chr(ord('a') + (i & 15))",
        "compare": "line == 'something else'",
        "encode decode": "line.encode().decode()",
        "translate": "line.translate({97: 98})",
        "isdigit": "'123'.isdigit()",
        "repr list": "repr(words)",
        "str.count": "line.count('o')",
    }),
    ("control", """
def fails(): raise ValueError("no")
class Own(Exception): pass
""", {
        "while": "k = 20\nwhile k: k -= 1",
        "for range": "for k in range(20): pass",
        "if elif": "if i == -1: pass\nelif i == -2: pass\nelif i > 0: pass",
        "boolean": "(i and 1) or not i",
        "conditional": "1 if i else 2",
        "try": "try: k = 1\nexcept ValueError: pass",
        "raise and catch": "try: raise ValueError\nexcept ValueError: pass",
        "raise from a call": "try: fails()\nexcept ValueError as e: pass",
        "own exception": "try: raise Own(i)\nexcept Own as e: pass",
        "finally": "try: k = 1\nfinally: k = 2",
        "KeyError": "try: {}[i]\nexcept KeyError: pass",
        "match literal": "match i & 3:\n    case 0: pass\n    case 1: pass\n    case _: pass",
        "match sequence": "match (i, 2):\n    case (1, q): pass\n    case (p, 2): pass",
        "global": "global g\ng = i",
        "walrus": "if (k := i) > 3: pass",
        "assert": "assert i >= 0",
        "print": "if not i & 63:\n    print('x', i, file=sink)",
    }),
    ("library", """
import collections, itertools, functools, heapq, bisect, operator, random, string, copy, re, json, datetime, hashlib, io, struct, array, dataclasses, enum, statistics, time, textwrap, math
l = list(range(50))
Point = collections.namedtuple("Point", "x y")
p = Point(1, 2)
@dataclasses.dataclass
class Data:
    x: int
    y: int = 2
class Color(enum.Enum):
    RED = 1
    BLUE = 2
@functools.lru_cache(maxsize=None)
def cached(n): return n
queue = collections.deque(range(10))
count = collections.Counter()
default = collections.defaultdict(list)
heap = list(range(50))
pattern = re.compile(r"(\\w+)@(\\w+)\\.com")
document = {"a": [1, 2, 3], "b": {"c": "text", "d": None}}
text = json.dumps(document)
now = datetime.datetime(2024, 1, 2, 3, 4, 5)
random.seed(1)
numbers = array.array("d", range(50))
out = io.StringIO()
add = functools.partial(max, 3)
""", {
        "namedtuple": "Point(i, 2).x",
        "namedtuple attribute": "p.x + p.y",
        "dataclass": "Data(i).x",
        "dataclass ==": "Data(1) == Data(1)",
        "enum": "Color.RED is Color(1)",
        "deque": "queue.append(i); queue.popleft()",
        "Counter": "count[i & 7] += 1",
        "Counter of list": "collections.Counter(l)",
        "defaultdict": "default[i & 7].append(1)",
        "OrderedDict": "collections.OrderedDict(a=1)",
        "lru_cache": "cached(i & 7)",
        "partial": "add(i)",
        "reduce": "functools.reduce(operator.add, l)",
        "heapq": "heapq.heappush(heap, i); heapq.heappop(heap)",
        "bisect": "bisect.bisect_left(l, 25)",
        "chain": "for _ in itertools.chain(l, l): pass",
        "product": "for _ in itertools.product(range(5), repeat=2): pass",
        "permutations": "for _ in itertools.permutations(range(4)): pass",
        "groupby": "for k, g in itertools.groupby(l): pass",
        "islice count": "list(itertools.islice(itertools.count(), 20))",
        "accumulate": "list(itertools.accumulate(l))",
        "itemgetter": "sorted([(2, 1), (1, 2)], key=operator.itemgetter(1))",
        "random": "random.random()",
        "randint": "random.randint(1, 6)",
        "choice shuffle": "random.choice(l); random.shuffle(l)",
        "deepcopy": "if not i & 15:\n    copy.deepcopy(document)",
        "re match": "pattern.match('user@example.com')",
        "re sub": "re.sub('o', '0', 'foo boo')",
        "re findall": "re.findall(r'\\\\d+', 'a1b22c333')",
        "json dumps": "json.dumps(document)",
        "json loads": "json.loads(text)",
        "datetime": "now + datetime.timedelta(days=1)",
        "strftime": "now.strftime('%Y-%m-%d')",
        "isoformat": "now.isoformat()",
        "sha256": "hashlib.sha256(b'abc' * 100).hexdigest()",
        "StringIO": "out.write('x')",
        "struct": "struct.pack('<IHd', 1, 2, 3.0)",
        "array": "numbers[7] += 1.0",
        "statistics": "if not i & 63:\n    statistics.mean(l)",
        "textwrap": "if not i & 63:\n    textwrap.dedent('  a\\n  b')",
    }),
]


class Sink:
    def write(self, text): pass
    def flush(self): pass


def indented(text, by):
    return "".join(f"{by}{line}\n" for line in text.strip().split("\n"))


def measure(preparation, body):
    source = "def loop(rounds):\n" + indented(preparation, "    ")
    # `global` and `def` in the body are the loop's own.
    source += "    start = clock()\n    for i in range(rounds):\n" + indented(body, "        ") + "    return clock() - start\n"
    space = {"clock": clock, "sink": Sink()}
    exec(source, space)
    loop = space["loop"]
    rounds = 64
    spent = loop(rounds)
    while spent < 0.02 and rounds < 1 << 22:
        rounds *= 2
        spent = loop(rounds)
    best, total, count = spent, spent, 1
    while total < PATIENCE or count < 3:
        spent = loop(rounds)
        best = min(best, spent)
        total += spent
        count += 1
    return best / rounds


def main():
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    for area, preparation, rows in TABLES:
        for name, body in rows.items():
            title = f"{area}: {name}"
            if only not in title:
                continue
            try:
                seconds = measure(preparation, body)
            except Exception as error:
                print(f"# {title}: {type(error).__name__}: {error}", flush=True)
                continue
            print(f"{title}\t{seconds * 1e9:.3f}e-9", flush=True)


main()
