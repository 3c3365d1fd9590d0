# %% meta basics
class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        print('new', mcls.__name__, name, bases, sorted(k for k in ns if not k.startswith('__')), kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', cls, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print('call', cls.__name__, a, k)
        return super().__call__(*a, **k)
    def hello(cls): return 'hello from ' + cls.__name__
    @property
    def size(cls): return 42
    def __len__(cls): return 7
    def __iter__(cls): return iter('abc')
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return ('item', k)
    def __repr__(cls): return f'<M {cls.__name__}>'
    def __eq__(cls, o): return True
    def __hash__(cls): return 5
    def __getattr__(cls, n): return 'ga ' + n
class A(metaclass=M, flag=1):
    x = 1
    def __init__(self, v): self.v = v
class B(A): y = 2
a = A(3)
print(a.v, A.hello(), A.size, len(A), list(A), 1 in A, A[3], A, B, A == 3, hash(A), A.zork)
try: a.hello()
except AttributeError as e: print(e)
try: a.size
except AttributeError as e: print(e)
print(type(A), type(B), isinstance(A, M), isinstance(a, A), issubclass(M, type))
b = B(4); print(b.v, type(b).__mro__)

# %% singleton
class Singleton(type):
    _instances = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]
class Config(metaclass=Singleton):
    def __init__(self): print('made'); self.v = 1
print(Config() is Config())
class Sub(Config): pass
print(Sub() is Sub(), Sub() is Config(), type(Sub()).__name__)
import threading
class TS(type):
    _lock = threading.Lock()
    _inst = {}
    def __call__(cls, *a, **k):
        with cls._lock:
            if cls not in cls._inst: cls._inst[cls] = super(TS, cls).__call__(*a, **k)
        return cls._inst[cls]
class D(metaclass=TS):
    def __init__(self, v): self.v = v
r = []
ts = [threading.Thread(target=lambda i=i: r.append(D(i))) for i in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(set(map(id, r))))

# %% prepare
class Ordered(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', name, bases, kw)
        return {'injected': 1}
    def __new__(mcls, name, bases, ns, **kw):
        print(list(ns))
        c = super().__new__(mcls, name, bases, dict(ns))
        c.order = [k for k in ns if not k.startswith('__')]
        return c
    def __init__(cls, *a, **k): pass
class X(metaclass=Ordered, z=2):
    b = 1
    a = injected
    def f(self): return __class__
print(X.order, X().f(), X.injected)

# %% conflict and inheritance
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as e: print(e)
class M3(M1, M2): pass
class C(A, B, metaclass=M3): pass
print(type(C), C.__mro__)
from abc import ABCMeta, abstractmethod
class AM(ABCMeta):
    def __new__(m, n, b, ns): 
        c = super().__new__(m, n, b, ns); print('AM', n, c.__abstractmethods__ and sorted(c.__abstractmethods__)); return c
class S(metaclass=AM):
    @abstractmethod
    def f(self): ...
try: S()
except TypeError as e: print(e)
class T(S):
    def f(self): return 1
print(T().f(), isinstance(T(), S), type(S))

# %% instancecheck
class Duck(type):
    def __instancecheck__(cls, o): return hasattr(o, 'quack')
    def __subclasscheck__(cls, c): return hasattr(c, 'quack')
class D(metaclass=Duck): pass
class Q:
    def quack(self): pass
print(isinstance(Q(), D), isinstance(1, D), issubclass(Q, D), issubclass(int, D), isinstance(D(), D))
try: raise ValueError
except Exception as e: print(type(e))

# %% function as metaclass
def meta(name, bases, ns, **kw):
    print(name, bases, sorted(ns), kw)
    return type(name, bases, ns)
class F(metaclass=meta, q=3): a = 1
print(F, type(F))
def meta2(name, bases, ns): return name * 2
class G(metaclass=meta2): pass
print(G)

# %% meta attribute lookup
class Desc:
    def __get__(self, o, t): return ('get', o, t)
    def __set__(self, o, v): print('set', o, v)
class M(type):
    d = Desc()
    attr = 'meta'
    both = 'meta both'
    def __setattr__(cls, n, v): print('meta setattr', n); super().__setattr__(n, v)
    def __delattr__(cls, n): print('meta del', n); super().__delattr__(n)
    def __dir__(cls): return ['z', 'a']
    @classmethod
    def cm(mcls): return mcls
    @staticmethod
    def sm(): return 's'
class C(metaclass=M):
    both = 'class both'
print(C.attr, C.both, C.cm(), C.sm(), C.d, dir(C))
C.q = 1; print(C.q); del C.q
C.d = 3
print(hasattr(C(), 'attr'))
try: C.nothing
except AttributeError as e: print(e)
class P(type):
    def __getattribute__(cls, n):
        if n.startswith('__'): return super().__getattribute__(n)
        return 'ga:' + n
class Z(metaclass=P): x = 1
print(Z.x, Z.y, Z().x)

# %% operators on classes
class M(type):
    def __add__(cls, o): return f'{cls.__name__}+{o}'
    def __radd__(cls, o): return f'{o}+{cls.__name__}'
    def __or__(cls, o): return 'or'
    def __lt__(cls, o): return cls.__name__ < o.__name__
    def __bool__(cls): return False
    def __str__(cls): return 'S' + cls.__name__
    def __format__(cls, s): return 'F' + s
    def __setitem__(cls, k, v): print('set', k, v)
    def __enter__(cls): print('enter'); return cls
    def __exit__(cls, *a): print('exit')
    def __reversed__(cls): return 'r'
    def __int__(cls): return 3
class A(metaclass=M): pass
class B(metaclass=M): pass
print(A + 1, 1 + A, A | B, A < B, sorted([B, A]), bool(A), str(A), f'{A:x}', reversed(A), int(A))
A[1] = 2
with A as q: print(q is A)

# %% registry plugin
class Plugin(type):
    registry = {}
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        if bases: Plugin.registry[name] = cls
class Base(metaclass=Plugin): pass
class P1(Base):
    def run(self): return 'p1'
class P2(Base):
    def run(self): return 'p2'
print({n: c().run() for n, c in Plugin.registry.items()}, Base.registry is Plugin.registry)

# %% types and bad metas
import types
class M(type): pass
X = types.new_class('X', (), {'metaclass': M}, lambda ns: ns.update(a=1))
print(X, type(X), X.a)
Y = M('Y', (X,), {'b': 2}); print(Y, Y.b, Y.a, Y.__module__, Y.__qualname__)
Z = type('Z', (X,), {}); print(type(Z))
try:
    class Q(metaclass=3): pass
except TypeError as e: print(e)
try: M('a')
except TypeError as e: print(e)
try: M(1, (), {})
except TypeError as e: print(e)
print(M(3) if False else type(3))
print(M.__mro__, M.__bases__, type(M))
class N(type):
    def mro(cls): return [cls, object]
class O(metaclass=N): pass
print(O.__mro__)

# %% meta with init_subclass and set_name
class Field:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.name = name
class Model:
    def __init_subclass__(cls, **kw): print('isub', cls.__name__, kw); super().__init_subclass__()
class MM(type):
    def __new__(m, n, b, ns, **kw):
        print('before'); c = super().__new__(m, n, b, ns, **kw); print('after'); return c
    def __init__(cls, n, b, ns, **kw): super().__init__(n, b, ns)
class U(Model, metaclass=MM, opt=1):
    f = Field(); g = Field()

# %% type init kwargs error
class M(type): pass
try:
    class A(metaclass=M, z=1): pass
except TypeError as e: print(e)
try:
    class A(z=1): pass
except TypeError as e: print(e)

# %% enum meta subclass
from enum import Enum, EnumMeta
class Up(EnumMeta):
    def __getitem__(cls, n): return super().__getitem__(n.upper())
    def __contains__(cls, x): return True
class C(Enum, metaclass=Up):
    RED = 1
print(C['red'], 5 in C, list(C), len(C))

# %% pickle and copy
import pickle, copy
class M(type): pass
class A(metaclass=M):
    def __init__(self): self.x = 1
a = pickle.loads(pickle.dumps(A())); print(type(a), a.x, pickle.loads(pickle.dumps(A)) is A, copy.deepcopy(A) is A)
import multiprocessing as mp
def f(a): return type(a).__name__, type(type(a)).__name__
if __name__ == '__main__':
    with mp.Pool(1) as p: print(p.apply(f, (A(),)))

# %% a namespace that __prepare__ makes
class Namespace(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith("made_"):
            return key.removeprefix("made_")
        raise KeyError(key)

    def __delitem__(self, key):
        print("delete", key)
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(metacls, name, bases, **keywords):
        return Namespace(keywords)

    def __new__(metacls, name, bases, namespace, **keywords):
        print(type(namespace).__name__, [key for key in namespace if not key.startswith("__")])
        return super().__new__(metacls, name, bases, dict(namespace))


def outer():
    free = "free"

    class Inner(metaclass=Meta, given=1):
        x = 1
        y = x + given
        z = made_up, free, len("abc")
        for i in range(2):
            pass
        del i

        def method(self):
            return self.y

        print(type(locals()).__name__)
        try:
            nothing
        except NameError as error:
            print(error)

    return Inner


print(outer().z, outer()().method())

# %% __prepare__ gives a mapping that is no dict, or no mapping
class Log:
    def __init__(self):
        self.names = {}

    def __getitem__(self, key):
        return self.names[key]

    def __setitem__(self, key, value):
        self.names[key] = value


class Meta(type):
    space = Log

    @classmethod
    def __prepare__(metacls, name, bases):
        return metacls.space()

    def __new__(metacls, name, bases, namespace):
        return super().__new__(metacls, name, bases, namespace.names)


class A(metaclass=Meta):
    x = 1
    y = x + 1


print(A.x, A.y)
Meta.space = object
try:
    class B(metaclass=Meta):
        pass
except TypeError as error:
    print(error)

# %% exec and eval with variables apart
globals_, locals_ = {"x": 1}, {"y": 2}
exec("z = x + y\ndef f(): return x\nglobal g\ng = 5\nx = 10", globals_, locals_)
print(sorted(name for name in globals_ if name != "__builtins__"), sorted(locals_), locals_["x"], globals_["x"])
print(locals_["f"]() , locals_["f"].__globals__ is globals_)
print(eval("x + y", globals_, locals_), eval(" x ", globals_), eval("[x for _ in range(2)]", {"x": 3}))


class Upper(dict):
    def __missing__(self, key):
        if key.isupper():
            return key.lower()
        raise KeyError(key)


space = Upper()
exec("a = NAME; b = a + OTHER; print(b)", {}, space)
print(space, eval("X + a", {}, space))
code = compile("total = 0\nfor i in range(3): total += i", "<text>", "exec")
for where in ({}, {"range": lambda n: [5]}):
    space = {}
    exec(code, where, space)
    print(space)
for text in ("x = 1", "1\n+2", "1; 2", "", "(1", "1 +"):
    try:
        print(eval(text))
    except SyntaxError as error:
        print(type(error).__name__)
for bad in ((1,), ({}, 1), ([],)):
    for call in (exec, eval):
        try:
            call("1", *bad)
        except TypeError as error:
            print(call.__name__, error)


def function():
    inner = 7
    return eval("inner * 2"), eval("(lambda: 3)()")


print(function())

# %% eval in several threads
import threading
wrong = []


def work(n):
    for i in range(200):
        if eval(f"{n} * 1000 + {i}") != n * 1000 + i:
            wrong.append((n, i))


threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong)

# %% what abstract classes remember
import abc, collections.abc


class A(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        print("asked", cls.__name__, other.__name__)
        return NotImplemented


class B: pass
class C(A): pass
class D(B): pass
class E: pass


print(isinstance(B(), A), isinstance(B(), A), issubclass(B, A))
token = abc.get_cache_token()
print(A.register(B) is B, abc.get_cache_token() != token)
print(isinstance(B(), A), issubclass(B, A), isinstance(B(), C))
print(issubclass(D, A), issubclass(D, A), isinstance(D(), A), issubclass(E, A))
C.register(E)
print(issubclass(E, A), issubclass(E, C))


class Wrong(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other): return 1


class Raises(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other): raise KeyError("hook")


for check in (lambda: issubclass(1, A), lambda: A.register(1), lambda: A.__subclasscheck__(1), lambda: issubclass(B, Wrong),
              lambda: isinstance(1, Raises), lambda: isinstance(1, Raises)):
    try: print(check())
    except (TypeError, AssertionError, KeyError) as error: print(error)


class Proxy:
    __class__ = property(lambda self: D)


class Sized:
    def __len__(self): return 0


print(isinstance(Proxy(), A), isinstance(Proxy(), collections.abc.Sized))
print(isinstance(Sized(), collections.abc.Sized), isinstance(B(), collections.abc.Sized))
print(isinstance([], (collections.abc.Mapping, collections.abc.Sequence)))


class Meta(abc.ABCMeta):
    def __subclasscheck__(cls, other):
        print("meta asked")
        return super().__subclasscheck__(other)


class M(metaclass=Meta): pass


print(isinstance(1, M), isinstance(1, M), issubclass(int, M))
M.register(int)
print(isinstance(1, M), issubclass(bool, M), "_abc_impl" in vars(M))
A._abc_caches_clear()
A._abc_registry_clear()
print(issubclass(B, A))

# %% what a class is asked for again, while its metaclass changes
class M(type):
    def __getattr__(cls, name): return "from getattr"
class A(metaclass=M):
    x = 1
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return "s"
class B(A): pass
def look(k): return k.x, k.c(), k.s()
for _ in range(3): print(look(A), look(B))
M.x = property(lambda cls: "property")
print(look(A), look(B))
del M.x
print(look(A), look(B))
M.x = 5; print(look(A), look(B)); A.x = 7; print(look(A), look(B))
def inst(o): return o.x
print(inst(A), inst(A()), inst(A), inst(B()))
M.c = lambda cls: "meta"
print(A.c(), look(A))
class N(type):
    def __getattribute__(cls, name): return "always " + name
class C(metaclass=N):
    x = 1
def lx(k): return k.x
print([lx(k) for k in (A, B, C, A, C)])
del A.x
print(lx(A), lx(B))
del M.x
print(lx(A), lx(B))
import enum
class Color(enum.Enum):
    RED = 1
    def f(self): return self.name
def r(): return Color.RED, Color.RED.f(), Color.RED.value
print(r(), r())
try: Color.RED = 5
except AttributeError as e: print(e)
print(r())
def m(k): return k.c()
print([m(k) for k in (A(), A, B, B())])
