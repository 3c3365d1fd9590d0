"""When objects are released, and what runs then."""
class A:
    def __init__(self, n): self.n=n; print('init', n)
    def __del__(self): print('del', self.n)
    def m(self): return self
print('-- del')
a=A(1); del a; print('after')
print('-- rebind')
a=A(2); a=A(3); print('after'); a=None
print('-- expr statement')
A(4); print('after')
print('-- function')
def f():
    x=A(5); y=A(6)
    print('in f')
f(); print('after')
print('-- list')
l=[A(7),A(8),A(9)]
l.clear(); print('cleared')
l=[A(10),A(11)]; del l; print('after')
l=[A(12),A(13)]; l[0]=None; print('set'); del l[1]; print('deleted'); 
print('-- dict')
d={'a':A(14),'b':A(15)}; d.pop('a'); print('pop'); d['b']=1; print('set'); d={'x':A(16)}; d.clear(); print('clear')
print('-- chain')
A(17).m().m(); print('after')
print(A(18).n)
print('-- nested')
class B:
    def __init__(self, n, c): self.n=n; self.c=c
    def __del__(self): print('del B', self.n)
b=B(1,B(2,B(3,A(19)))); del b; print('after')
print('-- order')
l=[B(1,A(20)),B(2,A(21))]; l.clear(); print('after')
t=(A(22),A(23)); del t
print('-- resurrect')
keep=[]
class R:
    def __del__(self): print('R del'); keep.append(self)
r=R(); del r; print(len(keep)); keep.clear(); print('gone')
print('-- error')
class E:
    def __del__(self): raise ValueError('x')
import sys
def hook(report): print('ignored:', report.object.__qualname__, repr(report.exc_value))
sys.unraisablehook=hook
e=E(); del e; print('after')
print('-- gen')
def g():
    try: yield 1; yield 2
    finally: print('finally')
it=g(); next(it); del it; print('after')
for x in g(): break
print('after break')
def h():
    for x in g(): return x
print(h())
def outer():
    try: yield from g()
    finally: print('outer finally')
o=outer(); next(o); o=None; print('after')
next(g()); print('after next')
def bad():
    try: yield 1
    finally: raise KeyError('bad')
x=bad(); next(x); del x
def ign():
    try: yield 1
    except GeneratorExit: yield 2
x=ign(); next(x); del x
print('-- with')
class C:
    def __enter__(self): return self
    def __exit__(self,*a): print('exit')
    def __del__(self): print('C del')
with C(): print('body')
print('after with')
with C() as c: print('body')
del c
print('-- exc')
class X(Exception):
    def __del__(self): print('X del')
try: raise X
except X as e: print('caught')
print('after X')
print('-- comp')
print([A(i).n for i in (40,41)])
print('-- closure')
def mk():
    a=A(50)
    return lambda: a
q=mk(); print('made'); q=None; print('after')
x=[A(60)]*2; x=None
print(len([A(61),A(62)]))
def arg(a): print('arg', a.n)
arg(A(63)); print('after')
s={A(64)}; s.pop(); print('after')
class P:
    pass
p=P(); p.a=A(65); p.a=None; print('x'); p.a=A(66); del p.a; print('y'); p.b=A(67); del p; print('z')
if A(68): print('true')
print('after')
a=b=A(69); a=None; print('still'); b=None
z=A(70) or 1; z=0
for i in [A(71),A(72)]: print('loop', i.n)
i=None
print('end')
w=A(99)

class Late:
    def __init__(self, name): self.name = name
    def __del__(self): print('released at the end:', self.name, CONSTANT)
CONSTANT = 'globals are there'
one = Late('one')
two = Late('two')
def user(): return one
nested = []
for _ in range(200_000): nested = [nested]
del nested
pair = None
for _ in range(200_000): pair = (pair, {'a': pair})
pair = None
class Node: pass
head = None
for _ in range(200_000):
    node = Node(); node.next = head; head = node
del head, node
print('deep structures released')
