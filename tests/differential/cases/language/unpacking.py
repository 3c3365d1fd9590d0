def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)

# %% assignments
a, b = 1, 2
a, b = b, a
print(a, b)
(a, (b, c)), d = (1, (2, 3)), 4
print(a, b, c, d)
first, *rest = range(5)
*init, last = 'abc'
h, *m, t = [1, 2]
print(first, rest, init, last, h, m, t)
[x, y] = {'k': 1, 'l': 2}
print(x, y)
(a, *b), *c = [(1, 2, 3), 4, 5]
print(a, b, c)
x = y = z = []
print(x is z)
for i, (j, *k) in enumerate([(1, 2, 3), (4,)]): print(i, j, k)
o = type('O', (), {})()
o.a, d = 1, {}
d['k'], o.b, *d['r'] = 'xyz1'
print(vars(o), d)

# %% errors
def f(v):
    a, b = v
def g(v):
    a, *b, c = v
for v in [(1,), (1, 2, 3), [], 'abcd', 5, None, {1, 2, 3}, iter([1]), range(10)]:
    T(lambda: f(v)); T(lambda: g(v))

# %% in calls, returns and displays
def f():
    r = (2, 3)
    return 1, *r
print(f(), [*f(), *f()], {**{'a': 1}, **{'b': 2}}, (*'ab', *'cd'))
def g():
    r = [1]
    yield 0, *r
print(list(g()))
print(*[1, 2], *'ab', sep='-')
x = *range(3),
print(x)
for y in *[1, 2], 3: print(y, end=' ')
print()
d = dict(a=1)
print({'z': 0, **d, 'a': 9}, dict(**d, b=2))

# %% errors name what is called
import functools, math
class A:
    def m(self, a): pass
    def __call__(self, *a, **k): pass
    def __str__(self): return 'an A'
for f in (len, int, A, A().m, A(), lambda: 0, functools.partial(print), math.sin, [].append, str.upper, 1, None):
    for call in (lambda: f(*3), lambda: f(**3), lambda: f(a=1, **{'a': 2}), lambda: f(*[1], *None), lambda: f(1, *2)):
        T(call)
