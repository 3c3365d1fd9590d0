def T(f, *args):
    try: print(f(*args))
    except BaseException as e: print(type(e).__name__ + ":", e)

# %% protocol
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
c = Count(3)
print(list(c), list(c), sum(Count(4)), max(Count(5)), sorted(Count(3)), dict(enumerate(Count(2))), [*Count(2)], 2 in Count(5))
it = iter([1, 2])
print(next(it), next(it), next(it, 'end')); T(lambda: next(it))
print(list(iter(lambda x=iter([1, 2, 0, 3]): next(x), 0)))
for i in Count(3): 
    if i == 1: break
else: print('no')
for i in []: pass
else: print('else ran')
n = 3
while n:
    n -= 1
    if n == 5: break
else: print('while else')

# %% builtin iterators
print(list(zip('abc', [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, '', 'a'])), list(enumerate('ab', 5)), list(reversed([1, 2])), list(range(5, 0, -2)))
T(lambda: list(zip('ab', 'abc', strict=True))); T(lambda: list(zip('abc', 'ab', strict=True)))
print(zip(), list(zip()), range(3), range(0, 10, 3), range(10)[2:8:2], range(10)[-1], len(range(0, 100, 7)), 5 in range(0, 10, 5), range(3) == range(0, 3, 1), range(5).index(3), list(range(3))[::-1], range(10).count(3))
T(lambda: range(0, 1, 0)); T(lambda: range(1.5)); T(lambda: range(3)[5]); T(lambda: range(5).index(9))
print(any([]), all([]), any(x > 2 for x in [1, 3]), all(x for x in [1, 0]))
i = iter('abc'); print(next(i), list(zip(i, i)), repr(iter([])).split(' at')[0], repr(iter({})).split(' at')[0], repr(map(str, [])).split(' at')[0])
d = {'a': 1}
def grow():
    for k in d: d['b' + k] = 1
T(grow)
s = {1}
def grows():
    for k in s: s.add(k + 1)
T(grows)
l = [1, 2, 3, 4]
for x in l: l.remove(x)
print(l)

# %% generators
def g():
    print('start')
    x = yield 1
    print('got', x)
    y = yield x
    print('got', y)
    return 'done'
i = g()
print(next(i), i.send('a'))
try: i.send('b')
except StopIteration as e: print('stop', e.value)
T(lambda: next(i)); T(lambda: g().send(1))
def f():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'recovered'
    finally: print('finally')
i = f()
print(next(i), i.throw(ValueError('v')), list(i))
i = f(); next(i); i.close(); T(lambda: next(i))
i = f(); T(lambda: i.throw(KeyError('k')))
def stubborn():
    try: yield
    except GeneratorExit: yield
i = stubborn(); next(i); T(i.close)
def bad():
    yield 1
    raise StopIteration('x')
i = bad(); next(i); T(lambda: next(i))
def me():
    yield next(gen)
gen = me(); T(lambda: next(gen))
print(type(g()).__name__, g.__name__, g().__name__, g().gi_running, repr(g()).split(' at')[0])

# %% yield from
def inner():
    x = yield 'a'
    print('inner got', x)
    try: yield 'b'
    except ValueError: print('inner caught'); yield 'c'
    return 'result'
def outer():
    r = yield from inner()
    print('r', r)
    r2 = yield from [1, 2]
    print('r2', r2)
    return 'outer result'
i = outer()
print(next(i), i.send('S'), i.throw(ValueError), next(i), next(i))
try: next(i)
except StopIteration as e: print(e.value)
def flatten(x):
    for y in x:
        if isinstance(y, list): yield from flatten(y)
        else: yield y
print(list(flatten([1, [2, [3, [4]], 5]])))
def closing():
    try: yield from inner()
    finally: print('outer finally')
i = closing(); next(i); i.close()
class Custom:
    def __iter__(self): return self
    def __next__(self): raise StopIteration('from custom')
def deleg(): 
    r = yield from Custom()
    print(r)
list(deleg())

# %% generator expressions and laziness
def noisy(n):
    for i in range(n):
        print('make', i)
        yield i
g = (x * 2 for x in noisy(3) if x)
print('made'); print(next(g)); print(list(g))
import itertools
print(list(itertools.islice((x for x in itertools.count()), 3)), sum(x * x for x in range(4)), ','.join(str(x) for x in range(3)))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print(list(itertools.takewhile(lambda x: x < 50, fib())))
def primes():
    seen = []
    for n in itertools.count(2):
        if all(n % p for p in seen):
            seen.append(n)
            yield n
print(list(itertools.islice(primes(), 10)))
def pipeline(src, *stages):
    for s in stages: src = s(src)
    return list(src)
print(pipeline(range(5), lambda s: (x + 1 for x in s), lambda s: (x * x for x in s)))

# %% generators and exceptions
def ctx():
    try: raise KeyError('inner')
    except KeyError:
        yield 1
        import sys
        print(sys.exc_info()[0])
        yield 2
i = ctx()
next(i)
import sys
print(sys.exc_info())
next(i)
def gen_return(): 
    return 5
    yield
print(list(gen_return()))
