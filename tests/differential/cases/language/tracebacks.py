# %% carets of operations
def f(a, b):
    x = a + b * (a / 0)
    return x
f(1, 2)

# %% carets of calls
def g(x):
    return int(x) + len(x)
print(g('5'), g('abc'))

# %% carets of attributes
class A: pass
a = A()
a.b = A()
print(a.b.c.d)

# %% carets of subscripts
d = {'a': {'b': []}}
print(d['a']['b'][0]['c'])

# %% carets of names
def f():
    return undefined_thing + 1
f()

# %% did you mean
class A:
    def method(self): pass
A().metod()

# %% did you mean a name
counter = 1
print(countr)

# %% did you mean self
class A:
    def __init__(self): self.blech = 1
    def f(self): return blech
A().f()

# %% several lines
def f(*args):
    raise ValueError(
        'spread',
        args,
    )
result = f(
    1,
    2,
)

# %% raise
raise ValueError('top level')

# %% raise from
def f():
    try:
        {}['k']
    except KeyError as e:
        raise RuntimeError('wrapped') from e
f()

# %% during handling
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        [][3]
f()

# %% from none
try:
    1 / 0
except ZeroDivisionError:
    raise ValueError('clean') from None

# %% bare raise
def f():
    try:
        g()
    except ZeroDivisionError:
        print('again')
        raise
def g():
    1 / 0
f()

# %% raise e again
def f():
    try:
        g()
    except ZeroDivisionError as e:
        raise e
def g():
    1 / 0
f()

# %% finally keeps
def f():
    try:
        1 / 0
    finally:
        print('finally')
f()

# %% three levels of chaining
try:
    try:
        try: int('a')
        except ValueError: {}[1]
    except KeyError as e: raise TypeError('t') from e
except TypeError: undefined

# %% recursion
def f(n): return f(n + 1)
f(0)

# %% mutual recursion
def a(n): return b(n)
def b(n): return a(n)
import sys
sys.setrecursionlimit(60)
a(0)

# %% in comprehension
def f():
    return [1 // x for x in [1, 0]]
f()

# %% in generator
def g():
    yield 1
    raise KeyError('gen')
def use():
    for x in g():
        print(x)
use()

# %% in lambda and class body
class C:
    x = (lambda: 1 / 0)()

# %% in dunder
class A:
    def __add__(self, o): return self.missing
    def __repr__(self): raise ValueError('repr')
print(A() + 1)

# %% in sort key
sorted([1, 'a', 2], key=lambda x: x + 1)

# %% in map
list(map(int, ['1', 'x']))

# %% with statement
class M:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit')
with M() as m:
    m.nope()

# %% decorated
def deco(f):
    def inner(*a):
        return f(*a)
    return inner
@deco
def bad(x):
    assert x > 1, 'too small'
bad(0)

# %% notes
e = ValueError('with notes')
e.add_note('first note')
e.add_note('second\nnote')
raise e

# %% custom exception
class MyError(Exception):
    def __init__(self, code):
        self.code = code
        super().__init__(f'code {code}')
raise MyError(5)

# %% nested class exception
class Outer:
    class Inner(Exception): pass
raise Outer.Inner

# %% exception with multi-line message
raise ValueError('line one\nline two')

# %% exception without message
raise KeyError

# %% key error message
{}['it\'s']

# %% exit with message
import sys
sys.exit('message on stderr')

# %% exit with number
import sys
print('out')
sys.exit(3)

# %% exit with object
raise SystemExit([1, 2])

# %% keyboard interrupt
raise KeyboardInterrupt

# %% assert
assert 1 == 2

# %% assert with message
assert len([1]) == 2, f'wanted {2}'

# %% unpack
a, b = 1, 2, 3

# %% unpack too few
def f():
    (x, y), z = [[1], 2]
f()

# %% call of wrong arguments
def f(a, b): pass
f(1)

# %% await-free nested call
print(max([len(x) for x in [1]]))

# %% long expression
value = {'k': [1, 2, 3]}
result = (value['k'][0] + value['k'][1]) * value['missing'][2] - sum(value['k'])

# %% assignment target
class R: __slots__ = ()
r = R()
r.x = 5

# %% subscript target
t = (1, 2)
t[0] = 5

# %% del
d = {}
del d['x']

# %% augmented
x = 'a'
x += 1

# %% compare
if 1 < 'a': pass

# %% unary
print(-'a')

# %% import
#: ours ModuleNotFoundError: No module named 'does_not_exist_at_all': it is not beside
import does_not_exist_at_all

# %% import from
#: ours ImportError: cannot import name 'nothing_like_this' from 'os' (unknown location)
from os import nothing_like_this

# %% unicode in line
größe = 'ä'; print(größe + 1)

# %% wide text before the error
print('日本語', 1 / 0)

# %% indented deep
if True:
    if True:
        for i in range(1):
            while True:
                raise ValueError(i)

# %% semicolons
a = 1; b = 0; a / b; c = 3

# %% f-string error
x = 5
print(f'{x} and {x / 0} more')

# %% method chain
'abc'.upper().split().nothing().more()

# %% star call
def f(*a): pass
f(*5)

# %% conditional and boolean
x = None
y = 5 if x.value else 6

# %% lambda default
f = lambda a, b=1 / 0: a

# %% decorator fails
def deco(f): raise TypeError('bad decorator')
@deco
def f(): pass

# %% global statement of exec
exec('x = 1\ny = x / 0')

# %% thread
import threading
def work(n):
    raise ValueError(f'in thread {n}')
t = threading.Thread(target=work, args=(1,))
t.start()
t.join()
print('main goes on')

# %% thread with chain
import threading
class W(threading.Thread):
    def run(self):
        try: {}['x']
        except KeyError as e: raise RuntimeError('run failed') from e
w = W(name='worker-7')
w.start(); w.join()

# %% process
import multiprocessing
def work(n):
    x = [1, 2][n]
    return x
if __name__ == '__main__':
    p = multiprocessing.Process(target=work, args=(5,))
    p.start(); p.join()
    print('exit code', p.exitcode)

# %% process with chain
import multiprocessing as mp
def inner():
    try: int('zzz')
    except ValueError as e: raise RuntimeError('child') from e
if __name__ == '__main__':
    p = mp.Process(target=inner, name='kid')
    p.start(); p.join()
    print(p.exitcode)

# %% pool
from multiprocessing import Pool
def f(x): return 10 // x
if __name__ == '__main__':
    with Pool(1) as p:
        try: p.map(f, [1, 0])
        except ZeroDivisionError as e: print('caught', e)
        p.apply(f, (0,))

# %% future
from concurrent.futures import ThreadPoolExecutor
def f(x): return {}[x]
with ThreadPoolExecutor(1) as ex:
    fut = ex.submit(f, 'q')
    print(repr(fut.exception()))
    fut.result()

# %% excepthook
import sys
def hook(t, v, tb): print('hook', t.__name__, v)
sys.excepthook = hook
raise ValueError('x')

# %% atexit error
import atexit
@atexit.register
def last(): 1 / 0
print('body')
