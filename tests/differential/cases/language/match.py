# %% literals and captures
def f(x):
    match x:
        case 0: return 'zero'
        case 1 | 2 | 3: return 'small'
        case -5: return 'minus five'
        case 1.5: return 'float'
        case 'hi' | "ho": return 'greeting'
        case b'x': return 'bytes'
        case None: return 'none'
        case True: return 'true'
        case str(): return 'str'
        case int(n) if n > 100: return f'big {n}'
        case int() | float() as num: return f'num {num}'
        case [] | (): return 'empty'
        case [x]: return f'one {x}'
        case [x, y]: return f'two {x} {y}'
        case [x, *rest]: return f'first {x} rest {rest}'
        case {}: return 'dict'
        case _: return 'other'
for v in [0, 2, -5, 1.5, 'hi', b'x', None, True, 'abc', 500, 7, 2.5, [], (), [1], (1, 2), [1, 2, 3], {}, {'a': 1}, {1}, object, range(3), range(2), 'ab']: print(repr(v)[:20], f(v))

# %% sequences and mappings
def g(x):
    match x:
        case ['go', ('north' | 'south') as d]: return f'go {d}'
        case ['take', *items]: return f'take {items}'
        case [first, *_, last]: return f'{first}..{last}'
        case {'type': 'circle', 'r': r}: return f'circle {r}'
        case {'type': t, **rest}: return f'{t} {rest}'
        case {'a': [1, {'b': deep}]}: return f'deep {deep}'
        case {'k': None}: return 'knone'
        case (a, (b, c)): return 'unreach'
    return 'no match'
for v in [['go', 'north'], ['go', 'east'], ['take', 1, 2], [1, 2, 3], {'type': 'circle', 'r': 2}, {'type': 'sq', 's': 1}, {'a': [1, {'b': 9}]}, {'k': None}, {'k': 1}, 5, 'ab', ['x']]: print(v, g(v))

# %% classes
from dataclasses import dataclass
from enum import Enum
@dataclass
class P:
    x: int
    y: int
class C(Enum):
    RED = 1
    BLUE = 2
class Manual:
    __match_args__ = ('a', 'b')
    def __init__(self, a, b): self.a, self.b = a, b
ORIGIN = 0
class NS: LIMIT = 10
def f(v):
    match v:
        case P(0, 0): return 'origin'
        case P(x=0, y=yy): return f'y axis {yy}'
        case P(xx, yy) if xx == yy: return f'diag {xx}'
        case P(): return 'point'
        case C.RED: return 'red'
        case C(): return 'color'
        case Manual(1, b=b): return f'manual {b}'
        case Manual(a, [b, *_]): return f'm {a} {b}'
        case NS.LIMIT: return 'limit'
        case list([1, x]): return f'list {x}'
        case dict(d): return f'dict {d}'
        case int(real=r): return f'real {r}'
        case _: return 'other'
for v in [P(0, 0), P(0, 5), P(3, 3), P(1, 2), C.RED, C.BLUE, Manual(1, 2), Manual(5, [6, 7]), Manual(5, 6), 10, [1, 2], {'z': 1}, 7, 's']: print(f(v))
try:
    match P(1, 2):
        case P(1, 2, 3): pass
except TypeError as e: print(e)
try:
    match 5:
        case object(1): pass
        case int(1, 2): pass
except TypeError as e: print(e)

# %% statement details
match = 5; case = 6; _ = 7
print(match, case)
match (1, 2):
    case (a, b): print(a, b)
match 1, 2:
    case a, b: print('bare', a, b)
match {'x': 1}:
    case {'y': _}: print('no')
    case {'x': int() as n}: print('n', n)
for cmd in ['quit', 'say hi', 'x y z']:
    match cmd.split():
        case ['quit']: print('bye')
        case [verb, noun]: print(verb, noun)
        case [*words]: print(words)
def h(x):
    match x:
        case (1 | 2, [a, b]) | ('k', a, b): return a, b
print(h((1, [3, 4])), h(('k', 5, 6)), h(0))
match 'abc':
    case str(s) if (n := len(s)) == 3: print(s, n)

# %% class patterns that cannot match
class Q: __match_args__ = ('a', 'b')
class R: pass
class S: __match_args__ = ('a', 'a')
s = S()
s.a = 1
def q():
    match Q():
        case Q(1, 2, 3): pass
def i():
    match 3:
        case int(1, 2): pass
def r():
    match R():
        case R(1): pass
def p():
    match 3:
        case print(): pass
def twice():
    match s:
        case S(1, a=1): pass
for call in (q, i, r, p, twice):
    try: call()
    except TypeError as error: print(error)

# %% __match_args__ that is no tuple
class A: __match_args__ = 3
class B: __match_args__ = ['x']
class C: __match_args__ = (1,)
for made in (A(), B(), C()):
    try:
        match made:
            case A(1) | B(1) | C(1): pass
    except TypeError as e: print(e)
