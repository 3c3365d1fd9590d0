# %% closures
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get(), inc.__closure__[0].cell_contents, counter()[1]())
def outer():
    x = 'outer'
    def mid():
        def inner():
            nonlocal x
            x = 'inner'
        inner()
        return x
    return mid(), x
print(outer())
def free():
    def f(): return later
    later = 'now'
    return f()
print(free())

# %% global
g = 1
def setg():
    global g, h
    g, h = 2, 3
setg()
print(g, h)
def read(): return g
def shadow():
    g = 99
    return g
print(read(), shadow(), g)
def dele():
    global h
    del h
dele()
try: h
except NameError as e: print(e)

# %% unbound
def f():
    print(x)
    x = 1
try: f()
except UnboundLocalError as e: print(type(e).__name__, e)
def g():
    def inner(): return y
    try: inner()
    except NameError as e: print(type(e).__name__, e)
    y = 1
    del y
    try: inner()
    except NameError as e: print(type(e).__name__, e)
g()
def h():
    try: raise ValueError
    except ValueError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
h()
def d():
    a = 1
    del a
    try: a
    except NameError as e: print(e)
    try: del a
    except NameError as e: print(e)
d()
class K:
    try: nope
    except NameError as e: print(e)

# %% comprehension scopes
x = 'module'
print([x for x in range(3)], x)
print([(x, y) for x in range(3) for y in range(x)], {x: x * x for x in range(3)}, {x % 2 for x in range(5)})
class C:
    n = 3
    items = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        print(e)
print(C.items)
def f():
    fs = [lambda: i for i in range(3)]
    return [g() for g in fs], [(lambda j=i: j)() for i in range(3)]
print(f())
print([[j for j in range(i)] for i in range(4)], sum(i for i in range(5) if i % 2))
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ['xyz', 'abc']])
gen = (i for i in [1, 2, 3])
print(next(gen), list(gen), list(gen))
print([y := 5, y ** 2], y, [last := i for i in range(3)], last)
def w():
    total = 0
    r = [total := total + v for v in [1, 2, 3]]
    return r, total
print(w())
print([i if i else 'zero' for i in range(3)], [i for i in range(20) if i % 2 if i % 3])

# %% walrus
import re
data = iter([1, 2, 3, 0, 4])
while (n := next(data)):
    print(n)
if (m := len('abc')) > 2: print('long', m)
print(any((hit := c).isdigit() for c in 'ab1c'), hit)
def f(x): return x
print(f(y := 3), y, (z := 1, 2), z)

# %% class scopes
x = 'global'
def f():
    x = 'enclosing'
    class A:
        y = x
        x = 'class'
        z = x
        def m(self): return x
    return A.y, A.x, A.z, A().m()
try: print(f())
except NameError as e: print(e)
def g():
    v = 'enclosing'
    class B:
        w = v
        def m(self): return v
    return B.w, B().m()
print(g())
class Outer:
    class Inner:
        def who(self): return __class__.__qualname__
    def me(self): return __class__
print(Outer.Inner().who(), Outer().me() is Outer)

# %% name mangling
class A:
    __secret = 1
    def __init__(self): self.__x = 2
    def get(self): return self.__x, self.__secret
    def __private(self): return 'p'
    def call(self): return self.__private()
    __dunder__ = 3
a = A()
print(a.get(), a.call(), a._A__x, sorted(k for k in vars(A) if 'A' in k), a.__dunder__)
try: a.__x
except AttributeError as e: print(e)
class _B:
    def __init__(self): self.__v = 1
print(vars(_B()))

# %% del and augmented
a = [1, 2, 3, 4]
del a[0], a[-1]
print(a)
d = {'x': 1}
del d['x']
print(d)
b = c = [1]
b += [2]
print(c, b is c)
t = (1,)
u = t
t += (2,)
print(t, u)
n = 5
n **= 2; n //= 3; n <<= 2; n ^= 1; n %= 7; n |= 8; n &= 12; n -= 1; n *= 3; n >>= 1
print(n)
x = 7.0
x /= 2
print(x)
l = [1, 2, 3]
i = 0
i, l[i] = 1, 9
print(i, l)
def side(n): print('side', n); return 0
l[side(1)] += side(2)
s = 'a'
s *= 3
print(s, l)
