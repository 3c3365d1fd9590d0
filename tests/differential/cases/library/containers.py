def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% collections
from collections import Counter, defaultdict, OrderedDict, deque, ChainMap, UserDict, UserList
c = Counter('abracadabra')
print(c, c.most_common(2), c['z'], c + Counter('a'), c - Counter('aaaa'), c & Counter('ab'), sorted(c.elements())[:4], sum(c.values()), c.total(), Counter(a=1) == Counter('a')); c.update('zz'); c.subtract('a'); print(c, dict(c), c.pop('z'), +Counter(a=-1, b=1), Counter([1, 1, 2]))
d = defaultdict(list); d['a'].append(1); d['b']; print(d, dict(d), d.get('zz'), 'zz' in d, defaultdict(int, x=1), defaultdict(lambda: 5)['q']); T(lambda: defaultdict(None)['x']); T(lambda: defaultdict(5))
o = OrderedDict(a=1, b=2); o.move_to_end('a'); print(o, list(o), o.popitem(last=False), o == {'a': 1}, OrderedDict([(1, 2)]), reversed(o) is not None)
q = deque([1, 2, 3], maxlen=4); q.append(4); q.append(5); q.appendleft(0); print(q, q.pop(), q.popleft(), q.rotate(1), q, q[0], len(q), list(q), deque('ab') + deque('c'), q.index(2), q.maxlen); q.extend([7, 8]); q.extendleft('x'); q.remove(7) if 7 in q else 0; print(q, deque([1, 2]) == deque([1, 2]), list(reversed(deque('abc'))), deque('aab').count('a')); q.clear(); T(q.pop); T(lambda: deque([1])[5]); T(lambda: deque(maxlen=-1)); T(lambda: deque([1]).remove(3))
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m['a'], m['b'], dict(m), m.maps, m.new_child({'c': 1})['c'], len(m)); T(lambda: m['q'])
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = U(a=1); u['b'] = 2; print(u, u.data, UserList([1, 2]) + [3])

# %% itertools
import itertools as it, operator
L = list
print(L(it.chain('ab', [1])), L(it.chain.from_iterable([[1], [2]])), L(it.islice(it.count(1, 2), 4)), L(it.islice('abcdef', 1, 5, 2)), L(it.accumulate([1, 2, 3])), L(it.accumulate([3, 1, 2], max)), L(it.product('ab', [1, 2])), L(it.permutations('abc', 2)), L(it.combinations('abc', 2)), L(it.combinations_with_replacement('ab', 2)), L(it.zip_longest('a', 'bc', fillvalue='-')), [(k, L(g)) for k, g in it.groupby('aabc')], L(it.takewhile(lambda x: x < 3, [1, 2, 5, 1])), L(it.dropwhile(lambda x: x < 3, [1, 5, 1])), L(it.filterfalse(lambda x: x % 2, range(5))), L(it.starmap(pow, [(2, 3)])), L(it.repeat('x', 2)), L(it.compress('abc', [1, 0, 1])), [L(x) for x in it.tee('ab')], L(it.pairwise('abc')), L(it.islice(it.cycle('ab'), 3)), L(it.product([0, 1], repeat=2)))
for k, g in it.groupby(sorted(['apple', 'avocado', 'bean'], key=lambda s: s[0]), key=lambda s: s[0]): print(k, list(g))

# %% functools
import functools, operator
from functools import reduce, partial, lru_cache, wraps, cached_property, total_ordering, singledispatch, cmp_to_key, partialmethod
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(operator.add, ['a', 'b'], 'z'), partial(int, base=2)('101'), partial(lambda *a, **k: (a, k), 1, x=2)(3, y=4), repr(partial(print, 1, end=''))); T(lambda: reduce(operator.add, []))
calls = []
@lru_cache(maxsize=2)
def f(x, y=1): calls.append(x); return x * y
f(1); f(1); f(2); f(3); f(1); print(calls, f.cache_info()); f.cache_clear(); print(f.cache_info(), f.__wrapped__(9)); T(lambda: f([]))
@singledispatch
def s(x): return 'default'
@s.register
def _(x: int): return 'int'
@s.register(list)
def _(x): return 'list'
print(s(1), s([]), s('a'), s(True), s.dispatch(int)(3))
class A:
    n = 0
    @cached_property
    def v(self): self.n += 1; return self.n
    def m(self, a, b): return a, b
    pm = partialmethod(m, 1)
a = A(); print(a.v, a.v, a.pm(2), sorted([3, 1, 2], key=cmp_to_key(lambda x, y: y - x)))

# %% operator heapq bisect
import operator as op, heapq, bisect
print(op.add(1, 2), op.itemgetter(1)([5, 6]), op.itemgetter('a', 'b')({'a': 1, 'b': 2}), op.attrgetter('real')(5), op.methodcaller('split', ',')('a,b'), op.mul(2, 3), op.truediv(1, 2), op.contains([1], 1), op.not_(1), op.eq(1, 1), op.neg(3), op.concat([1], [2]), op.getitem([1], 0), op.xor(5, 3), sorted({'a': 2, 'b': 1}.items(), key=op.itemgetter(1)))
h = [5, 2, 8, 1]; heapq.heapify(h); heapq.heappush(h, 0); print(h, [heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, ['aa', 'b'], key=len), list(heapq.merge([1, 4], [2, 3], reverse=False)), heapq.heappushpop([1, 2], 0), heapq.heapreplace([1, 2], 5)); T(lambda: heapq.heappop([])); T(lambda: heapq.heappush([1], 'a'))
l = [1, 3, 3, 5]; print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.insort(l, 4), l, bisect.bisect([(1, 'a')], 1, key=lambda p: p[0]))

# %% copy
import copy
a = [1, [2, 3], {'k': [4]}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); a[2]['k'].append(5); print(b, c)
class N:
    def __init__(self): self.children = []; self.parent = None
r = N(); k = N(); k.parent = r; r.children.append(k); d = copy.deepcopy(r); print(d.children[0].parent is d, d is not r)
l = []; l.append(l); m = copy.deepcopy(l); print(m[0] is m, copy.copy((1,)) == (1,), copy.deepcopy({1: {2}}), copy.deepcopy(len) is len)
import threading; T(lambda: copy.deepcopy(threading.Lock())); T(lambda: copy.deepcopy(x for x in []))

# %% array struct
import array, struct
a = array.array('i', [1, 2, 3]); a.append(4); print(a, a[1], a.tolist(), len(a), a.typecode, a.itemsize, sum(a), a[1:3], array.array('d', [1.5]), a.tobytes()[:4], list(a), a.index(3)); a.extend([5]); a.pop(); a[0] = 9; print(a, array.array('b', b'ab')); T(lambda: a.append('x')); T(lambda: array.array('i', [1.5])); T(lambda: array.array('b', [200])); T(lambda: array.array('z'))
print(struct.pack('<ihb', 1, 2, 3), struct.unpack('>I', b'\0\0\1\0'), struct.calcsize('<idq'), struct.pack('3s?d', b'ab', True, 1.5), struct.unpack_from('<h', b'\1\0\2\0', 2), list(struct.iter_unpack('<h', b'\1\0\2\0'))); T(lambda: struct.pack('b', 300)); T(lambda: struct.unpack('i', b'a')); T(lambda: struct.pack('i')); T(lambda: struct.pack('i', 'a'))

# %% weakref
import weakref
class A: pass
a = A(); r = weakref.ref(a); print(r() is a, r().__class__.__name__, weakref.ref(a) == r); T(lambda: weakref.ref(5))
d = weakref.WeakValueDictionary(); d['x'] = a; print(d['x'] is a, len(d)); k = weakref.WeakKeyDictionary(); k[a] = 1; print(k[a], len(weakref.WeakSet([a]))); p = weakref.proxy(a); a.v = 5; print(p.v)

# %% views of an OrderedDict
from collections import OrderedDict
o = OrderedDict(a=1, b=2); print(o.keys(), o.values(), o.items(), type(o.keys()).__name__, list(reversed(o.keys())), o.keys() & {'a'}, ('a', 1) in o.items(), len(o.values()), o.keys() == {'a', 'b'}, list(o.items()), OrderedDict().keys())
