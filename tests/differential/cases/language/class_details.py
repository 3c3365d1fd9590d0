# %% slots are descriptors
class P:
    __slots__ = ('x', '__y')
    def __init__(s): s.x = 1; s.__y = 2
p = P()
print(type(P.x).__name__, P.x, P.x.__name__, P.x.__objclass__)
print(P.x.__get__(p), sorted(n for n in P.__dict__ if not n.startswith('__')))
try: p.z = 1
except AttributeError as e: print(e)
try: p.__dict__
except AttributeError as e: print(e)
del p.x
try: p.x
except AttributeError as e: print(e)
try: del p.x
except AttributeError as e: print(e)
P.x.__set__(p, 5); print(p.x, repr(P.x)[:12])
print(P.__slots__)
# %% slots that cannot be
for body in ["__slots__ = ('a b',)", "__slots__ = (1,)", "__slots__=('a',); a = 1", "__slots__ = ('__dict__','__dict__')", "__slots__='abc'"]:
    try:
        d = {}
        exec("class C:\n    " + body, d)
        print(sorted(k for k in vars(d['C']) if not k.startswith('__')))
    except Exception as e: print(type(e).__name__, e)
# %% slots and bases
class A: __slots__ = ('a',)
class B(A): __slots__ = ('b',)
class C(A): pass
b = B(); b.a = 1; b.b = 2
print(b.a, b.b, hasattr(b, '__dict__'), hasattr(C(), '__dict__'))
try:
    class D(A, B): pass
except TypeError as e: print(str(e).split('\n')[0])
class X: __slots__ = ('x',)
try:
    class Y(A, X): pass
except TypeError as e: print(e)
try: b.__class__ = A
except TypeError as e: print(e)
class W: __slots__ = ('__weakref__', 'v')
import weakref
w = W(); print(weakref.ref(w)() is w)
try: weakref.ref(b)
except TypeError as e: print(e)
# %% the dict of a class
class A:
    "doc"
    x = 1
    def f(self): pass
d = A.__dict__
print(type(d).__name__, 'x' in d, d['x'], d.get('nope'), sorted(d))
try: d['y'] = 1
except TypeError as e: print(e)
A.z = 3; print(d['z'], len(d) == len(list(d)))
print({**d}.keys() == d.keys(), d.copy().__class__, (d | {'q': 1}).__class__)
print(A.__dict__['__dict__'], A.__dict__['__weakref__'])
import types
m = types.MappingProxyType({'a': 1}); print(m, repr(m), hash is not None, m == {'a': 1}, list(reversed(m)))
# %% classes that derive from property
class cached(property):
    def __init__(self, fget, extra=None):
        super().__init__(fget)
        self.extra = extra
    def __get__(self, obj, objtype=None):
        if obj is None: return self
        return ('wrapped', super().__get__(obj, objtype))
class A:
    @cached
    def v(self): "docs"; return 42
print(A().v, type(A.v).__name__, A.v.extra, A.v.__doc__, A.v.fget.__name__)
class ro(property): pass
class B:
    x = ro(lambda s: 1)
print(isinstance(B.x, property), type(B.x).__name__, B().x)
B.x.tag = 5; print(B.x.tag, B.x.__dict__)
y = B.x.setter(lambda s, v: None); print(type(y).__name__)
# %% classes that derive from classmethod and staticmethod
class cm(classmethod):
    def __get__(self, o, t=None):
        f = super().__get__(o, t)
        return lambda *a: ('cm', f(*a))
class sm(staticmethod):
    def __init__(self, f): super().__init__(f); self.mark = 1
class A:
    @cm
    def f(cls, x): return cls.__name__, x
    @sm
    def g(x): return x
print(A.f(1), A().f(2), A.g(3), A.__dict__['g'].mark, type(A.__dict__['f']).__name__)
# %% attributes of wrapped functions
@staticmethod
def f(x): return x + 1
print(f(1), f.__name__, f.__wrapped__(4), f.__doc__)
class A:
    @staticmethod
    def a(): "da"
    @classmethod
    def b(cls): "db"
print(A.__dict__['a'].__doc__, A.__dict__['b'].__doc__, A.__dict__['b'].__name__, A.__dict__['b'].__wrapped__.__name__, A.__dict__['a'].__isabstractmethod__)
# %% names and delegates of generators
def g(n):
    x = yield n
    yield from h()
def h():
    yield 1
    yield 2
i = g(3)
print(i.__name__, i.__qualname__, i.gi_running, i.gi_yieldfrom, i.gi_frame is not None)
next(i); next(i); print(i.gi_yieldfrom.__name__)
i.__name__ = 'new'; print(i.__name__, repr(i).split(' at')[0])
i.__qualname__ = 'q.new'; print(repr(i).split(' at')[0])
try: i.__name__ = 1
except TypeError as e: print(e)
i.close(); print(i.gi_frame, i.gi_yieldfrom)
import inspect
print(inspect.getgeneratorstate(i), inspect.isgeneratorfunction(g))
# %% ranges beyond 64 bits
r = range(10**20, 10**20 + 5)
print(r, list(r), len(r), r[2], r[-1], 10**20 + 3 in r, r.index(10**20+1), r[1:3], list(reversed(r)))
print(range(-2**70, 2**70, 2**69)[1], len(range(0, 2**62)), hash(range(0, 10**20, 3)) == hash(range(0, 10**20, 3)))
try: len(range(2**64))
except OverflowError as e: print(e)
print(range(0, 2**64) == range(0, 2**64), range(2**65).count(3), sum(range(10**18, 10**18+3)))
import itertools
c = itertools.count(2**63 - 2); print([next(c) for _ in range(4)])
c = itertools.count(10**30, 10**29); print(next(c), next(c), c)
print(list(enumerate('ab', 2**63 - 1)), list(enumerate('ab', 10**25)))
print(round(10**25 + 5, -1), round(12345678901234567890123, -5), round(-2**80, -3), round(25, -1), round(35, -1), round(5, 10**30 if False else 100))
print([*range(2**63, 2**63 + 2)], max(range(10**19, 10**19+3)))
for i in range(-2**63 - 1, -2**63 + 1): print(i)
# %% sizes of classes
class A: pass
class B(A): pass
print(B.mro(), B.__mro__, B.__base__, B.__bases__, A.__subclasses__())
print(B.__basicsize__ > 0, B.__itemsize__, B.__dictoffset__ != 0, B.__weakrefoffset__ != 0, B.__text_signature__)
# %% hooks of class creation
class D:
    def __set_name__(self, owner, name): print('set', owner.__name__, name); self.n = name
    def __get__(self, o, t): return (o is None, self.n)
    def __set__(self, o, v): o.__dict__[self.n] = v
class Base:
    reg = {}
    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw); Base.reg[key] = cls.__name__
class C(Base, key='k'):
    d = D()
print(C.d, C().d, Base.reg)
try:
    class Bad(Base, nope=1): pass
except TypeError as e: print(e)
class E:
    def __set_name__(self, o, n): raise ValueError('no')
try:
    class F: e = E()
except RuntimeError as e: print(e, repr(e.__cause__))
# %% what messages call types that are not builtins
import collections, datetime, decimal, functools, io, itertools, operator, queue, re, struct, threading, types
for thing in (collections.deque(), collections.OrderedDict(), collections.Counter(), collections.ChainMap(), datetime.date(2024, 1, 1),
              datetime.timedelta(1), decimal.Decimal(1), functools.partial(print), io.StringIO(), io.BytesIO(), itertools.count(),
              operator.itemgetter(1), queue.SimpleQueue(), queue.Queue(), re.compile("a"), re.match("a", "a"), struct.Struct("b"),
              threading.Lock(), threading.RLock(), threading.local(), threading.Event(), types.SimpleNamespace()):
    try: thing.missing
    except AttributeError as error: print(type(thing).__name__, error)
    try: 1 < thing
    except TypeError as error: print(error)
try: datetime.date.missing
except AttributeError as error: print(error)
print(type.__module__, int.__module__, type(type).__module__)

# %% objects of builtin classes, and what their __init__ may be
class L(list):
    def __init__(self, *a): super().__init__(*a); self.k = 1
class M(list): pass
class P(list): __init__ = print
class S(list): __init__ = staticmethod(lambda *a: print('static', a))
class W(list): __init__ = lambda self, x: 3
class Q(dict): pass
print(L([1]), M([1, 2]), P([3]), S(4), Q(a=1), list(x for x in 'abc'), list(), dict([(1, 2)]), dict(a=1), set('a'), list({1: 2}))
for f in (lambda: list(1), lambda: list(1, 2), lambda: dict(3), lambda: dict([1]), lambda: set(3), lambda: W(1), lambda: list(x=1),
          lambda: bytearray('a'), lambda: type(1), lambda: type(), lambda: type(1, 2), lambda: list(map(list, [[1], [2, 3]]))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class I:
    def __iter__(self): yield 1; raise KeyError('k')
try: list(I())
except KeyError as e: print('KE', e)
print({1: 2, 'a': 3, (1,): 4, 1.0: 5, True: 6}, {1: 1, 1: 2}, [*(1, 2), *[3], *'ab', *{}])

# %% __init__ is that of what __new__ has made
class First(list):
    def __new__(cls, *a): return list.__new__(Second)
class Second(First):
    def __init__(self, *a): print('init', a)
class Other(list):
    def __new__(cls, *a): return (1, 2)
print(type(First(5)).__name__, First('ab'), Other(7))
class Items:
    def __iter__(self): yield ValueError(1)
print(repr(ExceptionGroup('m', [*Items()])), list(Items()), repr(OSError(2, 'x')), bytearray(b'ab'))

# %% what slots hold is not in __dict__
import copy, pickle
class Slotted: __slots__ = ('x',)
class Free(Slotted): pass
class Both:
    __slots__ = ('a', '__dict__')
    b = 7
f = Free(); f.x = 1; f.y = 2; print(f.__dict__, vars(f), f.x, sorted(n for n in dir(f) if n in 'xy')); f.__dict__['x'] = 3; print(f.x, f.__dict__)
f.x = 9; print(f.x, f.__dict__); f.__dict__ = {'z': 4}; print(f.x, f.z, f.__dict__, hasattr(f, 'y')); f.x = 10; f.w = 5; print(f.x, f.__dict__); del f.w, f.x; print(f.__dict__, hasattr(f, 'x'))
o = Both(); o.a = 1; o.c = 2; print(o.__dict__, o.a, o.b); o.a += 1; o.b = 8; print(o.__dict__, o.a)
for other in (copy.copy(o), copy.deepcopy(o), pickle.loads(pickle.dumps(o))): print(other.a, other.b, other.c, other.__dict__)

# %% type() asks the metaclasses of bases
class Meta(type):
    def __new__(mcs, name, bases, space, **kw): print('new', name, kw); return super().__new__(mcs, name, bases, space)
    def __init__(cls, name, bases, space, **kw): print('init', name); super().__init__(name, bases, space)
class Made(metaclass=Meta): pass
X = type('X', (Made,), {'v': 1}); print(type(X).__name__, X.v); Y = type('Y', (Made,), {}, k=2); print(type(Y) is Meta)
class OtherMeta(type): pass
class Other(metaclass=OtherMeta): pass
try: type('Z', (Made, Other), {})
except TypeError as e: print(e)

# %% which attribute an AttributeError names
class P:
    wo = property(); __slots__ = ('value',)
for f in (lambda p: p.wo, lambda p: p.nope, lambda p: p.value, lambda p: setattr(p, 'valeu', 1), lambda p: delattr(p, 'zz'), lambda p: setattr(p, 'wo', 1), lambda p: delattr(P, 'zz')):
    try: f(P())
    except AttributeError as e: print(e, e.name)

# %% a hint at other names is given only where one is read
class V: __slots__ = ('value',)
V().valeu = 1
