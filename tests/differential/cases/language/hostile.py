def T(f, *args):
    try: r = f(*args); print(repr(r)[:60])
    except (MemoryError, OverflowError, ValueError) as e: print('too large')
    except Exception as e: print(type(e).__name__, e)

# %% widths, precisions and counts by number
for n in (2 ** 40, 2 ** 62, 2 ** 63, 2 ** 64):
    T(lambda: '%.*d' % (n, 1) if n > 0 else 'x' * n)
    T(lambda: '%*d' % (n, 1)); T(lambda: '%*s' % (n, 'a')); T(lambda: '%.*f' % (n, 1.5) if n > 0 else '')
    for m in ('center', 'ljust', 'rjust', 'zfill'): T(lambda: len(getattr('a', m)(n))); T(lambda: len(getattr(b'a', m)(n)))
    T(lambda: len('a\tb'.expandtabs(n))); T(lambda: len(b'a\tb'.expandtabs(n)))
    T(lambda: f'{1:{n}}' if n > 0 else ''); T(lambda: f'{1.5:.{n}}' if n > 0 else '')
    T(lambda: 1 << n); T(lambda: [0] * n); T(lambda: 'ab' * n); T(lambda: (1, 2) * n); T(lambda: b'ab' * n); T(lambda: bytes(n)); T(lambda: bytearray(n))
    T(lambda: (5).to_bytes(n, 'big'))
print('%.*s|%*s' % (2 ** 30, 'ab', 3, 'c'))

# %% exceptions in a circle
for n in 1, 2, 3:
    ring = [ValueError(i) for i in range(n)]
    for i, e in enumerate(ring): e.__context__ = ring[(i + 1) % n]
    try: raise ring[0]
    except ValueError as e: print(repr(e))
    try:
        try: raise ring[0]
        except ValueError: raise KeyError(n)
    except KeyError as e: print(repr(e), repr(e.__context__))
import traceback
e = ValueError('loop'); e.__cause__ = e
print(traceback.format_exception(e))

# %% what holds itself, and what is made of ever more
import pickle, copy, collections
o = collections.OrderedDict(); o['a'] = o
p = pickle.loads(pickle.dumps(o)); print(p['a'] is p, type(p))
q = copy.deepcopy(o); print(q['a'] is q)
class Made:
    def __reduce__(self): return Made, (Made(),)
class Itself:
    def __reduce__(self): return Itself, (self,)
for x in Made(), Itself():
    try: pickle.dumps(x)
    except RecursionError: print('RecursionError')
class B(bytearray): pass
b = B(b'abc'); b.x = 1
for c in copy.copy(b), copy.deepcopy(b): print(c, type(c), c.x, c is b)
T(object.__new__, int)
from typing import *
V = TypeVar('V')
class C(Generic[V]): pass
try: C[V][*Tuple[()]]; print('made')
except TypeError: print('made')

# %% a list that is changed while it is sorted
for change in ('l.append(9)', 'l.clear()', 'pass', '1 / 0', 'l.extend(l)'):
    l = [3, 1, 2]
    def key(x):
        exec(change)
        return x
    try: l.sort(key=key)
    except Exception as e: print(type(e).__name__, e)
    print(l)
l = [3, 1, 2]; seen = []
l.sort(key=lambda x: seen.append(len(l)) or x); print(seen, l)
