"""Cycles and weak references."""
import gc
gc.collect()
class A: pass
def t(f):
    f(); print(f.__name__, gc.collect())
def one():
    a=A(); a.self=a
def two():
    a=A(); b=A(); a.b=b; b.a=a
def dictd():
    a=A(); a.__dict__; a.self=a
def l(): 
    x=[]; x.append(x)
def d():
    x={}; x['x']=x
def lt():
    x=[]; x.append((x,))
def clo():
    def f(): return f
def clo2():
    def f(): return g
    def g(): return f
def meth():
    a=A(); a.m=a.__init__
def setc():
    a=A(); a.s={a}
def cls():
    class B: pass
def clsm():
    class B:
        def f(self): pass
def slots():
    class_=S; a=S(); a.x=a
class S: __slots__=('x',)
def listinst():
    a=A(); a.l=[a, [1,2], (3,), {}]
def lam():
    a=A(); a.f=lambda: a
for f in (one,two,dictd,l,d,lt,clo,clo2,meth,setc,cls,clsm,slots,listinst,lam): t(f)
import weakref, gc
class A:
    def __init__(self, n=0): self.n=n
    def m(self): return self.n
a=A(1); r=weakref.ref(a); print(r() is a, weakref.ref(a) is r, weakref.getweakrefcount(a))
def cb(name):
    return lambda ref: print('callback', name, ref() is None)
r1=weakref.ref(a, cb('one')); r2=weakref.ref(a, cb('two')); print(r1 is r2, r1==r2, hash(r1)==hash(a))
del a; print(r(), r1(), r1==r2, r==r)
d=weakref.WeakValueDictionary(); x=A(2); d['x']=x; d['y']=A(3); print(sorted(d), len(d)); del x; print(len(d), 'x' in d)
k=weakref.WeakKeyDictionary(); x=A(4); k[x]='v'; print(len(k)); print(k[x]); del x; print(len(k))
s=weakref.WeakSet(); x=A(5); s.add(x); s.add(A(6)); print(len(s), [i.n for i in s]); del x; print(len(s))
x=A(7); p=weakref.proxy(x); print(p.n, p.m()); p.n=8; print(x.n); del x
try: p.n
except ReferenceError as e: print('ReferenceError', e)
x=A(9); f=weakref.finalize(x, print, 'finalized', 1, sep='-'); print(f.alive); del x; print(f.alive)
x=A(10); m=weakref.WeakMethod(x.m); print(m()()); del x; print(m())
for v in (1, 'a', [], (), {}, None, 1.5):
    try: weakref.ref(v)
    except TypeError as e: print(e)
class S: __slots__=('a',)
try: weakref.ref(S())
except TypeError as e: print(e)
class S2: __slots__=('a','__weakref__')
y=S2(); print(weakref.ref(y)() is y)
def fn(): pass
r=weakref.ref(fn); print(r().__name__); del fn; print(r())
gc.collect(); x=A(11); x.self=x; r=weakref.ref(x, lambda r: print('cycle callback')); del x; print(r() is None); print(gc.collect()); print(r() is None)
class F:
    def __init__(s, n): s.n=n
    def __del__(s): print('del', s.n)
a=F('a'); b=F('b'); a.o=b; b.o=a; del a,b; print('collect'); print(gc.collect())
keep=[]
class R:
    def __del__(s): keep.append(s)
a=R(); a.me=a; del a; print(gc.collect(), len(keep)); keep.clear(); print(gc.collect())
def gen():
    try:
        me=yield
        yield
    finally: print('gen finally')
g=gen(); next(g); g.send(g); del g; gc.collect()
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.get_threshold())
for i in range(100000):
    a=A(); a.a=a
print('made'); print(len([o for o in gc.get_objects() if type(o) is A]) < 50000)
x=A(1); f=weakref.finalize(x, print, 'at exit')
last=F('last')
class G:
    def __del__(self): print('G at exit', __name__, last is not None)
gg=G()
