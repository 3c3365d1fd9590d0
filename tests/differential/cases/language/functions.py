def T(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)

# %% parameter kinds
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
T(f, 1, d=4)
T(f, 1, 2, 3, 4, 5, d=6, e=7, z=8)
T(f, 1, a=2, b=3, d=4)
T(f)
T(f, 1)
T(f, d=1)
T(f, 1, c=2, d=1)
T(f, 1, 2, 3, c=4, d=1)

# %% errors of calls
def two(a, b): pass
def three(a, b, c): pass
def opt(a, b=1): pass
def kwonly(*, a, b): pass
def kwonly3(*, a, b, c): pass
def posonly(a, b, /): pass
def none(): pass
T(two); T(two, 1); T(two, 1, 2, 3); T(three); T(three, 1)
T(opt); T(opt, 1, 2, 3); T(kwonly); T(kwonly3); T(kwonly, a=1); T(kwonly, 1, a=1, b=1)
T(posonly, a=1, b=2); T(posonly, 1, b=2); T(none, 1); T(none, 1, 2); T(none, x=1); T(two, 1, 2, x=1); T(two, 1, a=1)
T(lambda: two(*[1, 2, 3])); T(lambda: two(**{'a': 1})); T(lambda: two(**{1: 1})); T(lambda: two(*1)); T(lambda: two(**1))
T(lambda: two(1, **{'a': 1})); T(lambda: two(a=1, **{'a': 1}))
class C:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return a
    @staticmethod
    def s(a): return a
T(C().m); T(C().m, 1, 2); T(C.c); T(C.s); T(C.m); T(C, 1)
class D:
    def __init__(self, a): pass
T(D); T(D, 1, 2); T(5); T(None); T('a')

# %% defaults are evaluated once
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f.__defaults__)
def g(*, k={}): return k
print(g.__kwdefaults__, g() is g())
i = 5
def h(a=i): return a
i = 6
print(h())

# %% introspection
def f(a: int, b: 'str' = 'x', *args: float, c: list = None, **kw) -> dict:
    """Doc of f.

    More."""
    x = 1
    def inner(): return x
    return inner
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__annotations__)
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames[:4], f.__code__.co_kwonlyargcount)
print(f(1).__qualname__, f(1).__closure__[0].cell_contents, f.__closure__)
f.attribute = 5
print(f.attribute, f.__dict__)
print((lambda: 0).__name__, (lambda: 0).__qualname__)
import inspect
print(inspect.signature(f))
print(inspect.isfunction(f), inspect.ismethod(f), inspect.isclass(int), inspect.isgeneratorfunction(f))
print(repr(f)[:12], repr(print), repr(len), repr([].append)[:30])

# %% star calls
def f(*args, **kw): return args, kw
a, d = [1, 2], {'x': 1}
print(f(*a, *a, 3, **d, y=2), f(*'ab', **{'z': 3}), f(*(i for i in range(2))), f(*{}, **{}))
print([*a, *'xy', *range(2)], {*a, 5}, {**d, 'x': 2}, (*a,), [*()])
print(f(1, *a, k=1, **d))

# %% recursion and mutual
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(100), odd(7))
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
import sys
def deep(n): return n if n == 0 else deep(n - 1)
try:
    deep(10 ** 6)
except RecursionError as e:
    print(e)
print(sys.getrecursionlimit())

# %% lambdas and conditional
fs = [lambda x, n=n: x * n for n in range(3)]
print([f(10) for f in fs])
late = [lambda: n for n in range(3)]
print([f() for f in late])
print((lambda *a, **k: (a, k))(1, b=2), (lambda a, /, b: a + b)(1, b=2))
print(sorted('banana', key=lambda c: (-ord(c), c)))

# %% methods bound and unbound
class A:
    def f(self, x): return (self.__class__.__name__, x)
a = A()
m = a.f
print(m(1), A.f(a, 2), m.__self__ is a, m.__func__ is A.f, m == a.f, m is a.f)
print(repr(m)[:20], repr(A.f)[:15])
import types
a.g = types.MethodType(lambda self, y: y * 2, a)
print(a.g(4), isinstance(m, types.MethodType), isinstance(A.f, types.FunctionType))

# %% decorators
def deco(tag):
    def wrap(f):
        def inner(*a, **k):
            print('before', tag, f.__name__)
            r = f(*a, **k)
            print('after', tag)
            return r
        return inner
    return wrap
@deco('outer')
@deco('inner')
def add(a, b):
    return a + b
print(add(1, b=2), add.__name__)
import functools
def count(f):
    @functools.wraps(f)
    def w(*a):
        w.calls += 1
        return f(*a)
    w.calls = 0
    return w
@count
def sq(x):
    "squares"
    return x * x
sq(1); sq(2)
print(sq.calls, sq.__name__, sq.__doc__, sq.__wrapped__(3))
def reg(table):
    return lambda f: table.setdefault(f.__name__, f)
tbl = {}
@reg(tbl)
def one(): return 1
@(lambda c: c)
class K: pass
class Memo:
    def __init__(self, f): self.f, self.c = f, {}
    def __call__(self, n):
        if n not in self.c: self.c[n] = self.f(n)
        return self.c[n]
@Memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(tbl['one'](), fib(60), K.__name__)

# %% eval exec compile
x = 10
print(eval('x + 1'), eval('x + y', {'x': 1, 'y': 2}), eval('a * b', {}, {'a': 3, 'b': 4}))
def f():
    loc = 5
    return eval('loc * 2'), sorted(locals())
print(f())
def g(p):
    q = 1
    def h():
        return sorted(locals()), p, q
    return h()
print(g(3))
ns = {}
exec('a = 1\ndef f(): return a + 1\nclass C: v = f()', ns)
print(ns['f'](), ns['C'].v, sorted(k for k in ns if k != '__builtins__'))
loc = {}
exec('z = x * 2; del_me = 1; del del_me', globals(), loc)
print(loc)
code = compile('1 + 2', '<s>', 'eval')
print(eval(code), code.co_filename)
T(eval, '1 +'); T(eval, 'undefined_name'); T(eval, 'x = 1'); T(exec, 'for'); T(compile, '1', '', 'bad')
exec("for i in range(2): print('i', i)")
print(eval('[i for i in range(3) if i != skip]', {'skip': 1}))
print(eval(' 1+1 '), globals()['x'], 'T' in globals(), vars() is globals())
