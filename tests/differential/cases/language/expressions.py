# %% boolean and chained
def t(x): print('t', x); return x
print(t(0) or t(1), t(1) and t(0), not t(0), t(1) if t(0) else t(2), 1 < t(2) < 3 < t(4), None or [] or 'last', 1 and 2 and 3, (1, 2) == (1, 2) != (1, 3), 'a' in 'abc' in ['abc'], 1 in [1] == True)
x = 5
print(1 <= x <= 10, not x == 5, x is not None, x not in [1], -x ** 2, 2 ** 3 ** 2, -2 ** -1, not 1 in [2], 1 + 2 * 3 % 4 - -5 // 2, ~x & 0xff, x >> 1 << 2 | 1 ^ 3 & 2, (x,), x if x else 0, [*range(x)][x - 1], {x: x}[x])
print(... is Ellipsis, __name__, __doc__, __debug__, print is print, type(print).__name__, 1_0.5_0, 0xFF_FF, 1e1_0, .5, 5., 'a' "b" '''c''', """x"y""")

# %% order of evaluation
def e(n): print(n, end=' '); return n
r = e(1) + e(2) * e(3); print(r)
d = {e(1): e(2), e(3): e(4)}; l = [e(5), e(6)]; print()
def f(*a, **k): print(a, k)
f(e(1), *[e(2)], k=e(3), **{'z': e(4)})
d[e(1)] = e(9); print(d)
(e('a'), [0][e(0)]); a, b = e(1), e(2); print(a, b)
print(e(3) if e(0) else e(4), [e(i) for i in range(e(3)) if e(1)])
class C: pass
c = C(); c.x = 1
def gc(): print('gc', end=' '); return c
gc().x += e(5); print(c.x)
l = [1, 2, 3]; l[e(0)], l[e(1)] = e(7), e(8); print(l)
assert e(1), e('never')

# %% del and is
a = b = []
print(a is b, a is not b, [] is [], None is None)
x = [1, 2, 3]
y = x
y.append(4)
print(x, x is y, id(x) == id(y), x[:] is x)
def f(l): l.append(1); l = []; return l
z = []; f(z); print(z)

# %% loops
for i, c in enumerate('ab'): print(i, c)
for k, v in {'a': 1}.items(): print(k, v)
for a, (b, c) in [(1, (2, 3))]: print(a, b, c)
for x in range(3):
    for y in range(3):
        if y == 1: continue
        if x == 1: break
        print(x, y)
    else: print('inner else', x)
i = 10
while i > 0:
    i -= 3
    if i % 2: continue
    print(i)
for i in range(0): pass
else: print('empty', i)
class O: pass
o = O()
for o.v in range(3): pass
d = {}
for d['k'] in 'abc': pass
print(o.v, d, [i for i in reversed(range(3))], sum(i * j for i in range(3) for j in range(i)))
it = iter(range(5))
for x in it:
    print(x, next(it, None))

# %% annotations and pass
x: int
y: list[int] = [1]
def f(a: 'undefined_forward', *b: int, c: str = 's') -> 'ret': pass
print(__annotations__, f.__annotations__, f(1), y)
class A:
    a: int = 1
    b: 'B'
    def m(self) -> 'A': return self
print(A.__annotations__, A().m().a)
def g():
    local: int = 5
    unassigned: str
    return local
print(g())

# %% future annotations
from __future__ import annotations
def f(a: Undefined) -> Also | None: return a
print(f(1), f.__annotations__)
class N:
    child: N
print(N.__annotations__)

# %% docstrings and module attributes
"""Module doc."""
def f():
    'f doc'
class C:
    """C doc"""
    def m(self): "m doc"
print(__doc__, f.__doc__, C.__doc__, C.m.__doc__, (lambda: 0).__doc__, __file__.endswith('main.py'), __name__, __package__, __spec__)
if __name__ == '__main__': print('main')

# %% big program: text statistics
text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness"""
words = [w.strip(',').lower() for w in text.split()]
freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
for w, n in sorted(freq.items(), key=lambda p: (-p[1], p[0]))[:5]: print(f'{w:<10}{n:>3}{"#" * n:>6}')
print(len(words), len(set(words)), max(words, key=len), sum(map(len, words)) / len(words))

# %% big program: bank
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f'need {need}, have {have}')
        self.short = need - have
class Account:
    interest = .02
    def __init__(self, owner, balance=0): self.owner, self._balance, self.log = owner, balance, []
    @property
    def balance(self): return self._balance
    def deposit(self, n):
        if n <= 0: raise ValueError('amount must be positive')
        self._balance += n; self.log.append(('deposit', n)); return self
    def withdraw(self, n):
        if n > self._balance: raise InsufficientFunds(n, self._balance)
        self._balance -= n; self.log.append(('withdraw', n)); return self
    def __repr__(self): return f'{type(self).__name__}({self.owner!r}, {self._balance})'
    def __lt__(self, o): return self._balance < o._balance
class Savings(Account):
    def add_interest(self): self._balance += self._balance * self.interest
a, b = Account('ann', 100), Savings('bob', 1000)
a.deposit(50).withdraw(30); b.add_interest()
for op in (lambda: a.withdraw(10 ** 6), lambda: a.deposit(-1)):
    try: op()
    except InsufficientFunds as e: print('short', e.short, e)
    except ValueError as e: print('value', e)
print(a, b, sorted([b, a]), a.log, min(a, b).owner)
try: a.balance = 5
except AttributeError as e: print(e)

# %% big program: matrix and primes
def matmul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def power(m, n):
    r = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1: r = matmul(r, m)
        m, n = matmul(m, m), n >> 1
    return r
print(power([[1, 1], [1, 0]], 90)[0][1])
def sieve(n):
    s = bytearray([1]) * (n + 1); s[:2] = b'\0\0'
    for i in range(2, int(n ** .5) + 1):
        if s[i]: s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, p in enumerate(s) if p]
print(sieve(50), len(sieve(1000)))
def queens(n, row=0, cols=frozenset(), d1=frozenset(), d2=frozenset()):
    if row == n: return 1
    return sum(queens(n, row + 1, cols | {c}, d1 | {row + c}, d2 | {row - c}) for c in range(n) if c not in cols and row + c not in d1 and row - c not in d2)
print(queens(5))
def perms(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i + 1:])]
print(perms('abc'))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(48, 18), [n for n in range(1, 500) if n == sum(d for d in range(1, n) if n % d == 0)])
def hanoi(n, a='A', b='B', c='C'): return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
print(hanoi(2), len(hanoi(6)))
from collections import deque
def bfs(g, s):
    seen, q, out = {s}, deque([s]), []
    while q:
        v = q.popleft(); out.append(v)
        for w in sorted(g.get(v, ())):
            if w not in seen: seen.add(w); q.append(w)
    return out
print(bfs({1: {2, 3}, 2: {4}, 3: {4}, 4: {1}}, 1))

# %% warnings of the compiler
x = 5
if x is 5: print('five')
def f():
    if x is not 'a': print('no a')
    return -1 is x, x is None, x is (), (1, 2) is x
f()
assert (x, 'always true')
try: [(1, 2) (3, 4)]
except TypeError as error: print(error)
try: [[1] ['a']]
except TypeError as error: print(error)
try: {1}[0]
except TypeError as error: print(error)
print('abc'[1], [1, 2][-1], {'a': 1}['a'], (lambda: 1)(), 'abc'[True])
