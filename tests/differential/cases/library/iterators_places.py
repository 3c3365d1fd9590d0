# %% copied, pickled, set to a place
import copy
cases = {
 'list': lambda: iter([1,2,3]), 'tuple': lambda: iter((1,2,3)), 'str': lambda: iter('äbc'), 'bytes': lambda: iter(b'abc'), 
 'dict': lambda: iter({1:2,3:4,5:6}), 'items': lambda: iter({1:2,3:4,5:6}.items()), 'values': lambda: iter({1:2,3:4,5:6}.values()),
 'rdict': lambda: reversed({1:2,3:4,5:6}), 'set': lambda: iter({1,2,3}), 'rlist': lambda: reversed([1,2,3]), 'rtuple': lambda: reversed((1,2,3)), 'rstr': lambda: reversed('abc'),
 'enumerate': lambda: enumerate('abc', 5), 'zip': lambda: zip([1,2,3],(4,5,6)), 'zips': lambda: zip([1,2,3],(4,5,6), strict=True), 'map': lambda: map(str,[1,2,3]), 'filter': lambda: filter(None,[1,2,3]),
 'until': lambda: iter([1,2,3].copy, 5),
}
class Seq:
    def __init__(self): self.n = 3
    def __getitem__(self, i):
        if i < self.n: return i
        raise IndexError
    def __eq__(self, o): return True
    def __repr__(self): return 'Seq'
cases['seq'] = lambda: iter(Seq())
from collections import deque
from array import array
cases['array'] = lambda: iter(array('i',[1,2,3]))
def clean(x):
    if isinstance(x, tuple): return tuple(map(clean, x))
    t = type(x).__name__
    if hasattr(x, '__next__'): return 'iterator'
    return repr(x).split(' at 0x')[0]
for name, make in cases.items():
    it = make()
    out = []
    for step in range(5):
        try: out.append(('hint', it.__length_hint__()))
        except AttributeError: out.append('no hint')
        try: out.append(clean(it.__reduce__()))
        except Exception as e: out.append((type(e).__name__, str(e)))
        try: out.append(next(it))
        except StopIteration: out.append('END'); 
    print(name, *out)
    it = make()
    for n in (1, -5, 100):
        it = make()
        try:
            it.__setstate__(n); print('   setstate', n, list(it))
        except Exception as e: print('   setstate', n, type(e).__name__, e)
    try:
        c = copy.copy(make()); print('   copy', list(c) if name!='until' else '')
    except Exception as e: print('   copy', type(e).__name__, e)

# %% over a deque and a range
import copy, operator, pickle
from collections import deque

for make in (lambda: iter(deque([1, 2, 3])), lambda: reversed(deque([1, 2, 3])), lambda: iter(range(3, 12, 3)), lambda: reversed(range(3))):
    iterator = make()
    next(iterator)
    print(type(iterator).__name__, iterator.__length_hint__(), list(copy.copy(iterator)), list(pickle.loads(pickle.dumps(iterator))), list(iterator))
    print(operator.length_hint(iterator), list(pickle.loads(pickle.dumps(iterator))))

# %% pickled halfway, all protocols
import pickle

makes = [
    lambda: iter([1, 2, 3]), lambda: iter("abc"), lambda: iter(b"abc"), lambda: reversed([1, 2, 3]), lambda: iter({1: 2, 3: 4}.items()),
    lambda: reversed({1: 2, 3: 4}), lambda: enumerate("abc"), lambda: zip("ab", "cd", strict=True), lambda: map(str, [1, 2, 3]),
    lambda: filter(None, [1, 0, 2, 3]), lambda: iter([1, 2].copy, 5),
]
for make in makes:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        iterator = make()
        next(iterator)
        back = pickle.loads(pickle.dumps(iterator, protocol))
        print(type(back).__name__.replace("_ascii", ""), next(back), end="; ")
    print()

# %% an iterator that is at its end stays there
class Growing:
    length = 3
    def __getitem__(self, index):
        if index >= self.length:
            raise IndexError
        return index

growing = Growing()
data = bytearray(b"ab")
for source, grow in (growing, lambda: setattr(growing, "length", 9)), (data, lambda: data.extend(b"cd")):
    iterator = iter(source)
    print(list(iterator))
    grow()
    print(list(iterator), list(source))
