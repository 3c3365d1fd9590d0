# %% fractions with all kinds of numbers
from fractions import Fraction as F
from decimal import Decimal as D
import copy, numbers, operator, pickle, math
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}".replace("decimal.Decimal", "Decimal")
class Whole(int): pass
class Part(F): pass
class Real(numbers.Real):
    __slots__ = ("value",)
    def __init__(self, value): self.value = value
    def __float__(self): return float(self.value)
    def __trunc__(self): return 1
    __floor__ = __ceil__ = __round__ = __trunc__
    def __add__(self, other): return NotImplemented
    __radd__ = __neg__ = __pos__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __abs__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __lt__ = __le__ = __add__
    def __eq__(self, other): return self.value == other
for arguments in [("1_2/3_4",), (" 3.1_4e-1_0 ",), ("1__2",), ("_1",), ("1 /2",), ("1/ 2",), ("-.5e2",), ("1.",), (".",), ("1/0",), ("1e3/2",), ("",), ("1/2\n",), (1.5,), (D("0.1"),), (F(2, 4), 3), (1, 0), (F(1, 2), 0), ("1", 2), (1, 2.0), (None,), (1j,), (float("nan"),), (float("inf"),), (True,), (Whole(3), Whole(6)), (Part(1, 2),)]:
    print(arguments, show(F, *arguments), show(Part, *arguments))
values = [F(1, 3), F(-7, 2), F(4), F(0), Part(5, 4), 2, True, 1.5, -0.0, float("inf"), 2 + 1j, D(2), "x", None]
for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "eq", "lt", "ge"):
    operation = getattr(operator, name)
    for a in values[:5]: print(name, a, [(show(operation, a, b), show(operation, b, a)) for b in values if not (name in ("pow", "lt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod") and isinstance(b, (D, str, type(None))) or name == "pow" and b == 2 + 1j)])
print([show(divmod, a, b) for a in values[:3] for b in values[:8]], show(operator.add, F(1, 2), Real(1.5)), show(operator.add, Real(1.5), F(1, 2)))
for f in (int, float, complex, round, math.floor, math.ceil, math.trunc, abs, bool, hash, str, repr, operator.neg, operator.pos, copy.copy, copy.deepcopy): print(f.__name__, [show(f, a) for a in (F(7, 2), F(-7, 2), F(-5, 3), F(0), Part(1, 2), F(1, 2**61 - 1))])
print(F(22, 7).limit_denominator(5), [round(F(12345, 100), n) for n in (-2, -1, 0, 1)], F(1, 3).numerator, Part(1, 2).real, F(1, 2).imag, F(1, 2).conjugate(), F(1, 2).__reduce__(), pickle.loads(pickle.dumps(Part(1, 2))), show(F.from_float, "1"), show(F.from_decimal, 1.5), F.from_float(3), F.from_decimal(D("1.1")), F(1, 2).as_integer_ratio(), show(setattr, F(1, 2), "numerator", 3), isinstance(F(1), numbers.Rational), F.__mro__)

# %% abstract numbers
import numbers
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}".replace("decimal.Decimal", "Decimal")
for name in numbers.__all__:
    cls = getattr(numbers, name); print(name, cls.__mro__[1:2], sorted(cls.__abstractmethods__), cls.__slots__, [isinstance(x, cls) for x in (True, 1, 1.5, 1j, "1")])
class Whole(numbers.Integral):
    def __init__(self, value): self.value = value
    def __int__(self): return self.value
    def __neg__(self): return Whole(-self.value)
    def __pos__(self): return self
    def __add__(self, other): return Whole(self.value + int(other))
    def __radd__(self, other): return Whole(int(other) + self.value)
    def __mul__(self, other): return NotImplemented
    def __eq__(self, other): return self.value == other
    def __floordiv__(self, other): return self.value // int(other)
    def __mod__(self, other): return self.value % int(other)
    def __rfloordiv__(self, other): return int(other) // self.value
    def __rmod__(self, other): return int(other) % self.value
    def __repr__(self): return f"<{self.value}>"
    __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __abs__ = __trunc__ = __floor__ = __ceil__ = __round__ = __lt__ = __le__ = __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = __and__ = __rand__ = __xor__ = __rxor__ = __or__ = __ror__ = __invert__ = __mul__
w = Whole(7)
print(w - 2, 2 - w, divmod(w, 2), divmod(16, w), complex(w), float(w), w.real, w.imag, w.conjugate(), w.numerator, w.denominator, bool(w), bool(Whole(0)), [0] * 3 if w.__index__() == 7 else "", list(range(10))[w], hex(w), show(hash, w), show(numbers.Integral), show(lambda: w * 2))

# %% statistics of all kinds of numbers
import statistics as s, random, math
from fractions import Fraction as F
from decimal import Decimal as D
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}".replace("decimal.Decimal", "Decimal")
class Whole(int): pass
inf, nan = float("inf"), float("nan")
data = [[], [1], [1, 2], [1, 2, 3, 4], [1.5, 2.25, 0.1], [True, False, True], [F(1, 3), F(2, 5), 1], [D("0.1"), D("0.25"), 7], [F(1, 2), 0.5], [1, "2"], [D(1), 0.5], [1, inf], [inf, -inf], [1, nan], [D("inf"), 1], [-1, 2], [0, 5], [Whole(1), Whole(3)], [1e100, 1, -1e100], [None], [10**30, 1], [1e-200, 2e-200], range(10)]
functions = [s.mean, s.fmean, s.geometric_mean, s.harmonic_mean, s.median, s.median_low, s.median_high, s.mode, s.multimode, s.variance, s.pvariance, s.stdev, s.pstdev]
for f in functions: print(f.__name__, [show(f, values) for values in data if not (f in (s.stdev, s.pstdev) and any(x != x or x in (inf, -inf) for x in values if x is not None))])
for f in (s.variance, s.pvariance, s.stdev, s.pstdev): print(f.__name__, [show(f, values, center) for values in ([1, 2, 3, 4], [1.5, 2.25, 0.1], [F(1, 3), F(2, 5)], [D("0.1"), D("0.25")]) for center in (2, F(1, 3), 0.5, D("0.2"))])
print([show(s.harmonic_mean, values, weights) for values in ([1, 2, 4], [F(1, 2), F(1, 3), 4], [D(1), D(2), D(4)], [0, 1, 2]) for weights in ([1, 2, 3], [0, 0, 0], [1, -1, 2], [1, 2], [F(1, 2), 1, 1])])
print([show(s.fmean, values, weights) for values in ([1, 2, 4], [F(1, 2), F(1, 3), 4], [D(1), D(2), D(4)]) for weights in ([1, 2, 3], [0, 0, 0], [1, 2])], show(s.fmean, ["1"]), show(s.fmean, iter([D(1), 2])))
print([show(s.median_grouped, values, interval) for values in ([1, 3, 3, 5, 7], [D(1), D(2)], [F(1, 2), F(3, 2)], []) for interval in (1, 2.5, F(1, 2), "x")])
for n in (1, 2, 4, 0): print([show(s.quantiles, values, n=n, method=method) for values in ([1, 2], [1, 2.5, 4, 9], [F(1, 3), F(2, 3), 1], [D(1), D(4)], [1]) for method in ("inclusive", "exclusive", "x")])
pairs = [([1, 2, 3], [1, 3, 2]), ([1.5, 2.5], [3, 4]), ([1, 1], [2, 3]), ([1], [2]), ([1, 2], [1]), ([F(1, 2), F(1, 3)], [F(1, 5), 2])]
for f in (s.covariance, s.correlation, s.linear_regression): print(f.__name__, [show(f, *pair) for pair in pairs])
print(show(s.linear_regression, [1, 2, 3], [2, 4, 7], proportional=True), show(s.linear_regression, [0, 0], [2, 4], proportional=True), s.linear_regression([1, 2], [3, 5]).slope)
n = s.NormalDist(100, 15); print(n, n + 1, 1 - n, n * 2, n / 3, n + n, -n, n.pdf(90), n.cdf(90), n.inv_cdf(0.3), n.quantiles(2), n.overlap(s.NormalDist(110, 10)), n.zscore(130), n == s.NormalDist(100, 15), show(n.inv_cdf, 1), show(s.NormalDist, 1, -1), s.NormalDist.from_samples([1, 2, 4]), [show(s.NormalDist().inv_cdf, p) for p in (1e-20, 1e-5, 0.02425, 0.5, 0.99)])
print(s._sum([1, F(1, 2), True]), s._exact_ratio(nan)[1], s._coerce(int, F), show(s._coerce, D, float), s._convert(F(1, 4), D), s._float_sqrt_of_frac(2, 1), s._decimal_sqrt_of_frac(2, 1))

# %% identifiers
import uuid, pickle, copy
from uuid import UUID
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}".replace("decimal.Decimal", "Decimal")
u = UUID("{12345678-1234-5678-9234-567812345678}")
for name in ("hex", "bytes", "bytes_le", "fields", "time_low", "time_mid", "time_hi_version", "clock_seq_hi_variant", "clock_seq_low", "clock_seq", "time", "node", "urn", "variant", "version", "int", "is_safe"): print(name, getattr(u, name))
for keywords in [{}, {"hex": "1"}, {"hex": "g" * 32}, {"bytes": b"1"}, {"bytes_le": b"1"}, {"bytes_le": bytes(range(16))}, {"fields": (1, 2)}, {"fields": (1, 2, 3, 4, 5, 6)}, {"fields": (1 << 32, 2, 3, 4, 5, 6)}, {"fields": (1, 2, 3, 256, 5, 6)}, {"fields": (1, 2, 3, 4, 5, -1)}, {"int": -1}, {"int": 1 << 128}, {"int": 5, "version": 4}, {"int": 5, "version": 6}, {"int": 5, "hex": "5"}, {"int": 7, "is_safe": uuid.SafeUUID.safe}]: print(keywords, show(UUID, **keywords))
print([(UUID(int=top << 120).variant, UUID(int=top << 56).variant, UUID(int=top << 56).version) for top in (0, 0x80, 0xc0, 0xe0)], int(u), str(u), u < UUID(int=0), u >= u, hash(u) == hash(u.int), show(lambda: u < 5), u == 5, show(setattr, u, "int", 1), sorted([u, UUID(int=3)]))
for value in (u, UUID(int=7, is_safe=uuid.SafeUUID.unsafe)): print(value.__getstate__(), [pickle.loads(pickle.dumps(value, p)) == value for p in range(6)], pickle.loads(pickle.dumps(value)).is_safe, copy.deepcopy(value))
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "ü"), show(uuid.uuid5, uuid.NAMESPACE_OID, b"x"), list(uuid.SafeUUID))
v = uuid.uuid1(5, 0x1234); print(v.version, v.variant, v.node, hex(v.clock_seq), uuid.uuid4().version, len({uuid.uuid1() for _ in range(50)}), uuid.uuid1().node == uuid.getnode(), abs(uuid.uuid1().time - v.time) < 10**9)

# %% random classes that derive, old states and seeds
import random, pickle, copy, warnings
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}"
class Floats(random.Random):
    def random(self): return 0.75
class Bits(random.Random):
    def getrandbits(self, k): return 2 % (1 << k)
class Both(Bits):
    def random(self): return 0.25
class Derived(Floats):
    def getrandbits(self, k): return 1 % (1 << k)
for cls in (Floats, Bits, Both, Derived): one = cls(5); print(cls.__name__, one.randrange(100), one.choice("abcdefgh"), one.sample(range(50), 1), one.uniform(1, 3), one._randbelow.__name__)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    random.seed(3)
    print(Floats().randrange(1 << 60), show(random.randrange, 3.0), show(random.randrange, 0, 3.5), show(random.randrange, 1, 9, 2.0), show(random.randrange, "1"), show(random.randrange, 5, None, 2))
    print([(w.category.__name__, str(w.message)) for w in seen])
for seed in ("abc", b"abc", "", "ü", 5, 2.5): one = random.Random(); one.seed(seed, version=1); print(repr(seed), one.random(), end=" "); one.seed(seed, version=2); print(one.random())
one = random.Random(7); one.gauss(); state = one.getstate(); print(state[0], len(state[1]), state[2], one.__reduce__()[:2], [pickle.loads(pickle.dumps(one, p)).random() for p in range(2, 6)], copy.copy(one).gauss(0, 1), one.gauss(0, 1))
one.setstate((2, tuple(n - (1 << 32) if n >> 31 else n for n in state[1]), None)); print(one.random(), show(one.setstate, (1, (), None)), show(one.setstate, (3, [1], None)), random.BPF, random.TWOPI, random.NV_MAGICCONST, random.LOG4, random.SG_MAGICCONST)
print(show(random.seed, [1]), show(random.SystemRandom().getstate), show(random.choices, [1, 2], 3), show(random.choices, [1], [0]), show(random.sample, {1}, 1), show(random.sample, [1], 2), show(random.randint, 3, 1))

# %% calendars of locales, networks beyond 64 bits
import calendar, ipaddress
text, page = calendar.LocaleTextCalendar(locale="C"), calendar.LocaleHTMLCalendar(6, "C")
print(text.formatmonth(2024, 2), page.formatweekday(3), page.formatmonthname(2024, 2), calendar.TextCalendar(6).formatweek([(1, 0)], 3))
try: calendar.LocaleTextCalendar(locale="xx_YY").formatweekday(1, 2)
except Exception as e: print(type(e).__name__, e)
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}"
net = ipaddress.ip_network("2001:db8::/32"); hosts = net.hosts(); print(next(hosts), next(hosts), next(iter(net)), net[-1], net[2**80], list(net.subnets(2)), net.num_addresses, next(net.subnets(new_prefix=64)), list(ipaddress.ip_network("::/126").hosts()))
a, b = ipaddress.ip_interface("fe80::1%eth0/64"), ipaddress.ip_interface("fe80::1/64"); print(a == b, a != b, a == ipaddress.ip_interface("fe80::1%eth0/64"), a < b, sorted([ipaddress.ip_interface("::2/48"), ipaddress.ip_interface("::1/64")]), hash(b) == hash(ipaddress.ip_interface("fe80::1/64")), show(ipaddress.IPv6Address, "::1%"), show(ipaddress.IPv6Address, "::1%a%b"))
v4, v6 = ipaddress.ip_address("1.2.3.4"), ipaddress.ip_address("::5"); print(show(ipaddress.summarize_address_range, v4, v6)[:17], show(lambda: list(ipaddress.summarize_address_range(v4, v6))), list(ipaddress.summarize_address_range(v6, v6 + 10)), v4 + 1, int(v6), show(lambda: range(10)[v4]), show(lambda: v4 < v6), ipaddress.get_mixed_type_key(net))
