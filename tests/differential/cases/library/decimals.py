# %% texts and arithmetic
from decimal import *
for text in ("0", "-0", "1.10", "1E+5", "-12.3e-9", " 7_000 ", "Infinity", "-inf", "NaN", "sNaN12", "0E-7", "123456789012345678901234567890.5"):
    x = Decimal(text); print(repr(x), x.as_tuple(), x.adjusted(), x.is_signed(), x.number_class(), +x if not x.is_snan() else "-")
a, b = Decimal("12.345"), Decimal("-7.6")
for op in ("+", "-", "*", "/", "//", "%", "**"):
    for left, right in ((a, b), (b, Decimal(3)), (5, a), (a, 4)):
        try: print(op, left, right, eval(f"left {op} right"))
        except ArithmeticError as error: print(op, left, right, repr(error))
print(divmod(a, b), abs(b), -a, int(b), float(b), round(a, 1), round(a), a.quantize(Decimal("0.1"), ROUND_UP), hash(Decimal("2.50")) == hash(2.5), Decimal(0.1), Decimal((1, (1, 2), -1)))

# %% refused
from decimal import *
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
T(lambda: Decimal("1.2.3")); T(lambda: Decimal([1])); T(lambda: Decimal(None)); T(lambda: Decimal(1) / 0); T(lambda: Decimal(0) / 0); T(lambda: Decimal(-1).sqrt()); T(lambda: int(Decimal("inf"))); T(lambda: Decimal(1).quantize(Decimal("1E-40"))); T(lambda: Context(prec=0)); T(lambda: Context(rounding="up")); T(lambda: hash(Decimal("sNaN"))); T(lambda: Decimal("NaN") < 1); T(lambda: Decimal("NaN") == 1)

# %% functions
from decimal import *
for prec in (3, 9, 28, 60):
    with localcontext() as c:
        c.prec = prec
        print([str(f) for x in ("2", "0.5", "10", "1000", "3.7E-9", "99999.99", "1.0000001") for x in [Decimal(x)] for f in (x.sqrt(), x.exp() if x < 100 else x, x.ln(), x.log10(), x ** Decimal("0.3"), x ** -3, 1 / x)])

# %% rounding and signals
from decimal import *
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(rounding, [str(Decimal(x).quantize(Decimal(1), rounding)) for x in ("1.5", "2.5", "-1.5", "-2.4", "0.1", "5.1", "-0.6")])
c = Context(prec=3, Emin=-5, Emax=5, traps=[])
for make in (lambda: c.divide(1, 3), lambda: c.multiply(99999, 99999), lambda: c.create_decimal("1E-7"), lambda: c.create_decimal("1234"), lambda: c.divide(1, 0), lambda: c.sqrt(-1)):
    c.clear_flags(); print(make(), sorted([s.__name__ for s in c.flags if c.flags[s]]))
print(c, getcontext().prec)

# %% formats
from decimal import Decimal
for spec in ("", ".2f", "10.1f", "<10", "^12.3e", "+,.2f", "010.2f", ",", ".3g", "%", ".1%", "E", "*>15", " .0f"):
    print(spec, [format(Decimal(x), spec) for x in ("0", "-1234567.891", "0.00001234", "1E+10", "NaN")])
print(f"{Decimal('2.675'):.2f}", "%s" % Decimal("1.0"), str(Decimal("1E-10")), Decimal("1200").normalize(), Decimal("1234E5").to_eng_string())

# %% others
from decimal import *
from fractions import Fraction
import copy, math, pickle, statistics
x = Decimal("1.25")
print(x == 1.25, x == Fraction(5, 4), x > 1, max(x, Decimal(2)), sum([x, x]), math.floor(x), math.ceil(x), math.trunc(x), x.as_integer_ratio(), Decimal.from_float(0.3))
print(pickle.loads(pickle.dumps(x)), copy.deepcopy(x) is x, sorted([Decimal(3), 1, Decimal("2.5")]), x.compare(2), x.fma(2, 3), x.scaleb(3), x.next_plus(), x.copy_sign(-1), x.same_quantum(Decimal("0.01")), x.remainder_near(1), x.logb(), Fraction(x), statistics.mean([Decimal(1), Decimal(2)]))
class Money(Decimal):
    def __repr__(self): return f"Money({self})"
m = Money("3.50"); print(m, repr(m), m + 1, type(m + 1).__name__, isinstance(m, Decimal), {m: 1}[Decimal("3.5")])

# %% powers that lie between two, contexts and what they refuse, long numbers
from decimal import *
import copy
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}"
for prec in (3, 5, 9):
    for base, power in (("75", 3), ("15", 2), ("25", "1.5"), ("0.5", 3), ("10", 22), ("1.0", 7), ("1.10", 4), ("2", "0.5"), ("4", "0.5"), ("0.1", 30), ("-1.5", 3)):
        c = Context(prec=prec); print(prec, base, power, c.power(Decimal(base), Decimal(power)), [f.__name__ for f in c.flags if c.flags[f]])
class Part(Decimal):
    kind = None
    def __init__(self, value): self.kind = type(value).__name__
part = Part("1.5"); print(type(part.max(1)), type(part + 1), type(+part), type(Part(part)), Part(part) is part, Decimal(part) == part, type(Decimal(part)), Part.from_float(2.5).kind, Part.from_float(2).kind, type(copy.copy(part)))
c = Context()
for f, arguments in ((Context, (5, None, None, None, None, None, ["P"])), (setattr, (c, "flags", [])), (setattr, (c, "flags", {})), (setattr, (c, "traps", {"x": 1})), (localcontext, (3,)), (setcontext, (3,)), (c.divmod, (1, "2")), (c.divmod, ("1", 2)), (c.power, (1, "2")), (c.to_integral_value, (10, "x")), (Decimal(1).to_integral_value, ("x",)), (Decimal(1).to_integral_exact, (3,)), (Decimal(1).quantize, (1, "x")), (Decimal(1).sqrt, (3,)), (Decimal(1).compare, (2, 3)), (Decimal, ("1", 3)), (Decimal, ("1e1000000000000000000",)), (Decimal, ("1e-2000000000000000000",)), (setattr, (c, "prec", 0)), (setattr, (c, "prec", "x")), (setattr, (c, "capitals", 2)), (c.flags.__getitem__, (Inexact,)), (c.flags.__setitem__, ("x", 1)), (Decimal.from_float, ("x",))): print(arguments[1:] if f is setattr else arguments, show(f, *arguments))
print(show(localcontext, flags=""), show(localcontext, x=1), localcontext(prec=3).__enter__().prec)
long = Decimal("7" * 5000 + ".5"); print(str(long) == "7" * 5000 + ".5", long.adjusted(), len(long.as_tuple().digits), str(long + 0), long == long * 1, len(str(Decimal(10) ** 5000)))

# %% the greatest precision
import decimal
c=decimal.getcontext(); c.prec=decimal.MAX_PREC; c.Emax=decimal.MAX_EMAX; c.Emin=decimal.MIN_EMIN
a=decimal.Decimal(10000)*decimal.Decimal(9999)
print(a, a+1, a-1, -a, a//7, a%7, divmod(a,7), abs(a), a**2, a==99990000, str(a*a))
