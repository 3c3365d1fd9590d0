def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% arithmetic with reflected forms
ops = 'add sub mul truediv floordiv mod divmod pow lshift rshift and or xor matmul'.split()
def both(o):
    def f(self, other): return f'{o}({other!r})'
    def r(self, other): return f'r{o}({other!r})'
    return f, r
ns = {}
for o in ops: ns[f'__{o}__'], ns[f'__r{o}__'] = both(o)
A = type('A', (), ns)
a = A()
print(a + 1, 1 + a, a - 1, 1 - a, a * 2, 2 * a, a / 1, 1 / a, a // 1, 1 // a, a % 1, 1 % a)
print(divmod(a, 1), divmod(1, a), a ** 2, 2 ** a, a << 1, 1 << a, a >> 1, 1 >> a, a & 1, 1 & a, a | 1, 1 | a, a ^ 1, 1 ^ a, a @ 1, 1 @ a)
print('s' + a, [1] + a, (1,) * a, 1.5 * a, None + a)

# %% in place
class I:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(('iadd', o)); return self
    def __isub__(self, o): return 'replaced'
    def __mul__(self, o): return 'mul'
i = j = I()
i += 1
print(i is j, i.log)
i -= 1
print(i)
j *= 3
print(j)
for op in ('imul', 'itruediv', 'ifloordiv', 'imod', 'ipow', 'ilshift', 'irshift', 'iand', 'ior', 'ixor', 'imatmul'):
    K = type('K', (), {f'__{op}__': lambda self, o, op=op: (op, o)})
    sign = dict(imul='*', itruediv='/', ifloordiv='//', imod='%', ipow='**', ilshift='<<', irshift='>>', iand='&', ior='|', ixor='^', imatmul='@')[op]
    d = {'k': K()}
    exec(f'k {sign}= 2', d)
    print(d['k'])

# %% not implemented
class N:
    def __add__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
n = N()
T(lambda: n + 1); T(lambda: 1 + n); T(lambda: n < 1); T(lambda: n > N()); print(n == 1, n != 1, n == n)
T(lambda: 1 + 'a'); T(lambda: 'a' + 1); T(lambda: [] + ()); T(lambda: {} + {}); T(lambda: None * 2); T(lambda: 'a' - 'b'); T(lambda: 'a' * 'b'); T(lambda: 1 @ 2); T(lambda: {} < {}); T(lambda: 1 < 'a'); T(lambda: [1] < (1,)); T(lambda: -'a'); T(lambda: ~1.5); T(lambda: +[]); T(lambda: 1 << 1.0); T(lambda: 'a' in 5); T(lambda: 5 in 'a'); T(lambda: len(5)); T(lambda: iter(5)); T(lambda: next([])); T(lambda: abs('a')); T(lambda: round('a')); T(lambda: pow(2, 'a')); T(lambda: divmod(1, 'a')); T(lambda: 2 ** 'a'); T(lambda: object() < object()); T(lambda: reversed({1})); T(lambda: hash([])); T(lambda: {[]: 1}); T(lambda: {{}}); T(lambda: int([])); T(lambda: float({})); T(lambda: b'a' + 'b'); T(lambda: 'a' + b'b'); T(lambda: sum(['a'])); T(lambda: max([])); T(lambda: max(1)); T(lambda: min(1, 'a')); T(lambda: sorted([1, 'a']));
x = [1]
def aug(): global x; x += 5
T(aug)
def augs():
    s = 'a'; s -= 'b'
T(augs)

# %% subclass reflected priority
class B:
    def __add__(self, o): return 'B.add'
    def __radd__(self, o): return 'B.radd'
    def __eq__(self, o): print('B.eq'); return True
    def __lt__(self, o): return 'B.lt'
class C(B):
    def __radd__(self, o): return 'C.radd'
    def __eq__(self, o): print('C.eq'); return True
    def __gt__(self, o): return 'C.gt'
print(B() + C(), C() + B(), B() == C(), B() < C(), B() + B())

# %% comparison
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __le__(self, o): return self.v <= o.v
    def __repr__(self): return f'V{self.v}'
print(V(1) == V(1), V(1) != V(2), V(1) < V(2), V(1) > V(2), V(2) >= V(1), sorted([V(3), V(1)]), max(V(1), V(5)), V(1) in [V(1)], [V(1)] == [V(1)])
T(hash, V(1)); print(V.__hash__)
class W(V): __hash__ = lambda self: hash(self.v)
print({W(1): 'x'}[W(1)], len({W(1), W(1)}))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 == 2, None is not None, 'a' < 'b' < 'c' != 'd')
def p(x): print('p', x); return x
print(p(3) < p(2) < p(1))

# %% unary, index, conversion
class U:
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'inv'
    def __abs__(self): return 'abs'
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 3
    def __complex__(self): return 0
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 'trunc'
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __bool__(self): return False
    def __bytes__(self): return b'bytes'
    def __format__(self, s): return f'<{s}>'
import math
u = U()
print(-u, +u, ~u, abs(u), int(u), float(u), [1, 2, 3, 4][u], round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u), bool(u), bytes(u), f'{u:abc}', format(u), format(u, 'x'), hex(u), bin(u), 'ab' * u, range(u), not u, u and 1, list(range(10))[u:])
class BadBool:
    def __bool__(self): return 1
T(bool, BadBool())
class LenOnly:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
print(bool(LenOnly(0)), bool(LenOnly(2))); T(len, LenOnly(-1)); T(len, LenOnly('a'))
class BadInt:
    def __int__(self): return 'a'
    def __index__(self): return 1.5
T(int, BadInt()); T(lambda: [1][BadInt()])

# %% containers
class Box:
    def __init__(self): self.d = {}
    def __getitem__(self, k): print('get', k); return self.d[k]
    def __setitem__(self, k, v): print('set', k, v); self.d[repr(k)] = v
    def __delitem__(self, k): print('del', k)
    def __contains__(self, k): return k == 'yes'
    def __len__(self): return 42
    def __iter__(self): yield from 'abc'
    def __reversed__(self): return iter('cba')
b = Box()
b[1] = 2; b['a':'b'] = 3; b[1, 2] = 4; b[::2, ...] = 5
del b[1:2], b['x']
T(lambda: b[3]); T(lambda: b[1:2:3]); print('yes' in b, 'no' in b, len(b), list(b), list(reversed(b)), [*b], tuple(b))
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), 5 in Seq(), [x for x in Seq()], list(zip(Seq(), 'ab')))
class SL(Seq):
    def __len__(self): return 4
print(list(reversed(SL())))
T(lambda: reversed(Seq()))
class It:
    def __iter__(self): return 5
T(lambda: list(It()))
class Contains:
    def __iter__(self): return iter([1, 2])
print(1 in Contains(), 3 in Contains())

# %% call, enter, exit
class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, *a, **k): return (self.n, a, k)
print(Adder(1)(2, k=3), callable(Adder(1)), callable(5), list(map(Adder(0), [1, 2])))
class CM:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    def __enter__(self): print('enter', self.n); return self
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v, tb is not None); return self.s
with CM(1) as a, CM(2) as b: print(a.n, b.n)
with CM(3, True): raise ValueError('v')
try:
    with CM(4), CM(5): 1 / 0
except ZeroDivisionError as e: print('out', e)
with (CM(6) as a, CM(7) as b,): print('paren')
def f():
    with CM(8): return 'ret'
print(f())
for i in range(3):
    with CM(i):
        if i == 0: continue
        break
def bad():
    with 5: pass
T(bad)
class NoExit:
    def __enter__(self): pass
def bad2():
    with NoExit(): pass
T(bad2)
class X:
    def __enter__(self): return 1
    def __exit__(self, *a): raise KeyError('from exit')
try:
    with X(): raise ValueError('inner')
except KeyError as e: print(repr(e), repr(e.__context__))

# %% hash and eq in dicts
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): print('hash', self.v); return 1
    def __eq__(self, o): print('eq', self.v, o.v); return self.v == o.v
d = {K(1): 'a', K(2): 'b'}
print(d[K(2)], K(3) in d)
d[K(1)] = 'c'
print(list(d.values()))
class BadHash:
    def __hash__(self): return 'x'
T(hash, BadHash())
class Big:
    def __hash__(self): return 2 ** 70
print(hash(Big()) == 2 ** 70 % (2 ** 61 - 1), hash(2 ** 61 - 1), hash(-1), hash(1.0) == hash(1), hash(True), hash(0.5), hash(()), hash((1, 2)) == hash((1.0, 2)), hash(None) == hash(None), hash(2**100), hash(-2**100), hash(float('inf')), hash(1e300))

# %% format and str protocol
class F:
    def __format__(self, spec): return f'F[{spec}]'
    def __str__(self): return 'S'
    def __repr__(self): return 'R'
f = F()
w = 5
print(f'{f}', f'{f:>10}', f'{f!r:>4}|', f'{f!s:<4}|', '{:x{}y}'.format(f, 9), f'{f:{w}.{w}}', format(f))
class G:
    def __str__(self): return 'g'
print(f'{G()}', format(G()), f'{G()!s:>3}'); T(lambda: f'{G():>3}'); T(lambda: format([], 'x')); T(lambda: f'{None:5}'); T(lambda: format(1, 'z')); T(lambda: format('a', 'd'))
class BadStr:
    def __str__(self): return 1
T(str, BadStr()); T(lambda: f'{BadStr()}'); T(print, BadStr())

# %% copy hooks and length hint
import copy
class C:
    def __init__(self): self.l = [1]
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(C()), copy.deepcopy(C()), copy.deepcopy([C()]))
import operator
print(operator.length_hint([1, 2]), operator.length_hint(iter([1])), operator.index(5))
class D:
    def __dir__(self): return ['b', 'a']
    def __sizeof__(self): return 1
print(dir(D()))
class E:
    def __instancecheck__(self, x): return True
print(isinstance(E(), E))
