# %% the class of an object is changed
class State:
    def __init__(self, name): self.name = name
class Red(State):
    def go(self): self.__class__ = Green; return "stop"
class Green(State):
    def go(self): self.__class__ = Red; return "drive"
s = Red("x"); print([s.go() for _ in range(3)], type(s).__name__, s.name, isinstance(s, Red))
for bad in (int, 3, "Red", dict):
    try: s.__class__ = bad
    except TypeError as e: print(e)
class Slots: __slots__ = ("a",)
class Slots2: __slots__ = ("a",)
class Slots3: __slots__ = ("b",)
o = Slots(); o.a = 1; o.__class__ = Slots2; print(type(o).__name__, o.a)
try: o.__class__ = Slots3
except TypeError as e: print(e)
try: o.__class__ = Red
except TypeError as e: print(e)
try: (5).__class__ = float
except TypeError as e: print(e)
try: del s.__class__
except TypeError as e: print(e)
object.__setattr__(s, "__class__", Green); print(type(s).__name__, s.go())
setattr(s, "__class__", Green); print(s.__class__.__name__)
class L(list): pass
class M(list): pass
l = L([1]); l.__class__ = M; print(type(l).__name__, l)
try: l.__class__ = list
except TypeError as e: print(e)
class E1(Exception): pass
class E2(Exception): pass
e = E1("x"); e.__class__ = E2; print(repr(e))
try: raise e
except E2 as x: print("E2", x)

# %% copies of iterators
import copy
it = iter([1, 2, 3, 4]); next(it); other = copy.copy(it); print(next(it), list(other), list(it))
for make in (lambda: iter((1, 2)), lambda: iter(range(3)), lambda: enumerate("ab"), lambda: zip("ab", "cd"), lambda: map(abs, [-1, 2])):
    it = make(); next(it); c = copy.copy(it); print(type(it).__name__, list(c), list(it))
deep = copy.deepcopy(iter([[1], [2]])); print(list(deep))
try: copy.copy(x for x in ())
except TypeError as e: print(e)

# %% copies of containers and their hooks
import copy
class Money:
    def __init__(self, n): self.n = n
    def __copy__(self): return Money(self.n + 1)
    def __deepcopy__(self, memo): return Money(self.n + 100)
a = {"x": [Money(1)]}; b, c = copy.copy(a), copy.deepcopy(a)
print(b["x"] is a["x"], c["x"][0].n, copy.copy(Money(5)).n)
l = [1]; l.append(l); d = copy.deepcopy(l); print(d[1] is d, d is not l, copy.copy((1, l))[1] is l)

# %% the document of a dataclass
from dataclasses import dataclass, field, KW_ONLY, InitVar
import typing
@dataclass
class A:
    x: int
    y: "float" = 1.5
    z: list = field(default_factory=list)
@dataclass
class B(A):
    w: typing.Optional[str] = None
    _: KW_ONLY = None
    k: dict[str, int] = field(default_factory=dict, kw_only=True)
@dataclass
class C:
    """Mine."""
    a: int = 0
@dataclass
class D: pass
@dataclass
class F:
    i: InitVar[int]
    t: tuple = ()
    def __post_init__(self, i): self.t = (i,)
for c in (A, C, D, F): print(c.__doc__)
print(B.__doc__)

# %% numbers of one's own in math
import math
class F:
    def __init__(self, x): self.x = x
    def __float__(self): return self.x
class I:
    def __init__(self, x): self.x = x
    def __index__(self): return self.x
print(math.sqrt(F(2.25)), math.sqrt(I(9)), math.floor(F(2.5)) if hasattr(F, "__floor__") else "-", math.sin(F(0.0)), math.pow(F(2.0), I(3)), math.hypot(F(3.0), I(4)))
print(math.gcd(I(12), I(18)), math.factorial(I(5)), math.isqrt(I(17)), math.comb(I(5), I(2)), math.perm(I(4)), math.lcm(I(4), 6), math.ldexp(F(0.5), 3))
print(math.fmod(F(7.5), I(2)), math.isclose(F(1.0), I(1)), math.isnan(F(float("nan"))), math.copysign(F(1.0), F(-0.0)), math.log(I(8), I(2)), math.log2(I(1 << 80)), math.log10(F(100.0)), math.prod([2, 3], start=4))
print(math.trunc(2.7), math.ceil(F(1.2)), math.floor(F(-1.2)), math.frexp(F(8.0)), math.modf(F(2.5)), math.degrees(F(math.pi)), math.atan2(F(1.0), I(1)), math.exp(I(0)))
class T:
    def __trunc__(self): return "t"
    def __floor__(self): return "f"
    def __ceil__(self): return "c"
print(math.trunc(T()), math.floor(T()), math.ceil(T()))
class Bad:
    def __float__(self): return "x"
for f in (lambda: math.ldexp(F(0.5), I(3)), lambda: math.sqrt("x"), lambda: math.sqrt(Bad()), lambda: math.factorial(1.5), lambda: math.gcd(1.5), lambda: math.sqrt(F(-1.0)), lambda: math.isqrt(-1), lambda: math.trunc("x"), lambda: math.floor("x"), lambda: math.sqrt(1 << 2000)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(math.sqrt(True), math.factorial(True), math.inf > 10 ** 400)

# %% progress and formatting of a table
rows = [("alpha", 3, 0.5), ("beta", 12, 12.25), ("gamma", 100, 1e6)]
print(f"{'name':<8}|{'n':^5}|{'value':>12}"); print("-" * 27)
for name, n, value in rows: print(f"{name:<8}|{n:^5}|{value:>12,.2f}")
print("%-8s|%5d|%08.3f" % rows[1], "{0!r:>10} {1:#x} {2:e}".format(*rows[2]))
w = 10; print(f"{w=} {rows[0][0]!r:*^{w}} {1/3:.{w//2}f} {255:08b} {1234567:_} {-5:+d} {0.25:.0%}")

# %% a context manager that measures, and one that suppresses
import contextlib, io, time
@contextlib.contextmanager
def timed(label, log):
    start = time.perf_counter()
    try: yield log
    finally: log.append((label, time.perf_counter() - start >= 0))
log = []
with timed("a", log) as l, contextlib.suppress(KeyError): l.append(1); {}["x"]
try:
    with timed("b", log): raise ValueError
except ValueError: pass
with contextlib.ExitStack() as stack:
    for n in range(3): stack.callback(log.append, n)
    stack.enter_context(timed("c", log))
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print("hidden", end="!")
print(log, repr(buf.getvalue()))
with contextlib.closing(io.StringIO("x")) as f: print(f.read(), contextlib.nullcontext(5).__enter__())
print(f.closed)

# %% generators as coroutines
def scheduler(*tasks):
    ready = list(tasks)
    while ready:
        task = ready.pop(0)
        try: print(next(task), end=" ")
        except StopIteration as stop: print(f"[{stop.value}]", end=" ")
        else: ready.append(task)
    print()
def task(name, n):
    for i in range(n): yield f"{name}{i}"
    return name
def outer(): r = yield from task("z", 2); yield r * 2
scheduler(task("a", 3), task("b", 1), outer())
def averager():
    total = n = 0; value = None
    while True:
        try: x = yield value
        except ZeroDivisionError: total = n = 0; value = "reset"; continue
        total += x; n += 1; value = total / n
g = averager(); next(g); print(g.send(10), g.send(20), g.throw(ZeroDivisionError), g.send(1)); g.close()
try: g.send(1)
except StopIteration: print("closed")

# %% a game of life on a torus
import itertools, collections
def step(cells, w, h):
    counts = collections.Counter(((x + dx) % w, (y + dy) % h) for x, y in cells for dx, dy in itertools.product((-1, 0, 1), repeat=2) if dx or dy)
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4): cells = step(cells, 6, 6)
print("\n".join("".join(".#"[(x, y) in cells] for x in range(6)) for y in range(6)))

# %% grouping, windows and accumulation
import itertools as it, operator as op
data = sorted([("b", 2), ("a", 1), ("b", 3), ("a", 5)], key=op.itemgetter(0))
print({k: [v for _, v in g] for k, g in it.groupby(data, op.itemgetter(0))})
print(list(it.accumulate([1, 2, 3, 4], op.mul)), list(it.pairwise("abcd")), list(it.chain.from_iterable([[1], (2, 3)])), list(it.islice(it.cycle("xy"), 5)), list(it.zip_longest([1], [2, 3], fillvalue="-")))
a, b = it.tee(iter(range(3))); next(a); print(list(a), list(b), list(it.starmap(pow, [(2, 3)])), list(it.takewhile(lambda x: x < 3, it.count())), [*it.compress("abc", [1, 0, 1])], len([*it.permutations(range(4), 2)]), [*it.combinations("abc", 2)])


# %% fractions
from fractions import Fraction as F
import math
print(F(6, -4), repr(F("3.25")), F("-7/21"), F(0.125), F(" 1e-2 "), F(), F(5), F(F(1, 2), 3), F("1_0") if False else "")
a, b = F(3, 4), F(-5, 6)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), -a, abs(b), a ** 2, a ** -2, b ** -1, 2 ** F(1, 2), F(2) ** F(1, 2), 2 ** F(3))
print(a + 1, 1 - a, 2 * a, 1 / a, a + 0.5, 0.5 - a, a / 0.25, 7 // a, 7 % a, a == 0.75, a > b, a <= 1, a != F(6, 8), 1 < F(4, 3) < 1.5, F(1) == 1, a == "x")
print(hash(F(5)) == hash(5), hash(F(1, 2)) == hash(0.5), hash(F(-1, 3)), hash(F(1, 3)), {F(1, 2): "half"}[0.5])
print(int(F(-7, 2)), float(F(1, 3)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), round(F(1234), -2), math.floor(b), math.ceil(b), math.trunc(b), bool(F(0)))
print(F(math.pi).limit_denominator(100), F(math.pi).limit_denominator(7), F(1, 3).limit_denominator(1), sum([F(1, n) for n in range(1, 11)]), F(0.1), F(1, 3).as_integer_ratio(), F(9, 3).numerator, F(9, 6).denominator, max(a, b))
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F("1/0"), lambda: a / 0, lambda: F(1.5, 2), lambda: F(None), lambda: a + "x", lambda: F(0) ** -1, lambda: a < "x", lambda: F(float("nan")), lambda: a.limit_denominator(0), lambda: a // 0):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
import copy, pickle
print(copy.copy(a) is a, pickle.loads(pickle.dumps(a)), F.from_float(0.5), isinstance(a, F))

# %% contexts
import contextvars, threading
v = contextvars.ContextVar("v", default=1); w = contextvars.ContextVar("w")
print(v.get(), w.get("d"), v.name)
try: w.get()
except LookupError as e: print(e.args[0] is w)
t = v.set(2); c = contextvars.copy_context(); t2 = v.set(3)
print(v.get(), c[v], c.get(w), v in c, len(c), list(c.values()), t.var is v, t.old_value is contextvars.Token.MISSING, t2.old_value)
def f(x, *, y): r = v.get(); v.set(x + y); return r, v.get()
print(c.run(f, 10, y=5), v.get(), c[v])
v.reset(t2); print(v.get())
try: v.reset(t2)
except RuntimeError as e: print(str(e).split(" at ")[0], str(e).split(">")[-1])
try: w.reset(t)
except ValueError as e: print(str(e).split(">")[-1])
try: c.run(v.reset, t)
except ValueError as e: print(str(e).split(">")[-1])
try: c.run(c.run, print)
except RuntimeError as e: print(str(e).split(":")[0])
v.reset(t); print(v.get())
out = []
ths = [threading.Thread(target=lambda i=i: (v.set(i), out.append(v.get()))) for i in range(3)]
for th in ths: th.start(); th.join()
print(out, v.get())

# %% compressed bytes
import zlib
data = b"interleave " * 50
packed = zlib.compress(data)
print(len(packed) < len(data), zlib.decompress(packed) == data, zlib.compress(data, 9)[:1], zlib.decompress(zlib.compress(b"", 0)), zlib.crc32(data), zlib.adler32(data))
print(zlib.decompress(bytes.fromhex("789ccb000000690069")))
for bad in (lambda: zlib.decompress(b"nonsense"), lambda: zlib.compress("text"), lambda: zlib.compress(b"x", 10)):
    try: bad()
    except (zlib.error, TypeError) as e: print(type(e).__name__)
