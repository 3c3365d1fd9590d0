def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)
# %% operators of one's own classes
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o):
        if isinstance(o, V): return V(self.x + o.x)
        return NotImplemented
    def __radd__(self, o): return V(o + self.x) if isinstance(o, int) else NotImplemented
    def __iadd__(self, o):
        if o == 0: return NotImplemented
        self.x += 1; return self
    def __lt__(self, o): return self.x < o.x if isinstance(o, V) else NotImplemented
    def __gt__(self, o): return "gt" if isinstance(o, int) else NotImplemented
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __hash__(self): return 1
    def __repr__(self): return f"V({self.x})"
class W(V):
    def __radd__(self, o): return "W.radd"
    def __gt__(self, o): return "W.gt"
class N:
    def __add__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
class R:
    def __radd__(self, o): return "R"
    def __rsub__(self, o): return "rsub"
    def __gt__(self, o): return "R.gt"
a, b, w, n, r = V(1), V(2), W(3), N(), R()
for f in [lambda: a + b, lambda: a + w, lambda: w + a, lambda: 1 + a, lambda: 1.5 + a, lambda: a + 1, lambda: n + r, lambda: n + n, lambda: n + a,
          lambda: n + 1, lambda: 1 + n, lambda: [] + r, lambda: 3 - r, lambda: n < r, lambda: n < n, lambda: n < 1, lambda: 1 < a, lambda: a < w, lambda: 5 < n,
          lambda: a == V(1), lambda: a == 1, lambda: 1 == a, lambda: a != b, lambda: a + "x", lambda: "x" + a, lambda: None + r, lambda: True + r, lambda: r + 1, lambda: (1,) + r, lambda: n - 1,lambda: n + 2, lambda: n + 2.5]:
    T(f)
def inplace():
    v = V(5); v += 1; print(v); v += 0; return v
T(inplace)
def inplace2():
    v = N(); v += 1; return v
T(inplace2)
def inplace3():
    v = N(); v += R(); return v
T(inplace3)
def cond(x, y):
    if x < y: return "yes"
    return "no"
T(lambda: cond(a, b)); T(lambda: cond(b, a)); T(lambda: cond(n, r)); T(lambda: cond(n, n)); T(lambda: cond(1, a)); T(lambda: cond(n, 1))
def wh():
    v = V(0); k = 0
    while v < V(3):
        v.x += 1; k += 1
    return k
T(wh)
# %% calls that bind defaults, keywords and stars
def f(a, b=2, *args, c=3, **kw): return a, b, args, c, kw
def g(a, b=2): return a, b
def h(a, /, b, *, c=1): return a, b, c
class C:
    def __init__(self, x, y=5, *, z=6): self.v = (x, y, z)
    def m(self, a, b=1): return a, b
    def __call__(self, p, q=9): return p, q
    @classmethod
    def cm(cls, a, b=4): return cls.__name__, a, b
    @staticmethod
    def sm(a, b=4): return a, b
class Bad:
    def __init__(self, x=1): return x
c = C(1)
for q in [lambda: f(1), lambda: f(1, 2, 3, c=4, d=5), lambda: f(*[1, 2, 3], **{"z": 1}), lambda: g(1), lambda: g(b=1), lambda: g(1, 2, 3), lambda: g(1, a=1), lambda: g(1, q=1), lambda: h(1, 2), lambda: h(1, b=2, c=3), lambda: h(a=1, b=2), lambda: C(1).v, lambda: C(1, z=3).v, lambda: C().v, lambda: C(1, 2, 3), lambda: C(*(1, 2), **{"z": 0}).v, lambda: c.m(1), lambda: c.m(a=1), lambda: c.m(b=2), lambda: c(1), lambda: c(q=1, p=2), lambda: C.cm(1), lambda: c.cm(1, b=2), lambda: C.sm(1), lambda: c.sm(b=1, a=2), lambda: Bad(), lambda: type(Bad(x=None)), lambda: type(Bad(None)), lambda: type(c), lambda: len(), lambda: int("11", base=2), lambda: int(*["11"], **{"base": 3}), lambda: print(1, 2, sep="-"), lambda: sorted([3, 1], reverse=True), lambda: [].append(1, 2), lambda: max(*[1, 2, 3]), lambda: dict(a=1, **{"b": 2}), lambda: "a".join(*[["x", "y"]]), lambda: None(), lambda: (1)(2), lambda: type("X", (), {})]:
    T(q)
# %% builtins that consume generators
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x)
    def __gt__(self, o): return self.x > o.x
    def __repr__(self): return f"V({self.x})"
def f(*args): return args

def gen(n):
    for k in range(n): yield k
def echo():
    got = []
    while len(got) < 3: got.append((yield len(got)))
    return got
def deleg():
    r = yield from echo()
    yield r
def boom(n):
    yield 1
    raise KeyError(n)
def handled():
    try: raise ValueError("v")
    except ValueError:
        yield 1
        yield 2
print(list(gen(5)), tuple(gen(3)), sum(gen(10)), sum(gen(4), 0.5), sum((V(k) for k in range(3)), V(0)), max(gen(5)), min(gen(5)), max((V(k) for k in range(3))).__class__)
for q in [lambda: max(gen(0)), lambda: min(gen(0), default=7), lambda: max(x for x in ["a", 1]), lambda: sum(x for x in ["a"]), lambda: list(boom(1)), lambda: sum(boom(2)), lambda: any(boom(3)), lambda: all(boom(4)), lambda: any(x > 3 for x in gen(10)), lambda: all(x < 3 for x in gen(10)), lambda: any([] for _ in gen(3)), lambda: all(V(1) for _ in gen(3)), lambda: ",".join(str(x) for x in gen(3)), lambda: set(x % 2 for x in gen(5)), lambda: dict((x, 1) for x in gen(2)), lambda: sorted(-x for x in gen(3)), lambda: list(handled()), lambda: [*gen(3)], lambda: f(*gen(3)), lambda: {*gen(2)}]:
    T(q)
class B:
    def __init__(self, v): self.v = v
    def __bool__(self):
        if self.v is None: raise RuntimeError("no truth")
        return self.v
print(any(B(x) for x in [False, True, None]), all(B(x) for x in [True, False, None]))
T(lambda: any(B(x) for x in [None]))
d = deleg(); print(next(d), d.send("a"), d.send("b"), d.send("c"))
def selfish():
    yield from me
me = selfish()
T(lambda: list(me))
def selfsum():
    yield 1
    yield sum(me2)
me2 = selfsum()
T(lambda: list(me2))
g1 = gen(3)
print([x for x in g1 if x], list(g1))
def closing():
    try:
        yield 1; yield 2
    finally: print("closed")
print(any(closing()))
e = echo(); next(e); e.send("x"); print([e.send("y")])
for x in echo():
    print(x, end=" ")
print()
# %% attributes of classes, properties and slots
class P:
    k = 1
    @property
    def p(self): return self.k + 1
    @property
    def bad(self): raise AttributeError("inner")
class S:
    __slots__ = ("a", "b")
s = S(); 
for k in range(3): s.a = k
T(lambda: s.b); T(lambda: setattr(s, "c", 1))
p = P()
def look(p): return p.k, p.p
for k in range(3): print(look(p))
p.k = 5; print(look(p)); P.k = 7; print(look(P())); del p.k; print(look(p))
P.p = property(lambda self: "new"); print(look(p)); P.p = 3; print(look(p)); p.p = 4; print(look(p))
T(lambda: p.bad); print(hasattr(p, "bad"), hasattr(p, "nope"), getattr(p, "nope", 1))
class Q(P):
    def __getattribute__(self, n): return n
print(look(Q()))
P.__getattribute__ = lambda self, n: "ga"; print(look(p))
# %% super, powers, unpacking and displays
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x)
    def __gt__(self, o): return self.x > o.x
    def __repr__(self): return f"V({self.x})"

class A1:
    def f(self): return "A1"
class B1(A1):
    def f(self): return "B1" + super().f()
class C1(A1):
    def f(self): return "C1" + super().f()
class D1(B1, C1):
    def f(self): return "D1" + super().f()
print(D1().f(), B1().f())
A1.f = lambda self: "new"; print(D1().f(), B1().f())
print(pow(3, 200, 1000007), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 0, 1), pow(2, 10, -1), pow(10**17, 3, 10**18 + 9))
a, b = [1, 2]; print(a, b)
x = [V(1), V(2)]
x[0], x[1] = x; print(x)
def un(l):
    a, b, c = l
    return a, b, c
T(lambda: un([1, 2, 3])); T(lambda: un([1, 2])); T(lambda: un([1, 2, 3, 4]))
print(7 / 2, 2 ** 60 / 3, 9007199254740993 / 1, (-5) ** 2, 2 ** 2, (2**40) ** 2)
print({k % 3: k for k in range(7)}, {k % 3 for k in range(7)}, {"a": 1, "b": 2, "a": 3})
print(3 in [1, 2, 3], "x" in ["y", 1.5], 1 in [True], 2 in [V(2)], None in [None], 1 in [1.0])
# %% slices and their assignment
def cuts(s):
    print([s[a:b] for a in (None, 0, 1, -2, 9, -9) for b in (None, 0, 2, -1, 9, -9)], s[:], s[::-1], s[::2], s[True:], s[-1:0:-1])
for s in ([0, 1, 2, 3], (0, 1, 2, 3), "abcd", b"abcd", bytearray(b"abcd"), [], ()): cuts(s)
t = (1, 2)
print(t[:] is t, t[5:], [1][:] == [1])
for a, b in ((0, 2), (1, None), (None, None), (-2, 9), (3, 1), (9, 9), (-9, -9)):
    for new in ([], [7], (7, 8), [7, 8, 9], "xy", range(2), (k for k in "pq")):
        l = [0, 1, 2, 3]
        l[a:b] = new
        print(l, end=" ")
    print()
l = [1, 2, 3]; l[1:] = l; print(l)
l = [1, 2, 3]; l[:] = l; print(l)
l = [1, 2, 3, 4]; l[::2] = [8, 9]; print(l); l[1:1:1] = [5]; print(l)
def fail(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
fail(lambda: [1]["a":]); fail(lambda: (1,)[:1.5]); fail(lambda: [1][::0]); fail(lambda: l.__setitem__(slice(0, 1), 5)); fail(lambda: None[1:])
class I:
    def __index__(self): return 1
print([1, 2, 3][I():], (1, 2, 3)[:I()])
class D:
    def __del__(self): print("gone", len(kept))
kept = [D(), D()]
kept[:] = [1]
print(kept)
# %% class and static methods, asked of classes and objects in turns
class A:
    kind = "A"
    @classmethod
    def c(cls, x=0): return "c", cls.__name__, x
    @staticmethod
    def s(x): return "s", x
    def m(self, x=1): return "m", x
    def __init__(self): self.own = 1
class B(A):
    kind = "B"
    @staticmethod
    def c(x=9): return "static", x
class M(type):
    kind = "M"
    def s(cls, x): return "meta", x
class N(A, metaclass=M): pass
def ask(o): return o.c(), o.s(1), o.kind
a, b, n = A(), B(), N()
for _ in range(2):
    for o in (A, a, B, b, N, n, A, A, a, a): print(ask(o))
def method(o, *args): return o.m(*args)
def read(o): return o.kind
print(A.m(a), A.m(a, 5), method(a), [read(o) for o in (A, A, a, a, B, b, N)])
A.s = lambda *x: ("now", len(x)); print(A.s(1), a.s(1), ask(a)[0]); A.s = 5
T(lambda: A.s(1))
A.kind = "new"; B.c = classmethod(lambda cls: cls.kind); print(read(A), read(a), b.c(), B.c()); del B.kind; print(read(B), read(b))
a.kind = "own"; print(read(a), read(A())); a.c = lambda: "mine"; print(a.c(), A().c())
def upper(o, *args): return o.upper(*args)
print([upper(str, "x"), upper("y"), upper(str, "z"), upper(b"q")])
def table(o): return o.maketrans("a", "b")
print(table(str), table("x"), table(str))
def keys(o): return o.fromkeys("ab")
print(keys(dict), keys({}), keys(dict))
class P:
    @property
    def p(self): return self.missing
    def __getattr__(self, name): return "got " + name
for _ in range(3): print(P().p, P().q)
class E(P):
    @property
    def p(self): raise AttributeError("x")
for _ in range(3): print(E().p)
