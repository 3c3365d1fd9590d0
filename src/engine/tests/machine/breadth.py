import sys
def f(n): return f(n+1)
try: f(0)
except RecursionError as e: print(type(e).__name__, e)
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
try: raise E(1, 2)
except E as e: print(e, e.args, e.b, repr(e))
def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closed"); raise
    finally:
        print("finally")
x = g(); next(x); x.close()
def h():
    try:
        yield 1
    except ValueError as e:
        print("caught", e)
        yield "after"
y = h(); next(y); print(y.throw(ValueError("boo")))
try:
    try: raise ValueError(1)
    except ValueError: raise KeyError(2)
except KeyError as e: print(repr(e.__context__))
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        c = super().__new__(m, name, bases, ns); c.tag = kw.get("tag"); return c
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
class M(metaclass=Meta, tag="t"): pass
print(M.tag, type(M), M.__mro__)
class Base:
    subs = []
    def __init_subclass__(cls, **kw): cls.subs.append(cls.__name__)
class S1(Base): pass
print(Base.subs)
class D:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o): return (self.n, i is None)
    def __set__(self, i, v): i.__dict__[self.n] = v
class U: d = D()
print(U.d, U().d); u = U(); u.d = 5; print(u.__dict__)
class G:
    def __getattr__(self, n): return n + "!"
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
q = G(); q.z = 4; print(q.z, q.foo)
class Sl:
    __slots__ = ("a", "b")
s = Sl(); s.a = 1
try: s.c = 2
except AttributeError as e: print(e)
class L(list):
    def __init__(self, *a): super().__init__(a); self.extra = 1
    def append(self, x): super().append(x * 2)
l = L(1, 2); l.append(3); print(l, len(l), l.extra, l + [1], isinstance(l, list), l[0])
class Dd(dict):
    def __missing__(self, k): return k * 2
print(Dd()["ab"], Dd(a=1)["a"])
class I(int):
    def __add__(self, o): return I(int(self) + o)
print(I(3) + 4, type(I(3)+4).__name__, I(3) * 2)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2})
a, *b, c = range(5); print(a, b, c)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
def kw(**k): return k
print(kw(**{"a": 1}, b=2))
try: kw(**{"a": 1}, a=2)
except TypeError as e: print(e)
print(next(iter([]), "dflt"), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, 2])))
it = iter([1, 2, 3]); print(list(zip(it, it)))
print(type(g()).__name__, callable(f), getattr(1, "nope", None), hasattr([], "append"))
x = 5
def sc():
    global x
    x = 6
sc(); print(x)
try: undefined_name
except NameError as e: print(e)
def ul():
    print(v); v = 1
try: ul()
except UnboundLocalError as e: print(e)
import math, time
print(math.sqrt(16), math.pi)
from collections import deque, defaultdict, namedtuple, Counter, OrderedDict
P = namedtuple("P", "x y"); print(P(1, 2), P(1,2).x, Counter("aab").most_common(1), deque([1,2], maxlen=1))
import functools
@functools.lru_cache(maxsize=None)
def fibm(n): return n if n < 2 else fibm(n-1) + fibm(n-2)
print(fibm(80), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
import itertools
print(list(itertools.islice(itertools.count(5), 3)), list(itertools.chain([1], [2])), list(itertools.combinations([1, 2, 3], 2)))
print("é" * 3, len("日本"), "日本"[1], b"abc", bytearray(b"x"), 1 < 2 < 3, 1 if x else 2)
print(sys.version_info[:2], 0.1, 1e16, 1.0, float("inf"), -0.0, 1e-7, 123456789.123)
print(round(2.5), round(1.2345, 2), divmod(-7, 3), abs(-3), pow(2, 10, 1000), hex(255), bin(5), ord("a"), chr(98))
print(str(1).zfill(3), "x".center(5, "*"), "abc".find("c"), "a b c".split(), " x ".strip())
try: int("abc")
except ValueError as e: print(e)
try: [][1]
except IndexError as e: print(e)
try: {}["x"]
except KeyError as e: print(e)
try: "a" + 1
except TypeError as e: print(e)
try: 1 + "a"
except TypeError as e: print(e)
try: len(5)
except TypeError as e: print(e)
try: None.x
except AttributeError as e: print(e)
try: import numpy
except ModuleNotFoundError as e: print(str(e)[:23])
from dataclasses import dataclass, field
@dataclass
class DC:
    a: int
    b: list = field(default_factory=list)
print(DC(1), DC(1) == DC(1))
from enum import Enum
class Color(Enum):
    RED = 1
    GREEN = 2
print(Color.RED, Color(2), Color["RED"].value, list(Color))
from abc import ABC, abstractmethod
class Ab(ABC):
    @abstractmethod
    def m(self): ...
try: Ab()
except TypeError as e: print(e)
print(sum(x for x in range(10)), max("abc", key=ord), sorted("bca"), list(reversed([1, 2])))
from contextlib import contextmanager
@contextmanager
def cm():
    print("in"); yield 5; print("out")
with cm() as v: print(v)
print(eval("1+2"), [i for i in range(3)])
exec("zz = 5"); print(zz)
print(globals()["x"], "x" in dir(), vars(DC(3)))
