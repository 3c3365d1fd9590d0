class A:
    x = 1
    def __init__(self, v): self.v = v
    def get(self): return self.v
    @property
    def p(self): return self.v * 2
    @p.setter
    def p(self, new): self.v = new
    @staticmethod
    def s(a): return a + 1
    @classmethod
    def c(cls, a): return (cls.__name__, a)
    def __repr__(self): return f"A({self.v!r})"
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __add__(self, o): return A(self.v + (o.v if isinstance(o, A) else o))
    def __radd__(self, o): return A(o + self.v)
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return self.v
    def __bool__(self): return self.v > 0
    def __getitem__(self, i):
        if i >= self.v: raise IndexError(i)
        return i * 10
    def __contains__(self, i): return i == 42
    def __call__(self, *a, **k): return (a, k)
class B(A):
    def __init__(self, v, w=5):
        super().__init__(v)
        self.w = w
    def get(self): return super().get() + 100
a = A(3); b = B(4)
print(a, b, a.get(), b.get(), a.p, A.s(1), B.c(2), a.x, b.w)
a.p = 7
print(a.v, a == A(7), a != A(7), a + b, a + 1, 1 + a, a < b, len(a), bool(A(0)))
print({A(1): "one"}[A(1)], A(1) in {A(1)}, 42 in a, list(A(3)), a(1, 2, z=3))
print(sorted([A(3), A(1), A(2)]))
try:
    a.nope
except AttributeError as e:
    print(e)
try:
    1/0
except ZeroDivisionError as e:
    print("zde", e)
finally:
    print("fin")
def gen(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
    return "done"
g = gen(3)
print(next(g), g.send("hi"), list(g))
def outer():
    r = yield from gen(2)
    print("r", r)
    yield 99
print(list(outer()))
def f(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
try: f(1)
except TypeError as e: print(e)
try: f()
except TypeError as e: print(e)
def g2(a): pass
try: g2(1, 2)
except TypeError as e: print(e)
try: g2(b=1)
except TypeError as e: print(e)
class CM:
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t); return True
with CM() as c:
    raise ValueError("x")
print([x*y for x in range(3) for y in range(3) if x != y])
print({k: v for k, v in zip("abc", range(3))}, {1,2,3}, (1,), [], {}, set())
x = [3,1,2]; x.sort(); print(x, x[::-1], x[1:], sum(x), max(x), min(x))
print("%s %d %.2f" % ("a", 3, 2.5), "{} {!r:>5}".format(1, "x"), f"{3.14159:.2f} {10:>5} {a=}")
print(*map(str, range(3)), sep="-")
def deco(fn):
    def w(*a): print("calling", fn.__name__); return fn(*a)
    return w
@deco
def h(x): return x
print(h(5))
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
i = counter(); i(); print(i())
match [1, 2, 3]:
    case [1, *rest]: print("rest", rest)
match {"a": 1}:
    case {"a": v}: print(v)
print(2**100, -7//2, -7%3, 7/2, 1e100, 0.1+0.2, 10**20 // 3)
import sys
try:
    raise KeyError("k") from ValueError("v")
except KeyError as e:
    print(repr(e), repr(e.__cause__))
while True:
    try:
        break
    finally:
        print("f")
for i in range(3):
    if i == 1: continue
    print(i)
else: print("else")
print(isinstance(True, int), type(a), type(1), A, print, len)
print(any(x > 1 for x in [1, 2]), all([]), list(enumerate("ab")), list(zip([1],[2])))
lst = [1,2,3]; lst += [4]; lst[0] = 9; del lst[1]; print(lst)
print("abc".upper(), "a,b".split(","), "-".join(["x","y"]), "abc"[1], "abc"[-1], "b" in "abc")
print(a is a, None is None, not a, a and b)
print(sorted({"b":1,"a":2}.items(), key=lambda kv: kv[1], reverse=True))
