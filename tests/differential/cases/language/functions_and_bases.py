# %% a function's parts
import types

def f(a, b=2, *, c=3): return a, b, c
def g(x): return x * 100
def outer():
    x = 1
    def inner(): return x
    return inner

f.__defaults__ = (5,)
print(f(1), f.__defaults__)
f.__defaults__ = (7, 8, 9)
print(f(), f.__defaults__)
f.__kwdefaults__ = {"c": 9}
print(f(1), f.__kwdefaults__)
f.__kwdefaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)
f.__code__ = g.__code__
print(f(2), f.__code__ is g.__code__, f.__name__)
f.__defaults__ = None
try:
    f()
except TypeError as error:
    print(error)
try:
    outer().__code__ = g.__code__
except ValueError as error:
    print(error)
for name, value in ("__defaults__", 1), ("__code__", 1), ("__name__", 7), ("__qualname__", 7), ("__kwdefaults__", 3), ("__dict__", 4):
    try:
        setattr(g, name, value)
    except TypeError as error:
        print(error)
g.__dict__ = {"z": 1}
print(g.z, g.__builtins__["len"] is len)

# %% a frame keeps the code that it runs
def count(n):
    count.__code__ = other.__code__
    for i in range(n):
        n += i
    return n

def other(n):
    return "other"

def numbers():
    numbers.__code__ = other.__code__
    yield 1
    yield 2

print(count(4), count(4))
print(list(numbers()))

class Counter:
    def __init__(self, start):
        self.start = start
    def __init__later(self, start):
        self.start = -start

before = Counter(3)
Counter.__init__.__code__ = Counter._Counter__init__later.__code__
print(before.start, Counter(3).start)

# %% functions and cells made by their types
import types

def outer():
    x = 1
    def inner(): return x
    return inner

def plain(a, b): return a, b

print(types.FunctionType(plain.__code__, globals(), "h", (7,))(1))
print(types.FunctionType(outer().__code__, {}, "k", None, (types.CellType(42),))())
for arguments in (1, {}), (plain.__code__, 1), (plain.__code__, {}, 3), (plain.__code__, {}, "a", 4), (outer().__code__, {}), (outer().__code__, {}, "a", None, ()), (outer().__code__, {}, "a", None, (1,)):
    try:
        types.FunctionType(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    types.CellType().cell_contents
except ValueError as error:
    print(error)
code = outer.__code__
print(code.co_cellvars, code.co_freevars, outer().__code__.co_freevars, code.co_nlocals)

# %% other bases
class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
class C(A): pass
class D(C): pass
class E(D, A): pass

d = D()
print(d.who())
C.__bases__ = (B,)
print(d.who(), [cls.__name__ for cls in D.__mro__], A.__subclasses__(), B.__subclasses__())
print([cls.__name__ for cls in E.__mro__])
C.__bases__ = (B, A)
print([cls.__name__ for cls in E.__mro__], isinstance(d, A))
for bases in (), (D,), (int,), (list,), 5, (5,), (bool,), (A, A, B):
    try:
        C.__bases__ = bases
    except TypeError as error:
        print(str(error).split("\n")[0])
try:
    A.__bases__ = (B,)
except TypeError as error:
    print(error)
try:
    int.__bases__ = (A,)
except TypeError as error:
    print(error)
print(C.__bases__, d.who())

# %% what C functions are in a class
import cmath, math, operator

class Calls:
    add = operator.add
    close = cmath.isclose
    choose = math.comb
    def own(self): pass

print(Calls().add(1, 2), Calls().close(1, 1), Calls().choose(5, 2), Calls().own.__module__, Calls().own.__dict__)
print([hasattr(value, "__module__") for value in (5, "", None, [], ValueError())])

# %% isinstance believes what it is told
class Proxy:
    @property
    def __class__(self): return int
class Base: pass
class Fake:
    __bases__ = (Base,)
class Far:
    __bases__ = (Fake(), Fake())

print(isinstance(Proxy(), int), isinstance(Proxy(), Proxy), isinstance(Proxy(), str), isinstance(Proxy(), (str, int)))
print(issubclass(Fake(), Base), issubclass(Fake(), (int,)), issubclass(Far(), Base), isinstance(1, Fake()))
for first, second in (1, 5), (1, [int]), (1, (int, 5)), ("", (int, 5)), (1, None):
    try:
        print(isinstance(first, second))
    except TypeError as error:
        print(error)
for first, second in (1, int), (int, 5), (Fake(), 5):
    try:
        print(issubclass(first, second))
    except TypeError as error:
        print(error)

# %% mocks are of the class they stand for
from unittest.mock import Mock, MagicMock
from collections.abc import Mapping

class A: pass

print(isinstance(Mock(spec=A), A), isinstance(MagicMock(spec=dict), dict), isinstance(MagicMock(spec=dict), Mapping), isinstance(Mock(), A))

# %% class methods of other descriptors
class Named:
    @classmethod
    @property
    def name(cls): return cls.__name__
    @classmethod
    @staticmethod
    def fixed(): return "fixed"
    @classmethod
    @classmethod
    def twice(cls): return cls.__name__

print(Named.name, Named.fixed(), Named.twice())
made = classmethod(len)
print(made.__name__, made.__qualname__, made.__module__)

# %% a dict whose keys change while it is gone through
for view in iter, dict.values, dict.items:
    d = {0: 1, 9: 9}
    try:
        for _ in view(d):
            del d[0]
            d[0] = 1
    except RuntimeError as error:
        print(error)
d, seen = {0: 0, 1: 1, 2: 2}, []
for key in d:
    if key == 0:
        del d[2]
        d[5] = 5
    seen.append(key)
print(seen)

# %% iterators that go on in a forked process
import os

iterators = [iter({1: 1, 2: 2, 3: 3}), reversed([1, 2, 3]), reversed({1: 2, 3: 4}), zip([1, 2], [3, 4], strict=True), iter(b"abc"), iter([5].copy, 6)]
for iterator in iterators:
    next(iterator)
if os.fork() == 0:
    print([list(iterator) for iterator in iterators[:-1]], next(iterators[-1]), flush=True)
    os._exit(0)
os.wait()
print([list(iterator) for iterator in iterators[:-1]])

# %% entries that stand for bases
class X:
    def __mro_entries__(self, bases):
        print("x", [type(base).__name__ for base in bases])
        return (list,)
class Y:
    def __mro_entries__(self, bases):
        print("y", [type(base).__name__ for base in bases])
        return ()
class Z(X(), Y()): pass
print(Z.__bases__, [type(base).__name__ for base in Z.__orig_bases__])
class W:
    def __mro_entries__(self, bases): return [int]
try:
    class V(W()): pass
except TypeError as error:
    print(error)
