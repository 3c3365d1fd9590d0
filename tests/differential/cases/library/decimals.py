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

# %% every way of rounding in every operation
from decimal import *
WAYS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)
PAIRS = [(Decimal(a), Decimal(b)) for a, b in (("1234.5", "0.55"), ("-1234.5", "0.55"), ("99999", "1"), ("1E+9", "-1E-9"), ("2", "3"), ("-2", "3"), ("12345", "5E-3"), ("0.5", "-0.5"), ("7E-8", "3E-5"), ("123456", "-123456"))]
for way in WAYS:
    for name in ("add", "subtract", "multiply", "divide", "divide_int", "remainder", "remainder_near", "quantize", "next_toward", "power", "max", "compare"):
        row = []
        for a, b in PAIRS:
            c = Context(prec=4, rounding=way, Emin=-9, Emax=9, traps=[])
            row.append(str(getattr(c, name)(a, b)) + "/" + "".join([s.__name__[0] for s in c.flags if c.flags[s]]))
        print(way, name, *row)
    print(way, [str(Decimal(x).to_integral_value(way)) for x in ("0.5", "1.5", "-2.5", "2.51", "-0.1", "1E+3", "9.99", "5.0001")], [str(Context(prec=3, rounding=way).create_decimal(x)) for x in ("9995", "-9995", "12345", "0.0010005", "-1005", "9985")])

# %% special numbers in every operation
from decimal import *
SPECIAL = [Decimal(x) for x in ("Infinity", "-Infinity", "NaN", "-NaN123", "sNaN", "sNaN45", "0", "-0", "0E+5", "1", "-1.50", "1E-9")]
for name in ("add", "subtract", "multiply", "divide", "divide_int", "remainder", "remainder_near", "compare", "compare_signal", "compare_total", "compare_total_mag", "copy_sign", "max", "min", "max_mag", "min_mag", "quantize", "next_toward", "scaleb", "rotate", "shift", "same_quantum", "divmod", "power", "logical_and"):
    for a in SPECIAL:
        c = Context(prec=5, Emin=-20, Emax=20, traps=[])
        print(name, a, *[getattr(c, name)(a, b) for b in SPECIAL], [s.__name__ for s in c.flags if c.flags[s]])
for name in ("abs", "plus", "minus", "sqrt", "exp", "ln", "log10", "logb", "normalize", "next_minus", "next_plus", "number_class", "to_integral_exact", "logical_invert", "is_normal", "is_subnormal", "is_zero", "is_signed", "to_eng_string", "copy_negate", "canonical"):
    c = Context(prec=5, Emin=-20, Emax=20, traps=[])
    print(name, *[getattr(c, name)(a) for a in SPECIAL], [s.__name__ for s in c.flags if c.flags[s]])

# %% limits: subnormal, clamped, overflowing
from decimal import *
for clamp in (0, 1):
    for way in (ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP, ROUND_FLOOR):
        c = Context(prec=3, Emin=-5, Emax=5, rounding=way, clamp=clamp, traps=[])
        for text in ("1E-5", "1E-6", "1.2345E-6", "4E-8", "5E-8", "6E-8", "-9.99E-8", "0E-20", "0E+20", "1E+5", "12E+4", "1E+6", "-9995E+2", "999.4E+3", "9.999E+5", "123E-7", "NaN12345", "sNaN1"):
            c.clear_flags(); print(clamp, way, text, c.create_decimal(text), [s.__name__ for s in c.flags if c.flags[s]])

# %% what is trapped
from decimal import *
def show(f):
    try: return str(f())
    except Exception as e: return f"{type(e).__name__}: {e}"
for trap in (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow):
    c = Context(prec=3, Emin=-5, Emax=5, traps=[trap]); setcontext(c)
    print(trap.__name__, [show(f) for f in (lambda: c.divide(1, 0), lambda: c.divide(0, 0), lambda: c.divide(1, 3), lambda: c.create_decimal("x"), lambda: c.create_decimal("1E-7"), lambda: c.create_decimal("1.23456E-6"), lambda: c.multiply(99999, 99999), lambda: c.create_decimal("0E+9"), lambda: c.divide_int(10 ** 9, 7), lambda: c.create_decimal(1.5), lambda: Decimal(1) < 1.5, lambda: Decimal(1) == 1.5, lambda: Decimal(0.5), lambda: c.compare(Decimal("sNaN"), 1), lambda: Decimal("NaN") < 1, lambda: Decimal("sNaN") == 1, lambda: c.create_decimal("1.000"), lambda: Decimal("1e99999999999999999999"))], c.flags)

# %% constructors
from decimal import *
def show(f, *arguments):
    try: return repr(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
for value in ("", " ", "1", "+1", "--1", "1_000", "_1_", "1 0", ".5", "5.", ".", "1e5", "1E+05", "1e", "e5", "1e+", "infinity", "INF", "infinit", "nan", "NaN0012", "snan", "nan1x", "\u0663\u0664.\u0665", "\u00b2", "1\n", "\t-0.0\t", "1e-99", "12E999999999999999", "0x10", "1" * 50, True, 10 ** 50, -(10 ** 20), 0.1, -0.0, 1e22, 5e-324, float("inf"), float("-nan"), (0, (1, 2, 3), -2), (1, (), 3), (0, (0, 0, 1), 0), (1, (1,), "F"), (0, (), "n"), (1, (7,), "N"), [0, [1, 2], 1], (2, (1,), 0), (0, (10,), 0), (0, ("1",), 0), (0, (1,), "x"), (0, (1,), 1.5), (0, (1,)), (0, 1, 0), None, b"1", 1j, {}):
    print(repr(value), show(Decimal, value), show(Context(prec=4).create_decimal, value), show(Decimal.from_float, value))
print(Decimal(), Decimal(value="5"), show(Decimal, "1", 2), Decimal("x", Context(traps=[])))

# %% comparisons with other types
from decimal import *
from fractions import Fraction
VALUES = [Decimal("1.5"), Decimal("-0"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+30")]
OTHERS = [1, 2, 0, True, 10 ** 30, 1.5, 0.0, float("nan"), float("inf"), Fraction(3, 2), Fraction(-1, 3), 1.5 + 0j, 1j, "1.5", None, [], object]
def show(f):
    try: return f()
    except Exception as e: return type(e).__name__
for a in VALUES:
    for b in OTHERS: print(a, b if b is not object else "object", [show(f) for f in (lambda: a == b, lambda: a != b, lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b, lambda: b == a, lambda: b < a, lambda: a + b, lambda: b * a, lambda: b - a, lambda: a // b, lambda: a % b, lambda: divmod(b, a))])
print(sorted([Decimal("2"), 1, Fraction(3, 2), 1.25]), max(Decimal(3), 5), {Decimal("2.0"): 1}[2], Decimal("1E+2") in {100: 0}, hash(Decimal("0.5")) == hash(0.5) == hash(Fraction(1, 2)), hash(Decimal(10) ** 40) == hash(10 ** 40), hash(Decimal("-Infinity")), len({Decimal("NaN"), Decimal("NaN")}), len({Decimal("0.25"), 0.25, Fraction(1, 4)}), len({0.25, Decimal("0.25"), Decimal("0.250")}), [1, Decimal(2)] == [Decimal(1), 2], Decimal(1) in [1.0], [Decimal("1.0")].index(1), sum([Decimal("0.1")] * 10), sum([Decimal(1)], 0.0 == 0))

# %% every format
from decimal import *
def show(value, spec):
    try: return format(value, spec)
    except Exception as e: return f"{type(e).__name__}: {e}"
for spec in ("", "0", "1", "12", "012", "<12", ">12|", "^13", "=13", "x<13", "<013", "x>013", "+", "-", " ", "+012.3f", "-12.3f", " 12.3f", "z.1f", "z", ".0", ".1", ".2", ".5", ".20", ".", ".x", ".0f", ".1f", ".3f", ".20f", "f", "F", "e", "E", ".0e", ".3e", ".3E", ".12e", "g", "G", ".0g", ".1g", ".3g", ".10G", "n", ".3n", "%", ".0%", ".2%", ",", ",.2f", "012,", "013,", "015,.2f", "+018,.1f", "<15,.2f", "^15,", "_", "_.2f", "#", "#.2f", "d", "s", "x", "b", "c", "é^9", "{<5", "2z", "1.5.2", "\x00<5"):
    print(repr(spec), [show(Decimal(x), spec) for x in ("0", "-0", "1", "-1.5", "1234567.891", "-0.00001234", "1E+10", "1.0E-10", "0E+3", "0E-8", "9.995", "-0.04", "123456789012345678901234567890", "Infinity", "-NaN", "sNaN1")])
getcontext().rounding = ROUND_DOWN; getcontext().capitals = 0
print(f"{Decimal('2.679'):.2f} {Decimal('1E+50')} {Decimal('1E+50'):e} {Decimal('1E+50')!r}", Decimal("1E-20").to_eng_string(), "%.1f %d %s" % (Decimal("2.25"), Decimal("7.9"), Decimal("7.90")))

# %% texts, tuples, ratios, roundings of numbers of all sizes
from decimal import *
import math
def show(f, *arguments):
    try: return str(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
for text in ("0", "-0.0", "0E+7", "0E-7", "0E-10", "5", "-12.5", "12.50", "0.5", "-0.5", "1.5", "2.5", "-7E-3", "1E-6", "1E-7", "12E-8", "123E+2", "1.23E+5", "9" * 38, "9" * 39, "1" + "0" * 40, "340282366920938463463374607431768211455", "340282366920938463463374607431768211456", "18446744073709551616.5", "-1.23456789E+40", "Infinity", "-Infinity", "NaN", "-sNaN12"):
    x = Decimal(text)
    print(text, repr(x), x.to_eng_string(), x.as_tuple(), x.adjusted(), show(x.as_integer_ratio), show(int, x), show(float, x), show(round, x), show(round, x, 1), show(round, x, -2), show(math.floor, x), show(math.ceil, x), show(math.trunc, x), show(complex, x), bool(x), show(x.normalize), show(x.sqrt), show(x.__round__, "x"), x.real is x, x.imag, x.conjugate(), x.radix())

# %% contexts of threads and of context variables
from decimal import *
import contextvars, threading
getcontext().prec = 5
seen = []
def work(name):
    seen.append((name, getcontext().prec, str(Decimal(1) / 3)))
    getcontext().prec = 7
    with localcontext() as inner:
        inner.prec = 2
        seen.append((name, str(Decimal(1) / 3), getcontext() is inner))
    seen.append((name, str(Decimal(1) / 3)))
for name in "ab":
    thread = threading.Thread(target=work, args=(name,)); thread.start(); thread.join()
print(seen, Decimal(1) / 3, getcontext().prec)
copied = contextvars.copy_context()
def inside():
    with localcontext(prec=3, traps=[]): first = (Decimal(1) / 3, Decimal(1) / 0)
    setcontext(Context(prec=9)); return first, Decimal(1) / 3
print(copied.run(inside), Decimal(1) / 3, copied.run(lambda: Decimal(1) / 3), contextvars.Context().run(lambda: Decimal(1) / 3))
setcontext(DefaultContext); print(getcontext() is DefaultContext, getcontext().prec)
mine = Context(prec=4); setcontext(mine); print(getcontext() is mine)
DefaultContext.prec = 6
thread = threading.Thread(target=lambda: print(Decimal(1) / 3)); thread.start(); thread.join()
import asyncio
async def task(prec):
    with localcontext() as c:
        c.prec = prec
        await asyncio.sleep(0)
        return str(Decimal(2) / 3)
async def main(): return await asyncio.gather(*[task(n) for n in (2, 5, 8)])
print(asyncio.run(main()), Decimal(2) / 3)

# %% contexts as objects
from decimal import *
import copy, pickle
def show(f, *arguments, **keywords):
    try: return repr(f(*arguments, **keywords))
    except Exception as e: return f"{type(e).__name__}: {e}"
c = Context(prec=7, rounding=ROUND_UP, Emin=-9, Emax=9, capitals=0, clamp=1, flags=[Inexact], traps=[Overflow, Rounded])
for other in (c, c.copy(), copy.copy(c), pickle.loads(pickle.dumps(c)), BasicContext, ExtendedContext, DefaultContext): print(other, other.Etiny(), other.Etop(), other.radix(), other.flags == c.flags, other.flags is other.flags)
print(list(c.flags), len(c.flags), c.flags, Inexact in c.flags, c.flags.get(Inexact), c.flags.get("x"), list(c.flags.values()), list(c.flags.items())[:2], c.flags.copy() == dict(c.flags), c.flags != c.traps, c.flags == {}, sorted([k.__name__ for k in c.flags.keys()]))
c.flags[Clamped] = 1; c.traps[Clamped] = True; c.traps.update({Clamped: False}); print(c); c.clear_flags(); c.clear_traps(); print(c)
c.flags = {signal: signal is Inexact for signal in c.flags}; c.traps = c.flags; print(c); c.flags[Inexact] = False; print(c)
class Own(Context):
    extra = 5
own = Own(prec=3); own.name = "own"; print(own, own.extra, own.name, own.divide(1, 3), type(own.copy()).__name__); setcontext(own); print(Decimal(1) / 3, getcontext() is own)
for name, value in (("prec", 0), ("prec", "x"), ("prec", 10 ** 30), ("prec", 1.0), ("Emin", 1), ("Emax", -1), ("Emin", -10 ** 18), ("capitals", 2), ("clamp", -1), ("rounding", "up"), ("rounding", None), ("flags", 3), ("traps", {Inexact: True}), ("nothing", 1)): print(name, value, show(setattr, c, name, value))
print(show(delattr, c, "prec"), show(c.flags.__delitem__, Inexact), show(c.flags.__setitem__, 1, 2), show(c.flags.__getitem__, 1), show(Context, prec=0), show(Context, nothing=1), show(Context, 1, 2), show(Context, flags=["x"]), show(Context, traps=3), show(localcontext, 5), show(localcontext, prec=0), show(setcontext, None))
print(show(c.add, 1, "2"), show(c.add, 1.5, 2), show(c.sqrt, "4"), show(c.quantize, 1, None), show(c.fma, 2, 3, 4), show(c.fma, 2, 3, "x"), show(c.power, 2, 3), show(c.power, 2, 3, 5), show(c.power, a=2, b=3, modulo=5), show(c.divmod, 7, 2), show(c.copy_decimal, 5), show(c.create_decimal), show(c.canonical, 5), show(c.to_sci_string, 5))

# %% powers and modular powers
from decimal import *
def show(f, *arguments):
    try: return str(f(*arguments))
    except Exception as e: return f"{type(e).__name__}: {e}"
c = Context(prec=9, Emin=-99, Emax=99, traps=[])
for a in ("0", "-0", "1", "-1", "1.00", "2", "-2", "0.1", "10", "1.0001", "-1.5", "123456789", "1E+20", "1E-20", "Infinity", "-Infinity", "NaN"):
    print(a, *[c.power(Decimal(a), Decimal(b)) for b in ("0", "1", "-1", "2", "3", "-3", "0.5", "-0.5", "1E+1", "2.0", "100", "-100", "1001", "Infinity", "-Infinity", "1E+9")], [s.__name__ for s in c.flags if c.flags[s]]); c.clear_flags()
print(*[show(pow, *t) for t in ((Decimal(3), 4, 7), (Decimal(-3), 3, 7), (Decimal(3), -1, 7), (Decimal("1.5"), 2, 7), (Decimal(3), 2, 0), (Decimal(0), 0, 7), (Decimal("NaN"), 2, 3), (Decimal("sNaN"), 2, 3), (Decimal(3), 2, 10 ** 30), (Decimal(2), 2.5), (2.5, Decimal(2)), (Decimal(2), "x"), (Decimal(3), 2, "x"))], 2 ** Decimal(10), Decimal("1.05") ** 20, Decimal(2) ** -2, sep="\n")

# %% forks, pickles, copies, subclasses
from decimal import *
import copy, multiprocessing, pickle
class Money(Decimal):
    def __new__(cls, value="0", unit="EUR"):
        made = super().__new__(cls, value); made.unit = unit; return made
def child(queue, values):
    queue.put([str(v) for v in values] + [type(values[0]).__name__, values[0].unit, str(Decimal(1) / 3), str(KEPT), str(getcontext())])
KEPT = [Decimal("1.25"), Decimal("-Infinity"), Decimal("sNaN7"), Decimal("9" * 60), {Decimal("1.0"): "one"}, Context(prec=3)]
if __name__ == "__main__":
    getcontext().prec = 6; Decimal(1) / 3
    money = Money("2.50", "CHF"); queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=child, args=(queue, [money, Decimal(5)])); process.start(); print(*queue.get(), sep="\n"); process.join()
    for protocol in (0, 2, 4, 5): print(pickle.loads(pickle.dumps([Decimal("1.50"), Decimal("-0E+9"), Decimal("NaN5"), getcontext()], protocol)))
    print(copy.copy(money) is money, copy.deepcopy([Decimal(1)]), Decimal(1).__reduce__(), isinstance(money, Decimal), money + 1, type(money + 1).__name__, type(-money).__name__, type(money.quantize(Decimal("0.1"))).__name__, Money.from_float(0.5), type(Money.from_float(0.5)).__name__, f"{money:.1f}", round(money), money == Decimal("2.5"), {money: 1}[Decimal("2.5")])

# %% what uses decimals
from decimal import *
from fractions import Fraction
import json, math, numbers, random, statistics
data = [Decimal(x) for x in ("1.5", "2.25", "-3", "10", "0.125")]
print(sum(data), min(data), max(data), sorted(data), statistics.mean(data), statistics.median(data), statistics.pvariance(data), statistics.stdev(data), math.fsum(data), math.sqrt(data[1]), Fraction(data[1]), Fraction("1.5") == data[0], int(data[3]), range(10)[int(data[1])], isinstance(data[0], numbers.Number), isinstance(data[0], numbers.Rational), json.dumps(float(data[0])), json.loads("1.10", parse_float=Decimal), abs(data[2]), divmod(data[3], data[2]), data[0].__trunc__(), [*map(str, map(Decimal, range(3)))], any([Decimal(0)]), all([Decimal(1)]))
print(Decimal.__module__, Decimal.__name__, Context.__name__, Decimal, Context, repr(Inexact), Inexact.__mro__, DecimalTuple(0, (1,), 2), MAX_PREC, MIN_ETINY, HAVE_THREADS, issubclass(DivisionByZero, ZeroDivisionError), issubclass(FloatOperation, TypeError))
