# What takes a short way inside the machine gives what the long way gives.

# %% map, filter, zip and keys with functions of Python; calls with stars
print(list(map(lambda x:x+1,[1,2,3])), list(map(lambda x,y:x*y,[1,2,3],[4,5])), sum(map(lambda x:x,range(5))), any(map(lambda x:x>3,range(5))), max(map(lambda x:-x,[3,1,2])))
print(sorted([3,1,2],key=lambda x:-x), sorted({'a':2,'b':1}.items(), key=lambda kv: kv[1]))
for a in map(lambda x: x*2, (1,2,3)): print(a)
def stop(x):
    if x==2: raise StopIteration
    return x
print(list(map(stop,[1,2,3])))
for a in map(stop,[1,2,3]): print(a)
def bad(x): raise ValueError(x)
try: list(map(bad,[1]))
except ValueError as e: print('err',e, e.__context__)
try: sorted([1],key=bad)
except ValueError as e: print('err',e)
def g():
    yield 1; yield 2
print(list(map(next,[g(),g()])), list(zip(g(),g())), list(enumerate(g())), dict(zip('ab',g())), tuple(filter(None,g())))
print(list(map(g().send,[None,None])))
it=g()
print(list(map(it.send,[None,None,None])))
print([x for x in map(str,[1,2])], [y for i,y in enumerate('ab')], {k:v for k,v in {1:2}.items()}, [a+b for a,b in zip([1,2],[3,4])], [t for t in zip([1],[2])])
for i,(a,b) in enumerate(zip('ab','cd')): print(i,a,b)
for t in zip([1,2],[3,4]):
    a,b=t
    print(t,a,b)
def f(*a,**k): return a,k
print(f(*(1,2)), f(*[1,2],**{'x':1}), f(*()), f(**{}), f(1,*(2,),y=3,**{'z':4}))
d={'x':1}
try: f(**d,x=2)
except TypeError as e: print(e)
try: f(*3)
except TypeError as e: print(e)
try: f(**3)
except TypeError as e: print(e)
try: f(**{1:2})
except TypeError as e: print(e)
a,k=f(**d); k['x']=5; print(d)
l=[1,2]; a,_=f(*l); print(a)
print({**d,**{'y':2},'x':9})
class A:
    def __lt__(s,o): return s.v<o.v
    def __init__(s,v): s.v=v
print([x.v for x in sorted(map(A,[3,1,2]))], max(map(A,[1,3,2])).v)
class B:
    def __bool__(s): return True
print(any(map(lambda x:B(),[1])), all(map(lambda x:B(),[1,2])))
class C:
    def __init__(s,v): s.v=v
    def __radd__(s,o): return o+s.v
print(sum(map(C,[1,2])), sum(map(lambda v:C(v),[1,2])))
def rec(n): return sum(map(rec,range(n)))+1
print(rec(8))
def deep(n): return list(map(deep,[n-1])) if n else 0
try: print(len(str(deep(200))))
except RecursionError as e: print('rec')
try: print(len(str(deep(5000))))
except RecursionError as e: print('rec')

# %% default dicts, partial functions, dicts of own classes
from collections import defaultdict, Counter, OrderedDict
import functools, itertools, pickle, copy
d=defaultdict(list); d[1].append(2); d['x']; print(d, d.default_factory)
print(defaultdict(int,{'a':1},b=2), defaultdict(None), defaultdict())
for bad in [lambda: defaultdict(3), lambda: functools.partial(), lambda: functools.partial(3), lambda: defaultdict(list,1,2), lambda: defaultdict(list, 5)]:
    try: print(bad())
    except TypeError as e: print(type(e).__name__, e)
class D(defaultdict):
    def __missing__(self,k): return k*2
print(D(list)[4], D().get(3))
class E(dict):
    def __getitem__(self,k): return 'own'
print(E({1:2})[1], E({1:2}).get(1))
class F(dict):
    def __setitem__(self,k,v): super().__setitem__(k,v+1)
f=F(); f[1]=1; f['a']=2; print(f, f[1], f['a'])
try: F()[9]
except KeyError as e: print('KeyError', e)
p=functools.partial(print,1,end='!\n'); p(2); print(p.func, p.args, p.keywords)
q=functools.partial(p,3); q(); print(q.args)
class P(functools.partial): pass
print(P(max,3)(4), type(P(max)))
print(pickle.loads(pickle.dumps(defaultdict(int,{1:2}))), copy.copy(defaultdict(list,{1:[2]})), pickle.loads(pickle.dumps(functools.partial(max,3)))(9))
c=Counter('abca'); c['z']+=1; print(c)
o=OrderedDict(); o['b']=1; o['a']=2; print(o, o['a'])

# %% keys with a hash of their own
class H:
    def __init__(s,v): s.v=v
    def __hash__(s): return hash(s.v)
    def __eq__(s,o): return isinstance(o,H) and s.v==o.v
    def __repr__(s): return f'H{s.v}'
m={H(1):'a',H(2):'b'}
print(m[H(1)], H(2) in m, H(3) in m, m.get(H(2)), {H(1),H(1),H(2)}, 1 in m)
m[H(1)]='c'; print(m); del m[H(1)]; print(m)
m[1]='int'; print(m[1], m[H(2)])
class I:
    def __hash__(s): return 5
class J(I): pass
i,j=I(),J(); n={i:1,j:2,5:3}; print(n[i],n[j],n[5],len(n))
class K:
    def __hash__(s): return 'no'
try: {K():1}
except TypeError as e: print(e)
class L:
    __hash__=None
try: {L():1}
except TypeError as e: print(e)
class M:
    def __hash__(s): return -1
print(hash(M()), {M():1} and 'ok')
t={(H(1),2):'t'}; print(t[(H(1),2)], (H(2),2) in t, frozenset([H(1)]) == frozenset([H(1)]), {frozenset([H(1)]):1}[frozenset([H(1)])])
from enum import Enum
class Color(Enum):
    R=1;G=2
print({Color.R:1,Color.G:2}[Color.G], Color.R in {Color.G})
big={H(k):k for k in range(3000)}; print(len(big), big[H(2999)], sum(big[H(k)] for k in range(3000)))

# %% arrangements, cycles, repetitions and filters
import itertools, copy
print(list(itertools.product('ab',[1,2])), list(itertools.product()), list(itertools.product('ab',repeat=2)), list(itertools.product('a',[])), list(itertools.product('ab',repeat=0)))
print(list(itertools.permutations('abc',2)), list(itertools.permutations('ab')), list(itertools.permutations('a',2)), list(itertools.permutations('ab',0)))
print(list(itertools.combinations('abcd',3)), list(itertools.combinations('ab',3)), list(itertools.combinations('ab',0)))
print(list(itertools.combinations_with_replacement('ab',2)), list(itertools.combinations_with_replacement('',2)))
for a,b in itertools.combinations(range(4),2): print(a,b,end=';')
for a,b,c in itertools.permutations('xyz'): print(a+b+c,end=';')
for a,b in itertools.product('ab',(1,)): print(a,b,end=';')
try:
    for a,b in itertools.combinations('abc',3): pass
except ValueError as e: print(e)
it=itertools.combinations('abc',2); next(it); print(list(copy.copy(it)), list(it), list(it))
it=itertools.cycle([1,2,3]); print([next(it) for _ in range(7)]); it=itertools.cycle([]); print(list(it)); it=itertools.cycle('ab'); print([next(it) for _ in range(5)])
print(list(itertools.repeat(1,3)), list(zip(itertools.repeat(0),[1,2])), next(itertools.repeat(9)))
print(list(filter(lambda x:x%2,range(7))), list(itertools.filterfalse(lambda x:x%2,range(7))), tuple(filter(lambda x:[x] if x else [], [0,1,2])))
class T:
    def __init__(s,b): s.b=b
    def __bool__(s): return s.b
print(list(filter(lambda x:T(x>2),range(6))), list(filter(lambda x:True,'abc')), list(filter(str.isdigit,'a1b2')))
def st(x):
    if x==2: raise StopIteration
    return True
print(list(filter(st,range(5))))

# %% items, slices and operators of builtin types
b=b'hello'; s='héllo'; print(b[1],b[1:3],b[:],b[::-1],b[-2:],s[1:3],s[::2],s[-1],s[:],[1,2,3][::-1],(1,2,3)[1:],range(10)[3],range(10)[2:5],bytearray(b'abc')[1])
for bad in [lambda: b[9], lambda: s[9], lambda: s['a'], lambda: [1][5], lambda: (1,)[3], lambda: b['x'], lambda: range(3)[7], lambda: bytearray(b'')[0], lambda: [1]['a'], lambda:[1][1.5]]:
    try: print(bad())
    except (IndexError,TypeError) as e: print(type(e).__name__, e)
print([1]+[2], (1,)+(2,), b'a'+b'b', [1]*3, 3*[1], 'ab'*2, b'x'*2, (1,)*2, {1,2}&{2}, {1}|{2}, {1,2}-{1}, {1,2}^{2,3}, frozenset([1])|{2}, {1}|frozenset([2]), [0]*-1, 'a'*True)
for bad in [lambda:[1]+(2,), lambda: [1]+1, lambda: {1}|[2], lambda:(1,)+[2], lambda:'a'*2.0, lambda:[1]*'a', lambda: b'a'+'b']:
    try: print(bad())
    except TypeError as e: print(e)
l=[1]; l+=l; l*=2; print(l); l+=(9,); print(l)
print(isinstance(1,(str,int)), isinstance(1,str), isinstance(True,int), isinstance([], (tuple,(dict,list))), isinstance(1,()), isinstance(1, int|str))
from abc import ABC
class AB(ABC): pass
AB.register(int); print(isinstance(1,AB), isinstance(1,(str,AB)), isinstance('a',AB))
for bad in [lambda: isinstance(1,1), lambda: isinstance(1,(str,2)), lambda: isinstance(1,None)]:
    try: print(bad())
    except TypeError as e: print(e)
class Fake:
    __class__=property(lambda s:int)
print(isinstance(Fake(),int), isinstance(Fake(),(str,int)))

# %% digits of floats
for x in [0.0,-0.0,1.5,2.675,1e16,1e15,1e-4,1e-5,123456789.123,1/3,1e22,5e-324,float('nan'),float('inf'),-2.5,0.1+0.2,1e100]:
    print(x, f'{x:.2f}', '%.3f'%x, f'{x:.0f}', f'{x:g}', f'{x:e}', f'{x:10.3f}|', f'{x:+.1f}', f'{x:,.2f}', end=' ')
    try: print(round(x,2), round(x,1), round(x,-1))
    except (ValueError,OverflowError) as e: print(e)
print(complex(1.5,-2.0), complex(1,2), [1.0,2.5], f'{3.0!r}', str(100.0), repr(1e5))

# %% classes with a __new__ of their own
class A:
    def __new__(cls, x, y=2):
        o = object.__new__(cls); o.v = x; return o
print(A(1).v, A(x=3).v, A(1,5).v)
class B(A):
    def __init__(self, x, y=0): self.w = x+1
print(B(4).w, B(4).v)
class Shape:
    def __new__(cls, kind, size):
        c = Circle if kind=='c' else Shape
        return object.__new__(c)
class Circle(Shape):
    def __init__(self, kind, size): self.size=size; print('circle', kind, size)
print(Shape('c', 3).size, type(Shape('s',1)).__name__, Circle('s', 9).__class__.__name__)
class One:
    one=None
    def __new__(cls):
        if cls.one is None: cls.one=super().__new__(cls)
        return cls.one
print(One() is One())
class Other:
    def __new__(cls, x): return x
print(Other(5), Other([1]))
class Bad:
    def __new__(cls, x): raise ValueError(x)
try: Bad(1)
except ValueError as e: print('bad', e)
try: A()
except TypeError as e: print(e)
class M(type):
    def __call__(cls, *a): return ('meta', a)
class N(metaclass=M):
    def __new__(cls, x): return object.__new__(cls)
print(N(1))
class Dyn:
    def __new__(cls, a):
        if cls is Dyn:
            I=type('I',(Dyn,),{'__init__':lambda self,a: print('dyn init',a)})
            return object.__new__(I)
        return object.__new__(cls)
print(type(Dyn(8)).__name__)
class G:
    def __new__(cls, n):
        yield n
print(list(G(3)))
def gen():
    x = yield A(1).v
    yield A(x).v
g=gen(); print(next(g), g.send(7))
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a,b))
print(T(1,2), [T(i,i) for i in range(2)])
class I(int):
    def __new__(cls, v): return int.__new__(cls, v*2)
print(I(4)+1)
import threading
def work():
    for i in range(100): T(i,i); One()
ts=[threading.Thread(target=work) for _ in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]; print('done')
class Log:
    def __new__(cls, *a, **k):
        o=super().__new__(cls); o.a=a; o.k=k; return o
print(Log(1,2,z=3).a, Log(1).k, Log().a)

# %% protocols of a program's classes
class V:
    def __init__(s,x): s.x=x
    def __neg__(s): return V(-s.x)
    def __pos__(s): return 'pos'
    def __invert__(s): return 'inv'
    def __bool__(s): return s.x>0
    def __contains__(s,k): return k==s.x
    def __iter__(s): return iter([s.x])
    @property
    def p(s): return s.x
    @p.setter
    def p(s,v): s.x=v*2
v=V(3); print((-v).x, +v, ~v, not v, not V(0), 3 in v, 4 in v, 3 not in v, 4 not in v, list(v), [y for y in v])
v.p=5; print(v.x, v.p)
print('yes' if v else 'no', 'yes' if V(-1) else 'no', 'in' if 10 in v else 'out', 'in' if 11 in v else 'out', 'nin' if 11 not in v else 'nout', bool(v) and 1, v and 2, V(0) or 3)
while V(v.x): v.x -= 5
print(v.x)
class B:
    def __bool__(s): return 1
    def __iter__(s): return 3
    def __contains__(s,k): return [k]
    def __len__(s): return -1
for f in [lambda: not B(), lambda: [1 for _ in B()], lambda: 1 if B() else 2, lambda: len(B()), lambda: list(B())]:
    try: print(f())
    except (TypeError,ValueError) as e: print(type(e).__name__, e)
print(1 in B(), 0 not in B())
class C:
    def __contains__(s,k): raise KeyError(k)
    def __iter__(s): raise OSError('it')
    def __bool__(s): raise ZeroDivisionError('b')
    def __neg__(s): raise IndexError
    @property
    def r(s): return 1
    def _set(s,v): raise ValueError(v)
    w=property(None,_set)
c=C()
for f in [lambda: 1 in c, lambda: [x for x in c], lambda: not c, lambda: -c, lambda: setattr(c,'r',1), lambda: setattr(c,'w',2), lambda: c.w]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: c.w=3
except ValueError as e: print('set', e)
try: c.r=3
except AttributeError as e: print(e)
try:
    if 1 in c: pass
except KeyError as e: print('KeyError', e)
class D:
    __contains__=None
    __iter__=None
    __neg__=None
for f in [lambda: 1 in D(), lambda: list(D()), lambda: -D()]:
    try: print(f())
    except TypeError as e: print(e)
class E:
    def __getitem__(s,i):
        if i>2: raise IndexError
        return i
print(list(E()), 1 in E(), [x for x in E()], 5 in E())
class G:
    def __iter__(s):
        yield 1
        yield 2
print(list(G()), sum(G()), max(G()), [*G()], tuple(G()), 2 in G(), dict.fromkeys(G()), sorted(G(), reverse=True))
a,b=G(); print(a,b)
def gen():
    x = yield (1 in G())
    yield not V(x)
g=gen(); print(next(g), g.send(0))

# %% builtin classes with keywords, formats, encodings, keys that are callable
print(dict({1:2},a=3), dict(a=1), list((1,2)), set([1]), dict([(1,2)],b=4), int('11',base=2), str(b'a',encoding='ascii'), sorted([3,1],reverse=True), bytes('a','ascii'), dict(zip('ab',[1,2])))
for f in [lambda: dict(1), lambda: dict(a=1,**{'a':2}), lambda: list(x=1), lambda: int(x=1), lambda: tuple(iterable=1), lambda: set(a=1)]:
    try: print(f())
    except TypeError as e: print(e)
print('%5.2f|%-8s|%03d|%8s|%d%%|%.0f|%f|%5d|%-5d|%s %s' % (3.14159,'ab',7,'xy',50,2.5,1.5,42,42,None,True), '%05.1f' % -2.25, '%s' % (1,), '%.3s' % 'abcdef', '%x' % 255, '%+d' % 3, '%e' % 1.5, '%5s|' % 1.5, '%-3d|' % -5, '%04d' % -5, '%f' % float('inf'), '%5.1f' % float('nan'), '%d' % 3.7, '%s' % 1e20, '%.2f' % 2)
for f in [lambda: '%d' % 'a', lambda: '%s %s' % 1, lambda: '%s' % (1,2), lambda: '%', lambda: '%5', lambda: '%z' % 1, lambda: '%.2f' % 'x', lambda: '%d' % None]:
    try: print(f())
    except (TypeError,ValueError) as e: print(e)
print('héé'.encode(), b'h\xc3\xa9'.decode(), 'a'.encode('utf-8'))
try: b'\xff'.decode()
except UnicodeDecodeError as e: print(e)
from operator import itemgetter, attrgetter, methodcaller
print(sorted([(2,1),(1,2)], key=itemgetter(1)), sorted('bA', key=str.lower), sorted([1,2,3], key={1:3,2:2,3:1}.get), list(map({1:2}.get,[1,2])), list(map(itemgetter(0), ['ab'])), list(map(methodcaller('upper'),'ab')), max('ab','c',key=len), min([3,1],key=lambda x:-x))
import functools, collections, itertools
p=functools.partial(pow,2); print(list(map(p,[1,2,3])), sorted([3,1,2],key=functools.partial(lambda s,x:-x,0)))
p2=functools.partial(int); p2.__setstate__((p2,(),{},{}))
try: p2()
except RecursionError: print('rec')
print(list(zip([1,2,3],reversed([4,5,6]))), list(enumerate(reversed((1,2)))), list(zip(reversed([]),[1])), [(i,j) for i,j in zip(reversed([1,2]),collections.deque([3,4]))])
print(list(itertools.islice(itertools.count(),5)), list(itertools.accumulate([1,2,3])), list(itertools.chain([1],(2,),range(2))), list(itertools.islice(itertools.cycle([1,2]),5)))
d=collections.deque([1,2,3])
try:
    for x in zip(d,d.copy()): d.append(1)
except RuntimeError as e: print(e)

# %% coroutines that wait for each other
import asyncio
async def fib(n): return n if n<2 else await fib(n-1)+await fib(n-2)
async def main():
    print(await fib(10))
    c=fib(1); await c
    try: await c
    except RuntimeError as e: print(e)
    try: await 3
    except TypeError as e: print(e)
    async def slow(): await asyncio.sleep(0.001); return 5
    print(await asyncio.gather(slow(),slow()))
asyncio.run(main())

# %% data classes compared and hashed
from dataclasses import dataclass, field
@dataclass(order=True, frozen=True)
class P:
    x:int
    y:int=field(default=0, compare=False)
    z:list=field(default_factory=list, hash=False)
print(P(1)==P(1,2), P(1)<P(2), P(1)>=P(1), hash(P(1))==hash(P(1,5)), P(1)==1, {P(1):2})
@dataclass
class E: pass
print(E()==E(), E.__hash__, E.__eq__.__qualname__)
@dataclass(eq=False)
class N: x:int=1
print(N()==N(), N.__eq__ is object.__eq__)
@dataclass(unsafe_hash=True)
class U:
    hash:int=3
    self:int=4
    other:int=5
print(hash(U())==hash((3,4,5)), U()==U(), U(1)==U())
try: P(1)<3
except TypeError as e: print(e)
try:
    @dataclass(order=True)
    class Q:
        def __lt__(self,o): return 1
except TypeError as e: print(e)

# %% named tuples
from collections import namedtuple
import inspect, pickle, typing
P=namedtuple('P','x y'); print(P(1,2), P(y=1,x=2), P._make([3,4]), P(1,2)._replace(x=9), P(1,2)._asdict(), P(1,2).x)
for bad in [lambda:P(1), lambda:P(1,2,3), lambda:P(1,z=2), lambda:P(1,x=2), lambda:P()]:
    try: print(bad())
    except TypeError as e: print(e)
Q=namedtuple('Q','a b c',defaults=(5,6)); print(Q(1), Q(1,2), Q(1,c=3), Q._field_defaults, inspect.signature(Q), Q.__new__.__defaults__)
try: Q()
except TypeError as e: print(e)
try: Q(1,2,3,4)
except TypeError as e: print(e)
Z=namedtuple('Z',''); print(Z(), Z._fields)
R=namedtuple('R','a a def _x',rename=True); print(R(1,2,3,4))
print(pickle.loads(pickle.dumps(P(1,2))), P.__new__.__qualname__, P.__doc__, P.__new__.__doc__)
class S(P):
    def __new__(cls, v): return super().__new__(cls, v, v)
print(S(3))
class T(typing.NamedTuple):
    a:int
    b:str='x'
    def f(self): return self.a
print(T(1), T(1,'y').f(), T.__annotations__)
try: T()
except TypeError as e: print(e)
class U(T):
    def __init__(self,*a): print('init',a)
print(U(7))

# %% what is replaced in a dict of any class is told of at once
from collections import Counter, OrderedDict, defaultdict
class Watched:
    def __del__(self): print("gone", end=" ")
class Own(dict): pass
for kind in dict, OrderedDict, defaultdict, Counter, Own:
    d = kind()
    d[1] = Watched()
    d[1] = None
    print(1)

# %% attributes and methods where objects of several classes come by
class A:
    kind = "A"
    def __init__(self): self.x = 1
    def name(self): return "a", self.x
class B:
    kind = "B"
    def __init__(self): self.y = 2; self.x = 3
    def name(self): return "b", self.x
    @staticmethod
    def made(): return "static"
class C(A):
    @property
    def half(self): return self.x / 2
    @classmethod
    def made(cls): return cls.__name__
class D:
    __slots__ = "x", "kind"
    def name(self): return "d", self.x
def look(o):
    row = [o.name(), getattr(o, "kind", None)]
    try: row.append(o.kind)
    except AttributeError as e: row.append(str(e))
    try: row.append(o.made())
    except AttributeError as e: row.append(str(e))
    o.x = o.x + 1
    o.new = o.x
    return row, o.x, o.new
class E(D): pass
def rounds(*objects):
    for _ in range(3):
        for o in objects: print(*look(o))
def slotted(cls, x):
    o = cls(); o.x = x
    return o
a, b, c, e = A(), B(), C(), slotted(E, 9)
rounds(a, b)
rounds(c, a, e, b)
# What a class is told later, while both are known.
A.kind = "changed"; B.name = lambda self: "other"; b.name = lambda: "own"; a.kind = "of the object"
rounds(a, b, A(), B())
A.made = lambda self: "made"
B.made = 5
try: rounds(a, b)
except TypeError as error: print(error)
class F(A):
    x = property(lambda self: 100, lambda self, value: print("set", value))
rounds(c, F(), a)
a.__class__ = F
rounds(c, a)
del F.x
rounds(a, c)
def sizes(o): return o.__len__(), o.copy()
for o in [1], {1: 2}, [3], {4}, {}, [5]: print(sizes(o))
def of_class(k): return k.kind, k.name
for k in A, B, C, A, B, C: print(of_class(k)[0])

# %% zip and map end where one does, and take no more of the others
for one, other in ([], [1]), ([1], []), ([1, 2, 3], [4]), ([1], [2, 3]):
    first, second = iter(one), iter(other)
    print(list(zip(first, second)), list(first), list(second))
    first, second = iter(one), iter(other)
    print(list(map(lambda a, b: a + b, first, second)), list(first), list(second))
    first, second = iter(one), iter(other)
    for a, b in zip(first, second): print(a, b)
    print(list(first), list(second))
both = iter(range(5))
print(list(zip(both, both)), list(zip(*[iter(range(7))] * 3)), list(map(lambda a, b, c: a, [], [1], [2])))

# %% items of dicts of any class by keys of any kind
from collections import Counter, OrderedDict, defaultdict
class Own(dict):
    def __missing__(self, key): return "missing", key
for make in dict, OrderedDict, Counter, Own, lambda: defaultdict(list):
    d = make()
    for key in (1, b"x"), b"y", 2.5, None, frozenset([1]), True, int, (1, (2, "z")):
        d[key] = key
        print(d[key], end=" ")
    for key in (1, b"other"), 3.5:
        try: print(d[key], end=" ")
        except KeyError as error: print("KeyError", error, end=" ")
    for key in [], ([],), {}:
        try: d[key] = 1
        except TypeError as error: print(error, end=" ")
        try: d[key]
        except TypeError as error: print(error)
    print(len(d))
c = Counter()
for pair in zip("abab", "cdcd"): c[pair] += 1
print(c)

# %% fields of objects without a format of their own
class Plain:
    def __str__(self): return "text"
class Shown:
    def __repr__(self): return "shown"
class Wrong:
    def __str__(self): return 5
class Formatted(Plain):
    def __format__(self, spec): return f"<{spec}>"
class Word(str):
    def __str__(self): return "word"
class Number(int):
    def __str__(self): return "number"
for make in Plain, Shown, Formatted, Word, Number:
    o = make()
    print(f"{o} {o!s} {o!r:.0}", format(o), "{} {:}".format(o, o), "%s" % o)
    try: print(f"{o:>8}")
    except TypeError as error: print(error)
try: f"{Wrong()}"
except TypeError as error: print(error)
print(f"{ValueError('a')} {[1]} {None} {type}")

# %% items of lists that are deleted; divmod; sets within sets
for at in 0, 2, -1, -3, 3, -4, True, 2**70, "a", None, slice(1), slice(None, None, 2), slice(2, 0, -1):
    l = [1, 2, 3]
    try: del l[at]
    except (IndexError, TypeError) as error: print(type(error).__name__, error)
    print(l)
for a in 7, -7, 0, True, -2**63, 2**70:
    for b in 2, -2, -1, 0, True, 2**65:
        try: print(divmod(a, b), end=" ")
        except ZeroDivisionError as error: print(error, end=" ")
    print()
s = {1, (2, 3), frozenset([4])}
for t in set(), {1}, {(2, 3), 1}, {frozenset([4])}, {5}, {1, (2, 3), frozenset([4]), 6}, s:
    print(s <= t, s >= t, s < t, s == t, s.isdisjoint(t), s.issuperset(t))
def stars(*rest, **named): return rest, named
print(stars(), stars(1), stars(*"ab", c=1))

# %% the shortest text of a float where two are as near
for x in (1923090715643424.25, 1923090715643424.75, -888888888888888.25, 222222222222222.375, 222222222222222.625, 17 / 2**24, 33 / 2**24,
          2.0**-25, 2.0**-24, 0.5, 1e22, 5e-324, 1e16, 9007199254740993.0):
    print(x, [x], f"{x}", "%r" % x, float(repr(x)) == x)
import zlib
for power in range(20, 56):
    small, large = [n / 2**power for n in range(1, 400, 2)], [2.0**(power - 2) + n / 1024 for n in range(1, 2048, 2)]
    print(power, zlib.crc32(repr(small).encode()), zlib.crc32(repr(large).encode()))
