def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% c3
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [c.__name__ for c in D.__mro__], D.mro()[1].__name__, D.__bases__, D.__base__)
class E(C, B): pass
T(lambda: type('F', (D, E), {}))
T(lambda: type('G', (A, B), {}))
T(lambda: type('G', (A, A), {}))
T(lambda: type('G', (int, str), {}))
T(lambda: type('G', (bool,), {}))
T(lambda: type('G', (1,), {}))
print(issubclass(D, A), isinstance(D(), (int, C)), issubclass(A, D), isinstance(1, int | str), issubclass(bool, (int, str)))
T(lambda: isinstance(1, 5)); T(lambda: issubclass(1, int))

# %% super
class Base:
    def __init__(self, *a, **k): print('Base', a, k)
    @classmethod
    def make(cls): return cls.__name__
    @property
    def p(self): return 'p'
class Mid(Base):
    def __init__(self, x, **k):
        super().__init__(x, **k)
        self.x = x
    @classmethod
    def make(cls): return 'mid ' + super().make()
    @property
    def p(self): return super().p + '2'
class Leaf(Mid):
    def __init__(self): super(Leaf, self).__init__(1, k=2)
l = Leaf()
print(l.make(), l.p, Leaf.make(), super(Mid, l).p)
T(lambda: super(int, 'a'))

# %% class and instance attributes
class K:
    shared = []
    n = 0
    def __init__(self): K.n += 1; self.own = []
a, b = K(), K()
a.shared.append(1); a.own.append(2)
print(b.shared, b.own, K.n, a.n)
a.n = 9
print(K.n, a.n, b.n, vars(a), 'n' in a.__dict__)
del a.n
print(a.n)
T(lambda: a.nope); T(lambda: K.nope); T(lambda: delattr(a, 'zip')); T(lambda: (5).x); T(lambda: setattr(5, 'x', 1)); T(lambda: setattr(int, 'x', 1)); T(lambda: None.x); T(lambda: [].y); T(lambda: len.x)
print(getattr(a, 'nope', 'default'), hasattr(a, 'own'), hasattr(a, 'zip'))
setattr(a, 'dyn', 1)
print(a.dyn, sorted(x for x in dir(a) if not x.startswith('__')))

# %% repr of things
class P: pass
class Q:
    def __repr__(self): return 'Q!'
    def __str__(self): return 'q'
print(P, Q(), [Q()], f'{Q()} {Q()!r} {Q()!s:>3}', str(Q()), '%s %r' % (Q(), Q()))
print(type(P), type(P()), P.__name__, P.__module__, repr(P()).split(' at ')[0])
class R:
    def __repr__(self): return 5
T(repr, R())
print(type, object, int, type(None), type(...), NotImplemented, Ellipsis, type(len), type(lambda: 0), type(print))

# %% properties
class T1:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "the v"
        return self._v
    @v.setter
    def v(self, x):
        if x < 0: raise ValueError('negative')
        self._v = x
    @v.deleter
    def v(self): print('deleted')
    ro = property(lambda self: 'ro')
    wo = property(None, lambda self, v: print('wo', v))
t = T1()
t.v = 5
print(t.v, T1.v.__doc__, t.ro)
del t.v
t.wo = 3
def seta(n, v): return lambda: setattr(t, n, v)
T(seta('v', -1)); T(seta('ro', 1)); T(lambda: t.wo); T(lambda: delattr(t, 'ro'))
class T2(T1):
    @T1.v.getter
    def v(self): return 'sub'
print(T2().v, T1().v)

# %% descriptors
class Data:
    def __set_name__(self, owner, name): self.name = name; print('set_name', owner.__name__, name)
    def __get__(self, obj, cls=None):
        if obj is None: return self
        return obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, v): obj.__dict__[self.name] = v * 2
    def __delete__(self, obj): print('del', self.name); obj.__dict__.pop(self.name)
class NonData:
    def __get__(self, obj, cls): return ('nondata', cls.__name__, obj is None)
class K:
    a = Data()
    b = NonData()
k = K()
print(k.a, k.b, K.b, type(K.a).__name__)
k.a = 4
k.b = 'instance wins'
print(k.a, k.b, vars(k))
del k.a
print(k.a)

# %% getattr hooks
class H:
    def __init__(self): self.real = 1
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError(f'no {n}')
    def __setattr__(self, n, v): print('set', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
h = H()
h.x = 2
print(h.x, h.dyn_foo, h.real)
del h.x
T(lambda: h.x); print(hasattr(h, 'y'), getattr(h, 'q', None))
class G:
    def __getattribute__(self, n):
        if n == 'magic': return 42
        return super().__getattribute__(n)
g = G(); g.v = 1
print(g.magic, g.v); T(lambda: g.w)

# %% slots
class S:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
s = S()
def seta(): s.c = 1
T(seta); T(lambda: s.b); T(lambda: s.__dict__)
s.b = 2
print(s.a, s.b, S.__slots__)
class S2(S): pass
S2().c = 5
class S3(S): __slots__ = ['d']
x = S3(); x.d = 1; x.a = 5; print(x.d, x.a)
del x.d
T(lambda: x.d)

# %% new and init
class N:
    def __new__(cls, *a):
        print('new', cls.__name__, a)
        return super().__new__(cls)
    def __init__(self, *a): print('init', a)
N(1, 2)
class Singleton:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Singleton() is Singleton())
class Pos(int):
    def __new__(cls, v): return super().__new__(cls, abs(v))
    def __repr__(self): return f'Pos({int(self)})'
print(Pos(-5), Pos(-5) + 1, type(Pos(-5) + 1).__name__, isinstance(Pos(1), int))
class Other:
    def __new__(cls): return 5
print(Other())
class BadInit:
    def __init__(self): return 5
T(BadInit)
T(object, 1)

# %% subclassing builtins
class L(list):
    def first(self): return self[0]
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(5)
print(l, l.first(), len(l), type(l[:]).__name__, type(l + [1]).__name__, l == [1, 2, 10], isinstance(l, list))
class D(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, k): return self[k]
d = D(a=1)
print(d['zz'], d.a, d, d.get('q'), 'zz' in d)
class S(str):
    def shout(self): return self.upper() + '!'
print(S('hi').shout(), S('a') + 'b', type(S('a') + 'b').__name__, {S('k'): 1}['k'])
class E(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
try: raise E(5, 'boom')
except E as e: print(e.code, e, e.args, repr(e))
class Tu(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(Tu(1, 2), Tu(1)[0], hash(Tu(1, 2)) == hash((1, 2)))
class F(float): pass
print(F(1.5) + 1, F(2))
class By(bytes): pass
print(By(b'ab'), By(b'ab')[0])
class Se(set): pass
print(Se([1]), Se([1]) | {2}, len(Se('aa')))

# %% init_subclass and class getitem
class Plugin:
    registry = {}
    def __init_subclass__(cls, /, name=None, **k):
        super().__init_subclass__(**k)
        cls.registry[name or cls.__name__] = cls
class A(Plugin): pass
class B(Plugin, name='bee'): pass
print(sorted(Plugin.registry), Plugin.registry['bee'] is B)
class Box:
    def __class_getitem__(cls, item): return f'Box[{item}]'
print(Box[int], Box['x'])

# %% type with three arguments
X = type('X', (list,), {'hello': lambda self: 'hi', 'n': 5})
x = X([1])
print(x.hello(), X.n, x, X.__name__, X.__mro__[1])
Y = type('Y', (), {})
Y.late = lambda self: 'late'
print(Y().late(), type(Y()) is Y, type('Z', (X,), {})([3]).hello())
Y.__name__ = 'Renamed'
print(Y)

# %% static and class methods
class K:
    n = 1
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.n, x
    @classmethod
    def alt(cls): return cls()
class L(K): n = 2
print(K.s(1), K().s(2), K.c(1), L.c(1), L().c(3), type(L.alt()).__name__)
print(K.__dict__['s'].__func__(7), K.c.__self__ is K, type(K.__dict__['c']).__name__)

# %% class body
class Body:
    print('in body', __qualname__, __module__)
    for i in range(3): pass
    if i: extra = 'yes'
    def f(self): return 1
    g = f
    with_default = lambda self, n=i: n
    __doc__ = 'set'
print(Body.i, Body.extra, Body().g(), Body().with_default(), Body.__doc__)
class Ann:
    x: int
    y: str = 'a'
    z: 'Ann' = None
print(Ann.__annotations__, hasattr(Ann, 'x'))
x: int = 5
y: float
print(__annotations__)

# %% two bases of one builtin kind
class A(list): pass
class B(list): pass
class C(A, B): pass
print(C([1]), C.__mro__)
class E(ValueError): pass
class F(KeyError): pass
class G(E, F): pass
try: raise G('g')
except ValueError as error: print(repr(error), G.__bases__)
try:
    class H(int, str): pass
except TypeError as error: print(error)

# %% super without a class
def f(x): super()
for call in (lambda: super(), lambda: f(1)):
    try: call()
    except RuntimeError as error: print(error)
class A: pass
class B(A):
    def f(self): return repr(super())
print(B().f().partition(' at')[0])

# %% errors of getattr hooks
class A:
    def __getattr__(self, name): raise AttributeError(f'no {name}')
    @property
    def inner(self): return self.missing
a = A()
for name in ('x', 'inner'):
    try: getattr(a, name)
    except AttributeError as error: print(error, error.name, error.obj is a)
import sys
sys.exitt
