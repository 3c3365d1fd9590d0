def T(f, *args):
    try: print(repr(f(*args)), end=' ')
    except Exception as e: print(type(e).__name__, e, end=' | ')
nan = float('nan'); inf = float('inf')
values = [0j, 1j, -1j, 1+2j, -2.5+0j, complex(-0.0, -0.0), complex(nan, 1), complex(inf, -inf), 1e300+1e300j, 3, -2, 0.5, True, 2 ** 70]

# %% operators
import operator as o
for f in (o.add, o.sub, o.mul, o.truediv, o.eq, o.lt, o.floordiv, o.mod):
    for a in values:
        for b in values:
            if isinstance(a, complex) or isinstance(b, complex): T(f, a, b)
        print()

# %% powers
def shown(a, b):
    z = complex(a ** b)
    return '%.10g %.10g' % (z.real, z.imag)
for a in values:
    for b in values:
        if isinstance(a, complex) or isinstance(b, complex): T(shown, a, b)
    print()
print((-8) ** (1 / 3), (-1) ** .5, type((-8.0) ** .5)); T(pow, 1j, 2, 3)

# %% one value
for v in values:
    for f in (hash, abs, bool, repr, str, complex, lambda x: -x, lambda x: +x):
        if v == v: T(f, v)
    print()
print(1j.real, (1+2j).imag, (1+2j).conjugate(), -0j, 0j, -(0j), 1-0j, complex(0, -1), -1j * 1j, sum([1j, 2]))
T(divmod, 1j, 2); T(int, 1j); T(float, 1j); T(round, 1j); T('%d'.__mod__, 1j); T('%f'.__mod__, 1j)
print(1j .__add__(2), (1).__add__(2j), (1.0).__add__(2j), 1j.__eq__('a'), f'{1+2j:.1f}', '%s %r' % (1j, 2j))

# %% texts
for s in ['1', '1j', '1+2j', '-1-2j', '(1+2j)', ' ( 1e5-2e-3j ) ', 'j', '+j', '-j', '1+j', 'nan+infj', '1_0+2_0j', '', '1+', '1 + 2j', '(1', '1j)', '--1j', '1e5j', '1e+5j', '1e-5-1e+5j', 'infinityj', '.5j', '5.j', '1+2']: T(complex, s)
print()
for spec in ['', '.2f', '>30', '<20', '^20.3e', 'g', '+.1f', ' ', '010', '=10', ',.2f', 'n', 'd', 'x', '*^20', '.3', 'e', '-']:
    T(format, 1.5-2.25j, spec); T(format, 1j, spec); T(format, 12345.678j, spec)
    print()

# %% made of others
class C:
    def __complex__(self): return 1+1j
class F:
    def __float__(self): return 2.0
class I:
    def __index__(self): return 3
class S(complex):
    def __new__(cls, x): return super().__new__(cls, x, 1)
class B:
    def __complex__(self): return 1
for a in [(C(),), (F(),), (I(),), (C(), 2), (F(), I()), (S(2),), (B(),), (1, 2), (1j, 2j), (1, 2j), (1j, 1), ('1', 2), (1, '2'), ([],), (1, [])]: T(complex, *a)
print(complex(real=2, imag=3), complex(), complex(imag=1))
s = S(2); print(s, type(s), s + 1, type(s + 1), s == 2+1j, hash(s) == hash(2+1j))

# %% kept and sent
import pickle, copy, numbers, os
x = 1+2j
print(pickle.loads(pickle.dumps(x)), copy.copy(x), copy.deepcopy([x]), {1: 2}[1+0j], 1+0j in {1}, {1j: 1}[1j], [1j, 2].index(2), isinstance(1j, numbers.Complex), isinstance(1j, numbers.Real))
match x:
    case 1+2j: print('matched')
pid = os.fork()
if pid == 0:
    print(x, flush=True)
    os._exit(0)
os.waitpid(pid, 0)

# %% cmath
import cmath, math
def shown(z):
    if isinstance(z, complex): return shown(z.real) + ',' + shown(z.imag)
    return '|'.join(map(shown, z)) if isinstance(z, tuple) else '%.10g' % z
parts = [0.0, -0.0, 1.0, -1.0, 2.5, -0.7, inf, -inf, nan, 800.0]
for name in 'sqrt exp log log10 sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh phase polar isfinite isinf isnan'.split():
    for a in parts:
        for b in parts:
            try: print(shown(getattr(cmath, name)(complex(a, b))), end=' ')
            except (ValueError, OverflowError) as e: print(type(e).__name__, end=' ')
        print(name)
print(cmath.isclose(1j, 1j + 1e-12), cmath.log(100, 10), cmath.sqrt(-4), cmath.pi, cmath.infj, cmath.nanj)
for bad in ('1', None, []):
    try: cmath.sqrt(bad)
    except TypeError as e: print(e)
