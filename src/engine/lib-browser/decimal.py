"""Decimal numbers by the General Decimal Arithmetic Specification."""

import math as _math
import numbers as _numbers
from collections import namedtuple as _namedtuple
from contextvars import ContextVar as _ContextVar

__all__ = [
    "Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException", "Clamped",
    "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow", "FloatOperation",
    "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined", "ROUND_DOWN", "ROUND_HALF_UP",
    "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP", "setcontext", "getcontext",
    "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS", "HAVE_CONTEXTVAR",
]

__version__ = "1.70"
HAVE_THREADS = HAVE_CONTEXTVAR = True
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING = "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING"
ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP = "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP"
_ROUNDINGS = (
    ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP,
)
_WRONG_ROUNDING = (
    "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
    "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
)

DecimalTuple = _namedtuple("DecimalTuple", "sign digits exponent", module="decimal")


class DecimalException(ArithmeticError):
    """What operations signal."""


class Clamped(DecimalException):
    """An exponent was changed to fit."""


class InvalidOperation(DecimalException):
    """No result makes sense."""


class ConversionSyntax(InvalidOperation):
    """A text is no number."""


class DivisionByZero(DecimalException, ZeroDivisionError):
    """A number that is not zero was divided by zero."""


class DivisionImpossible(InvalidOperation):
    """A quotient does not fit."""


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """Zero was divided by zero."""


class Inexact(DecimalException):
    """Digits that are not zero were lost."""


class InvalidContext(InvalidOperation):
    """A context does not fit together."""


class Rounded(DecimalException):
    """Digits were lost."""


class Subnormal(DecimalException):
    """The exponent is below Emin."""


class Overflow(Inexact, Rounded):
    """The exponent would be above Emax."""


class Underflow(Inexact, Rounded, Subnormal):
    """A subnormal result was rounded."""


class FloatOperation(DecimalException, TypeError):
    """Floats and decimals were mixed."""


for _exception in (
    DecimalException, Clamped, InvalidOperation, ConversionSyntax, DivisionByZero, DivisionImpossible, DivisionUndefined,
    Inexact, InvalidContext, Rounded, Subnormal, Overflow, Underflow, FloatOperation,
):
    _exception.__module__ = "decimal"

_SIGNALS = [
    Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow,
]
# What shares the flag of another.
_PARENT = {
    ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation, DivisionUndefined: InvalidOperation,
    InvalidContext: InvalidOperation,
}

_current = _ContextVar("decimal_context")


def getcontext():
    """The context of this thread."""
    context = _current.get(None)
    if context is None:
        context = DefaultContext.copy()
        context.clear_flags()
        _current.set(context)
    return context


def _checked(context):
    if not isinstance(context, Context):
        raise TypeError("optional argument must be a context")
    return context


def setcontext(context, /):
    """Makes it the context of this thread."""
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class _Manager:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._before = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, kind, value, tb):
        setcontext(self._before)


def localcontext(ctx=None, **kwargs):
    """A copy of a context, for a `with` statement."""
    context = (getcontext() if ctx is None else _checked(ctx)).copy()
    for name, value in kwargs.items():
        if name not in _FIELDS:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if name in ("flags", "traps") and isinstance(value, list):
            value = _of_list(value)
        setattr(context, name, value)
    return _Manager(context)


# ---- rounding of integers


# Texts of numbers that are longer than `str` and `int` take are made of pieces.
_LONGEST = 4000
_HUGE = 10 ** _LONGEST


def _text(number):
    if number < _HUGE:
        return str(number)
    pieces = []
    while number >= _HUGE:
        number, piece = divmod(number, _HUGE)
        pieces.append(str(piece).zfill(_LONGEST))
    pieces.append(str(number))
    return "".join(pieces[::-1])


def _number(digits):
    if len(digits) <= _LONGEST:
        return int(digits)
    first = len(digits) % _LONGEST
    number = int(digits[:first] or "0")
    for place in range(first, len(digits), _LONGEST):
        number = number * _HUGE + int(digits[place:place + _LONGEST])
    return number


def _digits(number):
    return len(str(number)) if number < _HUGE else len(_text(number))


def _increment(rounding, sign, quotient, remainder, half):
    # Whether `quotient` grows by one; `half` orders what is cut off and one half: -1, 0, 1.
    if rounding == ROUND_HALF_EVEN:
        return half > 0 or half == 0 and quotient & 1
    if rounding == ROUND_HALF_UP:
        return half >= 0
    if rounding == ROUND_DOWN or not remainder:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_HALF_DOWN:
        return half > 0
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return quotient % 5 == 0


def _cut(sign, number, places, rounding):
    # Without the last `places` digits, rounded; and whether something was lost.
    if places > 0 and places > _digits(number):
        unit, quotient, remainder, half = None, 0, number, -1
    else:
        unit = 10 ** places
        quotient, remainder = divmod(number, unit)
        twice = 2 * remainder
        half = (twice > unit) - (twice < unit)
    if _increment(rounding, sign, quotient, remainder, half):
        quotient += 1
    return quotient, remainder != 0


def _rounding(rounding, context):
    if rounding is None:
        return context.rounding
    if rounding not in _ROUNDINGS:
        raise TypeError(_WRONG_ROUNDING)
    return rounding


_set = object.__setattr__


def _make(sign, coefficient, exponent, special=None):
    made = object.__new__(Decimal)
    made._sign, made._int, made._exp, made._special = sign, coefficient, exponent, special
    return made


def _nan(payload=0, sign=0, kind="n"):
    return _make(sign, payload, 0, kind)


def _infinity(sign=0):
    return _make(sign, 0, 0, "F")


def _parse(text):
    # A text as sign, coefficient, exponent and special; None if it is no number.
    text = text.strip().replace("_", "")
    sign = 0
    if text[:1] in ("+", "-"):
        sign, text = int(text[0] == "-"), text[1:]
    lower = text.lower()
    if lower in ("inf", "infinity"):
        return sign, 0, 0, "F"
    for name, kind in (("snan", "N"), ("nan", "n")):
        if lower.startswith(name):
            payload = lower[len(name):]
            if payload and not payload.isdecimal():
                return None
            return sign, _number(payload or "0"), 0, kind
    mantissa, mark, power = lower.partition("e")
    whole, point, fraction = mantissa.partition(".")
    digits = whole + fraction
    if not digits or not digits.isdecimal():
        return None
    exponent = -len(fraction)
    if mark:
        unsigned = power[1:] if power[:1] in ("+", "-") else power
        if not unsigned or not unsigned.isdecimal():
            return None
        exponent += int(power)
    return sign, _number(digits), exponent, None


def _convert(other):
    # An operand that is no decimal; None for foreign types.
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return _make(int(other < 0), abs(int(other)), 0)
    return None


def _argument(other):
    converted = _convert(other)
    if converted is None:
        raise TypeError("conversion from %s to Decimal is not supported" % type(other).__name__)
    return converted


def _within(parsed, context):
    # A number with so great an exponent that it may be none.
    sign, number, exponent, _ = parsed
    if not number and not isinstance(context, Context):
        return sign, 0, min(max(exponent, MIN_ETINY), MAX_EMAX), None
    if MIN_ETINY <= exponent and exponent + _digits(number) - 1 <= MAX_EMAX:
        return parsed
    (getcontext() if context is None else context)._signal(InvalidOperation, [InvalidOperation])
    return 0, 0, 0, "n"


class Decimal:
    """A decimal number: sign, coefficient, exponent; or an infinity, or no number."""

    __slots__ = ("_sign", "_int", "_exp", "_special", "__weakref__")

    def __new__(cls, value="0", context=None):
        if context is not None:
            _checked(context)
        if isinstance(value, str):
            parsed = _parse(value)
            if parsed is None:
                context = getcontext() if context is None else _checked(context)
                context._signal(ConversionSyntax, [ConversionSyntax])
                parsed = 0, 0, 0, "n"
        elif isinstance(value, int):
            parsed = int(value < 0), abs(int(value)), 0, None
        elif isinstance(value, Decimal):
            if type(value) is cls is Decimal:
                return value
            parsed = value._sign, value._int, value._exp, value._special
        elif isinstance(value, (list, tuple)):
            parsed = cls._of_tuple(value)
        elif isinstance(value, float):
            context = getcontext() if context is None else _checked(context)
            context._signal(FloatOperation, "strict semantics for mixing floats and Decimals are enabled")
            parsed = _of_float(value)
        else:
            raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)
        if not -10**17 < parsed[2] < 10**17 and parsed[3] is None:
            parsed = _within(parsed, context)
        made = object.__new__(cls)
        made._sign, made._int, made._exp, made._special = parsed
        return made

    @staticmethod
    def _of_tuple(value):
        if len(value) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exponent = value
        if sign not in (0, 1) or not isinstance(sign, int):
            raise ValueError("sign must be an integer with the value 0 or 1")
        if exponent == "F":
            return sign, 0, 0, "F"
        number = 0
        for digit in digits:
            if not isinstance(digit, int) or not 0 <= digit <= 9:
                raise ValueError("coefficient must be a tuple of digits")
            number = number * 10 + digit
        if exponent in ("n", "N"):
            return sign, number, 0, exponent
        if not isinstance(exponent, int):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        return sign, number, exponent, None

    @classmethod
    def from_float(cls, f, /):
        """Exactly the float, or an int."""
        if isinstance(f, int):
            made = Decimal(f)
        elif isinstance(f, float):
            made = _make(*_of_float(f))
        else:
            raise TypeError("argument must be int or float")
        return made if cls is Decimal else cls(made)

    # ---- what it is

    def is_nan(self):
        return self._special in ("n", "N")

    def is_qnan(self):
        return self._special == "n"

    def is_snan(self):
        return self._special == "N"

    def is_infinite(self):
        return self._special == "F"

    def is_finite(self):
        return self._special is None

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return self._special is None and self._int == 0

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def is_normal(self, context=None):
        if self._special or not self._int:
            return False
        return (getcontext() if context is None else _checked(context)).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        if self._special or not self._int:
            return False
        return self.adjusted() < (getcontext() if context is None else _checked(context)).Emin

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._special else self._exp + _digits(self._int) - 1

    def radix(self):
        return Decimal(10)

    def number_class(self, context=None):
        if self._special == "N":
            return "sNaN"
        if self._special == "n":
            return "NaN"
        sign = "-" if self._sign else "+"
        if self._special:
            return sign + "Infinity"
        if not self._int:
            return sign + "Zero"
        return sign + ("Subnormal" if self.is_subnormal(context) else "Normal")

    def as_tuple(self):
        if self._special == "F":
            return DecimalTuple(self._sign, (0,), "F")
        if self._special:
            return DecimalTuple(self._sign, tuple(map(int, _text(self._int))) if self._int else (), self._special)
        return DecimalTuple(self._sign, tuple(map(int, _text(self._int))), self._exp)

    def as_integer_ratio(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer ratio")
            raise OverflowError("cannot convert Infinity to integer ratio")
        number = -self._int if self._sign else self._int
        if self._exp >= 0:
            return number * 10 ** self._exp, 1
        below = 10 ** -self._exp
        common = _math.gcd(number, below)
        return number // common, below // common

    def __bool__(self):
        return self._special is not None or self._int != 0

    def __reduce__(self):
        return type(self), (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else type(self)(self)

    def __deepcopy__(self, memo):
        return self.__copy__()

    # ---- texts

    def __str__(self, eng=False, context=None):
        sign = "-" if self._sign else ""
        if self._special:
            if self._special == "F":
                return sign + "Infinity"
            return sign + ("NaN" if self._special == "n" else "sNaN") + (_text(self._int) if self._int else "")
        digits = _text(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not eng:
            point = 1
        elif not self._int:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            whole, fraction = "0", "." + "0" * -point + digits
        elif point >= len(digits):
            whole, fraction = digits + "0" * (point - len(digits)), ""
        else:
            whole, fraction = digits[:point], "." + digits[point:]
        if left == point:
            power = ""
        else:
            letter = "E" if (getcontext() if context is None else _checked(context)).capitals else "e"
            power = "%s%+d" % (letter, left - point)
        return sign + whole + fraction + power

    def to_eng_string(self, context=None):
        return self.__str__(True, context)

    def __repr__(self):
        return "Decimal('%s')" % str(self)

    def __format__(self, specifier, context=None):
        if not isinstance(specifier, str):
            raise TypeError("format specification must be a string")
        context = getcontext() if context is None else _checked(context)
        return _formatted(self, specifier, context)

    # ---- conversions

    def __int__(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")
        number = self._int * 10 ** self._exp if self._exp >= 0 else _cut(0, self._int, -self._exp, ROUND_DOWN)[0]
        return -number if self._sign else number

    __trunc__ = __int__

    def __float__(self):
        if self._special == "N":
            raise ValueError("cannot convert signaling NaN to float")
        if self._special == "n":
            return float("-nan" if self._sign else "nan")
        return float(str(self))

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def _whole(self, rounding):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")
        if self._exp >= 0:
            return int(self)
        number = _cut(self._sign, self._int, -self._exp, rounding)[0]
        return -number if self._sign else number

    def __round__(self, n=None):
        if n is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError("optional arg must be an integer")
        return self.quantize(_make(0, 1, -n), ROUND_HALF_EVEN)

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        return self

    # ---- comparison

    def _check_nans(self, other, context):
        # The result if an operand is no number.
        for number in (self, other):
            if number is not None and number._special == "N":
                return context._signal(InvalidOperation, [InvalidOperation], number)
        for number in (self, other):
            if number is not None and number._special == "n":
                return number._fix_nan(context)
        return None

    def _fix_nan(self, context):
        most = context.prec - context.clamp
        if self._int and _digits(self._int) > most:
            return _nan(self._int % 10 ** most, self._sign)
        return self if type(self) is Decimal and self._special == "n" else _nan(self._int, self._sign)

    def _order(self, other):
        # -1, 0, 1; neither is a NaN.
        if self._special or other._special:
            mine = (1 - 2 * self._sign) if self._special else 0
            theirs = (1 - 2 * other._sign) if other._special else 0
            return (mine > theirs) - (mine < theirs)
        if not self._int or not other._int or self._sign != other._sign:
            mine = 0 if not self._int else 1 - 2 * self._sign
            theirs = 0 if not other._int else 1 - 2 * other._sign
            return (mine > theirs) - (mine < theirs)
        up = 1 - 2 * self._sign
        if self._exp == other._exp:
            mine, theirs = self._int, other._int
        else:
            mine, theirs = self.adjusted(), other.adjusted()
            if mine == theirs:
                shift = self._exp - other._exp
                mine = self._int * 10 ** shift if shift > 0 else self._int
                theirs = other._int * 10 ** -shift if shift < 0 else other._int
        return up * ((mine > theirs) - (mine < theirs))

    def _comparable(self, other, equality=False):
        converted = _convert(other)
        if converted is not None:
            return self, converted
        if isinstance(other, float):
            context = getcontext()
            if equality:
                context.flags[FloatOperation] = True
            else:
                context._signal(FloatOperation, "strict semantics for mixing floats and Decimals are enabled")
            return self, Decimal.from_float(other)
        if isinstance(other, _numbers.Rational):
            if self._special:
                return self, Decimal(other.numerator)
            return _make(self._sign, self._int * other.denominator, self._exp), Decimal(other.numerator)
        if equality and isinstance(other, _numbers.Complex) and other.imag == 0:
            return self._comparable(other.real, True)
        return None, None

    def __eq__(self, other):
        mine, other = self._comparable(other, True)
        if other is None:
            return NotImplemented
        if mine._special in ("n", "N") or other._special in ("n", "N"):
            if "N" in (mine._special, other._special):
                getcontext()._signal(InvalidOperation, [InvalidOperation])
            return False
        return mine._order(other) == 0

    def _ordered(self, other, test):
        mine, other = self._comparable(other)
        if other is None:
            return NotImplemented
        if mine._special in ("n", "N") or other._special in ("n", "N"):
            getcontext()._signal(InvalidOperation, [InvalidOperation])
            return False
        return test(mine._order(other))

    def __lt__(self, other):
        return self._ordered(other, lambda order: order < 0)

    def __le__(self, other):
        return self._ordered(other, lambda order: order <= 0)

    def __gt__(self, other):
        return self._ordered(other, lambda order: order > 0)

    def __ge__(self, other):
        return self._ordered(other, lambda order: order >= 0)

    def __hash__(self):
        if self._special:
            if self._special == "N":
                raise TypeError("Cannot hash a signaling NaN value")
            if self._special == "n":
                return object.__hash__(self)
            return -314159 if self._sign else 314159
        modulus = (1 << 61) - 1
        if self._exp >= 0:
            power = pow(10, self._exp, modulus)
        else:
            power = pow(pow(10, modulus - 2, modulus), -self._exp, modulus)
        result = self._int * power % modulus
        result = -result if self._sign else result
        return -2 if result == -1 else result

    def compare(self, other, context=None):
        other = _argument(other)
        nan = self._check_nans(other, getcontext() if context is None else _checked(context))
        return nan if nan is not None else Decimal(self._order(other))

    def compare_signal(self, other, context=None):
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        for number in (self, other):
            if number.is_nan():
                return context._signal(InvalidOperation, [InvalidOperation], number)
        return self.compare(other, context)

    def compare_total(self, other, context=None):
        """By value and representation: an order of all."""
        other = _argument(other)
        mine, theirs = self._total_key(), other._total_key()
        return Decimal((mine > theirs) - (mine < theirs))

    def _total_key(self):
        kind = {"N": 2, "n": 3}.get(self._special)
        if kind:
            key = (kind, 0, self._int)
        elif self._special:
            key = (1, 0, 0)
        else:
            key = (0, _Magnitude(self), self._exp)
        if not self._sign:
            return (1, *key)
        return (0, -key[0], -key[1] if isinstance(key[1], int) else _Reversed(key[1]), -key[2])

    def compare_total_mag(self, other, context=None):
        return self.copy_abs().compare_total(_argument(other).copy_abs())

    # ---- signs

    def copy_abs(self):
        return _make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return _make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return _make(_argument(other)._sign, self._int, self._exp, self._special)

    def __neg__(self, context=None):
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def __pos__(self, context=None):
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return _make(self._sign, self._int, self._exp, self._special)._fix(context)

    def __abs__(self, round=True, context=None):
        if not round:
            return self.copy_abs()
        return self.__neg__(context) if self._sign else self.__pos__(context)

    # ---- to fit a context

    def _fix(self, context):
        if self._special:
            return self if self._special == "F" else self._fix_nan(context)
        number, exponent, prec = self._int, self._exp, context.prec
        bottom = context.Emin - prec + 1
        top = context.Emax - prec + 1
        if not number:
            fitting = min(max(exponent, bottom), top if context.clamp else context.Emax)
            if fitting != exponent:
                context._signal(Clamped)
                return _make(self._sign, 0, fitting)
            return self
        length = _digits(number)
        lowest = length + exponent - prec
        if lowest > top:
            result = context._overflow(self._sign)
            context._signal(Inexact)
            context._signal(Rounded)
            return result
        subnormal = lowest < bottom
        if subnormal:
            lowest = bottom
        if exponent < lowest:
            number, lost = _cut(self._sign, number, lowest - exponent, context.rounding)
            if number == 10 ** prec:
                number //= 10
                lowest += 1
            if lowest > top:
                result = context._overflow(self._sign)
            else:
                result = _make(self._sign, number, lowest)
            if lost and subnormal:
                context._signal(Underflow)
            if subnormal:
                context._signal(Subnormal)
            if lost:
                context._signal(Inexact)
            context._signal(Rounded)
            if not number:
                context._signal(Clamped)
            return result
        if subnormal:
            context._signal(Subnormal)
        if context.clamp and exponent > top:
            context._signal(Clamped)
            return _make(self._sign, number * 10 ** (exponent - top), top)
        return self

    # ---- arithmetic

    def __add__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        if self._special or other._special:
            nan = self._check_nans(other, context)
            if nan is not None:
                return nan
            if self._special:
                if other._special and self._sign != other._sign:
                    return context._signal(InvalidOperation, [InvalidOperation])
                return _infinity(self._sign)
            return _infinity(other._sign)
        exponent = min(self._exp, other._exp)
        negative_zero = int(context.rounding == ROUND_FLOOR)
        if not self._int and not other._int:
            sign = self._sign & other._sign
            if self._sign != other._sign:
                sign = negative_zero
            return _make(sign, 0, exponent)._fix(context)
        if not self._int or not other._int:
            number = other if not self._int else self
            exponent = max(exponent, number._exp - context.prec - 1)
            return _make(number._sign, number._int * 10 ** (number._exp - exponent), exponent)._fix(context)
        left, right = self, other
        if abs(self._exp - other._exp) > context.prec:
            # The smaller one is so small that only its being there counts.
            large, small = (self, other) if self.adjusted() >= other.adjusted() else (other, self)
            least = large._exp + min(-1, _digits(large._int) - context.prec - 2)
            if small.adjusted() < least:
                small = _make(small._sign, 1, least)
                left, right = large, small
                exponent = min(large._exp, least)
        a = left._int * 10 ** (left._exp - exponent)
        b = right._int * 10 ** (right._exp - exponent)
        total = (-a if left._sign else a) + (-b if right._sign else b)
        if not total:
            return _make(negative_zero, 0, min(self._exp, other._exp))._fix(context)
        return _make(int(total < 0), abs(total), exponent)._fix(context)

    __radd__ = __add__

    def __sub__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        if self._special in ("n", "N") or other._special in ("n", "N"):
            return self._check_nans(other, getcontext() if context is None else _checked(context))
        return self.__add__(other.copy_negate(), context)

    def __rsub__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__sub__(self, context)

    def __mul__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._check_nans(other, context)
            if nan is not None:
                return nan
            if not self or not other:
                return context._signal(InvalidOperation, [InvalidOperation])
            return _infinity(sign)
        return _make(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    __rmul__ = __mul__

    def __truediv__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._check_nans(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return context._signal(InvalidOperation, [InvalidOperation])
            if self._special:
                return _infinity(sign)
            context._signal(Clamped)
            return _make(sign, 0, context.Etiny())
        if not other._int:
            if not self._int:
                return context._signal(DivisionUndefined, [DivisionUndefined])
            return context._signal(DivisionByZero, [DivisionByZero], _infinity(sign))
        ideal = self._exp - other._exp
        if not self._int:
            return _make(sign, 0, ideal)._fix(context)
        shift = _digits(other._int) - _digits(self._int) + context.prec + 1
        exponent = ideal - shift
        if shift >= 0:
            quotient, remainder = divmod(self._int * 10 ** shift, other._int)
        else:
            quotient, remainder = divmod(self._int, other._int * 10 ** -shift)
        if remainder:
            # A digit that is neither 0 nor 5, so that rounding knows of the rest.
            if quotient % 5 == 0:
                quotient += 1
        else:
            while exponent < ideal and quotient % 10 == 0:
                quotient //= 10
                exponent += 1
        return _make(sign, quotient, exponent)._fix(context)

    def __rtruediv__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__truediv__(self, context)

    def _divide(self, other, context):
        # Whole quotient and remainder; finite, `other` not zero.
        sign = self._sign ^ other._sign
        ideal = self._exp if other._special else min(self._exp, other._exp)
        distance = self.adjusted() - other.adjusted() if not other._special else -2
        if not self or other._special or distance <= -2:
            return _make(sign, 0, 0), _make(self._sign, *_rescaled(self, ideal, context.rounding))._fix(context)
        if distance <= context.prec:
            a, b = self._int, other._int
            if self._exp >= other._exp:
                a *= 10 ** (self._exp - other._exp)
            else:
                b *= 10 ** (other._exp - self._exp)
            quotient, remainder = divmod(a, b)
            if _digits(quotient) <= context.prec:
                return _make(sign, quotient, 0), _make(self._sign, remainder, ideal)._fix(context)
        failed = context._signal(DivisionImpossible, [DivisionImpossible])
        return failed, failed

    def __divmod__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                failed = context._signal(InvalidOperation, [InvalidOperation])
                return failed, failed
            return _infinity(sign), context._signal(InvalidOperation, [InvalidOperation])
        if not other:
            if not self:
                failed = context._signal(DivisionUndefined, [DivisionUndefined])
                return failed, failed
            return (
                context._signal(DivisionByZero, [DivisionByZero], _infinity(sign)),
                context._signal(InvalidOperation, [InvalidOperation]),
            )
        return self._divide(other, context)

    def __rdivmod__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__divmod__(self, context)

    def __mod__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special:
            return context._signal(InvalidOperation, [InvalidOperation])
        if not other:
            error = InvalidOperation if self else DivisionUndefined
            return context._signal(error, [error])
        return self._divide(other, context)[1]

    def __rmod__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__mod__(self, context)

    def __floordiv__(self, other, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                return context._signal(InvalidOperation, [InvalidOperation])
            return _infinity(sign)
        if not other:
            if not self:
                return context._signal(DivisionUndefined, [DivisionUndefined])
            return context._signal(DivisionByZero, [DivisionByZero], _infinity(sign))
        # The remainder is of no interest, nor what it signals.
        quiet = context._shallow(context.rounding)
        _set(quiet, "flags", _SignalDict(context.flags))
        _set(quiet, "traps", _SignalDict(context.traps))
        for signal in _SIGNALS:
            if signal is not InvalidOperation:
                quiet.traps[signal] = False
        quotient = self._divide(other, quiet)[0]
        if quotient._special:
            context.flags[InvalidOperation] = True
        return quotient._fix(context)

    def __rfloordiv__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__floordiv__(self, context)

    def remainder_near(self, other, context=None):
        """What is left of the nearest multiple."""
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special or not other:
            error = InvalidOperation if self or self._special else DivisionUndefined
            return context._signal(error, [error])
        if other._special:
            return self._fix(context)
        ideal = min(self._exp, other._exp)
        if not self:
            return _make(self._sign, 0, ideal)._fix(context)
        distance = self.adjusted() - other.adjusted()
        if distance >= context.prec + 1:
            return context._signal(DivisionImpossible, [DivisionImpossible])
        if distance <= -2:
            return _make(self._sign, *_rescaled(self, ideal, context.rounding))._fix(context)
        a = self._int * 10 ** (self._exp - ideal)
        b = other._int * 10 ** (other._exp - ideal)
        quotient, remainder = divmod(a, b)
        sign = self._sign
        if 2 * remainder + (quotient & 1) > b:
            remainder, quotient = b - remainder, quotient + 1
            sign = 1 - sign
        if _digits(quotient) > context.prec:
            return context._signal(DivisionImpossible, [DivisionImpossible])
        return _make(sign, remainder, ideal)._fix(context)

    def fma(self, other, third, context=None):
        """`self * other + third`, rounded once."""
        other, third, context = _argument(other), _argument(third), getcontext() if context is None else _checked(context)
        if self._special or other._special:
            for number in (self, other):
                if number._special == "N":
                    return context._signal(InvalidOperation, [InvalidOperation], number)
            for number in (self, other):
                if number._special == "n":
                    return number._check_nans(third, context)
            if not self or not other:
                return context._signal(InvalidOperation, [InvalidOperation])
            product = _infinity(self._sign ^ other._sign)
        else:
            product = _make(self._sign ^ other._sign, self._int * other._int, self._exp + other._exp)
        return product.__add__(third, context)

    def __pow__(self, other, modulo=None, context=None):
        other = _convert(other)
        if other is None:
            return NotImplemented
        context = getcontext() if context is None else _checked(context)
        if modulo is not None:
            modulo = _convert(modulo)
            return NotImplemented if modulo is None else self._power_modulo(other, modulo, context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if not other:
            if not self:
                return context._signal(InvalidOperation, [InvalidOperation])
            return Decimal(1)
        whole = other._is_whole() and not (other._special and self)
        sign = 0
        base = self
        if self._sign == 1:
            if whole:
                sign = other._is_odd()
            elif self:
                return context._signal(InvalidOperation, [InvalidOperation])
            base = self.copy_negate()
        if not base:
            return _make(sign, 0, 0) if other._sign == 0 else _infinity(sign)
        if base._special:
            return _infinity(sign) if other._sign == 0 else _make(sign, 0, 0)
        order = base._order(Decimal(1))
        if order == 0:
            if whole:
                if other._sign or other._special:
                    exponent = 1 - context.prec
                    if not other._special:
                        exponent = 0
                    rounded = exponent < 0
                else:
                    exponent = base._exp * min(int(other), context.prec)
                    rounded = exponent < 1 - context.prec
                    exponent = max(exponent, 1 - context.prec)
                if rounded:
                    context._signal(Rounded)
                return _make(sign, 10 ** -exponent, exponent)
            context._signal(Inexact)
            context._signal(Rounded)
            return _make(sign, 10 ** (context.prec - 1), 1 - context.prec)
        if other._special:
            if (other._sign == 0) == (order < 0):
                return _make(sign, 0, 0)
            return _infinity(sign)
        # Out of range at once?
        weight = base._log10_weight() + other.adjusted()
        grows = (base.adjusted() >= 0) == (other._sign == 0)
        if weight >= len(str(context.Emax if grows else -context.Etiny())) + 1:
            if grows:
                return _make(sign, 1, context.Emax + 1)._fix(context)
            return _make(sign, 1, context.Etiny() - 1)._fix(context)
        # One digit more: no approximation tells how a tie is rounded.
        exact = base._exact_power(other, context.prec + 1)
        if exact is not None:
            coefficient, exponent = exact
            result = _make(sign, coefficient, exponent)
            if not whole:
                # As if it were rounded: the full number of digits.
                wanted = context.prec + 1 - _digits(coefficient)
                if wanted > 0:
                    result = _make(sign, coefficient * 10 ** wanted, exponent - wanted)
                quiet = context.copy()
                quiet.clear_flags()
                quiet._no_traps()
                result = result._fix(quiet)
                quiet._signal(Inexact)
                if quiet.flags[Subnormal]:
                    quiet._signal(Underflow)
                for signal in (Underflow, Subnormal, Inexact, Rounded, Clamped, Overflow):
                    if quiet.flags[signal]:
                        if signal is Overflow:
                            return context._overflow(sign)
                        context._signal(signal)
                return result
            return result._fix(context)
        extra = 4
        while True:
            result = _power(base, other, context.prec + extra)
            if _roundable(result[0], context.prec):
                return _make(sign, *result)._fix(context)
            extra += 6

    def __rpow__(self, other, context=None):
        other = _convert(other)
        return NotImplemented if other is None else other.__pow__(self, context=context)

    def _power_modulo(self, other, modulo, context):
        for number in (self, other, modulo):
            if number._special == "N":
                return context._signal(InvalidOperation, [InvalidOperation], number)
        for number in (self, other, modulo):
            if number._special == "n":
                return number._fix_nan(context)
        good = self._is_whole() and other._is_whole() and modulo._is_whole() and not other._sign and modulo
        good = good and not (self._special or other._special or modulo._special)
        if not good or modulo.adjusted() >= context.prec or not other and not self:
            return context._signal(InvalidOperation, [InvalidOperation])
        sign = self._sign if other._is_odd() else 0
        number = pow(abs(int(self)), int(other), abs(int(modulo)))
        return _make(sign, number, 0)

    def _is_whole(self):
        if self._special:
            return self._special == "F"
        if self._exp >= 0 or not self._int:
            return True
        return -self._exp <= _digits(self._int) and self._int % 10 ** -self._exp == 0

    def _is_odd(self):
        if self._special or self._exp > 0 or not self._int:
            return 0
        return self._int // 10 ** -self._exp % 2

    def _log10_weight(self):
        # A lower bound of the adjusted exponent of log10.
        adjusted = self.adjusted()
        if adjusted >= 1:
            return len(str(adjusted)) - 1
        if adjusted <= -2:
            return len(str(-1 - adjusted)) - 1
        difference = self._int - 10 ** -self._exp if self._exp < 0 else self._int
        if adjusted == 0 and self._exp < 0:
            return len(str(abs(difference))) + self._exp - 2
        return 0 if self._exp >= 0 else len(str(abs(difference))) + self._exp - 2

    def _exact_power(self, other, prec):
        # Coefficient and exponent where the power has no more than `prec` digits.
        coefficient, exponent = self._int, self._exp
        while coefficient % 10 == 0:
            coefficient //= 10
            exponent += 1
        numerator, denominator = other.as_integer_ratio()
        if coefficient == 1:
            power = exponent * numerator
            if power % denominator:
                return None
            power //= denominator
            if other._sign == 0 and other._is_whole():
                ideal = self._exp * int(other)
                zeros = max(0, min(power - ideal, prec - 1))
            else:
                zeros = 0
            return 10 ** zeros, power - zeros
        if numerator < 0:
            # One over it is exact for powers of two or five alone.
            numerator = -numerator
            root = self._exact_root(coefficient, exponent, denominator)
            if root is None:
                return None
            coefficient, exponent = root
            if coefficient.bit_length() * numerator > prec * 8 + 64:
                return None
            value, twos, fives = coefficient, 0, 0
            while value % 2 == 0:
                value //= 2
                twos += 1
            while value % 5 == 0:
                value //= 5
                fives += 1
            if value != 1:
                return None
            shift = max(twos, fives) * numerator
            result = 10 ** shift // coefficient ** numerator
            return (result, -exponent * numerator - shift) if _digits(result) <= prec else None
        root = self._exact_root(coefficient, exponent, denominator)
        if root is None:
            return None
        coefficient, exponent = root
        if (coefficient.bit_length() - 1) * numerator > prec * 4:
            return None
        coefficient, exponent = coefficient ** numerator, exponent * numerator
        if _digits(coefficient) > prec:
            return None
        if other._sign == 0 and other._is_whole():
            zeros = min(exponent - self._exp * numerator, prec - _digits(coefficient))
            if zeros > 0:
                return coefficient * 10 ** zeros, exponent - zeros
        return coefficient, exponent

    @staticmethod
    def _exact_root(coefficient, exponent, degree):
        if degree == 1:
            return coefficient, exponent
        if degree > coefficient.bit_length() * 4 + 64 or exponent % degree and degree % 2 and degree % 5:
            return None
        for shift in range(degree if degree < 64 else 1):
            if (exponent - shift) % degree:
                continue
            value = coefficient * 10 ** shift
            root = _integer_root(value, degree)
            if root ** degree == value:
                return root, (exponent - shift) // degree
            return None
        return None

    # ---- other operations

    def quantize(self, exp, rounding=None, context=None):
        """As many places as `exp` has."""
        exp, context = _argument(exp), getcontext() if context is None else _checked(context)
        rounding = _rounding(rounding, context)
        if self._special or exp._special:
            nan = self._check_nans(exp, context)
            if nan is not None:
                return nan
            if self._special and exp._special:
                return _make(self._sign, 0, 0, "F")
            return context._signal(InvalidOperation, [InvalidOperation])
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._signal(InvalidOperation, [InvalidOperation])
        if not self._int:
            return _make(self._sign, 0, exp._exp)._fix(context)
        adjusted = self.adjusted()
        if adjusted > context.Emax or adjusted - exp._exp + 1 > context.prec:
            return context._signal(InvalidOperation, [InvalidOperation])
        number, exponent = _rescaled(self, exp._exp, rounding)
        result = _make(self._sign, number, exponent)
        if result.adjusted() > context.Emax or _digits(number) > context.prec:
            return context._signal(InvalidOperation, [InvalidOperation])
        if number and result.adjusted() < context.Emin:
            context._signal(Subnormal)
        if exponent > self._exp:
            if number * 10 ** (exponent - self._exp) != self._int:
                context._signal(Inexact)
            context._signal(Rounded)
        return result._fix(context)

    def same_quantum(self, other, context=None):
        other = _argument(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def to_integral_exact(self, rounding=None, context=None):
        context = getcontext() if context is None else _checked(context)
        rounding = _rounding(rounding, context)
        if self._special:
            nan = self._check_nans(None, context)
            return nan if nan is not None else _make(self._sign, 0, 0, "F")
        if self._exp >= 0:
            return _make(self._sign, self._int, self._exp)
        if not self._int:
            return _make(self._sign, 0, 0)
        number, lost = _cut(self._sign, self._int, -self._exp, rounding)
        if lost:
            context._signal(Inexact)
        context._signal(Rounded)
        return _make(self._sign, number, 0)

    def to_integral_value(self, rounding=None, context=None):
        context = getcontext() if context is None else _checked(context)
        rounding = _rounding(rounding, context)
        if self._special:
            nan = self._check_nans(None, context)
            return nan if nan is not None else _make(self._sign, 0, 0, "F")
        if self._exp >= 0:
            return _make(self._sign, self._int, self._exp)
        return _make(self._sign, _cut(self._sign, self._int, -self._exp, rounding)[0], 0)

    to_integral = to_integral_value

    def normalize(self, context=None):
        """Without zeros at the end."""
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        result = self._fix(context)
        if result._special:
            return result
        if not result._int:
            return _make(result._sign, 0, 0)
        number, exponent = result._int, result._exp
        highest = context.Emax if not context.clamp else context.Etop()
        while number % 10 == 0 and exponent < highest:
            number //= 10
            exponent += 1
        return _make(result._sign, number, exponent)

    def sqrt(self, context=None):
        """The square root."""
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if self._special and not self._sign:
            return self
        if not self:
            return _make(self._sign, 0, self._exp >> 1)._fix(context)
        if self._sign:
            return context._signal(InvalidOperation, [InvalidOperation])
        exponent = self._exp >> 1
        number = self._int * 10 if self._exp & 1 else self._int
        shift = context.prec + 1 - (_digits(number) + 1 >> 1)
        if shift >= 0:
            value, exact = number * 100 ** shift, True
        else:
            value, left = divmod(number, 100 ** -shift)
            exact = not left
        root = _math.isqrt(value)
        exact = exact and root * root == value
        if exact:
            if shift >= 0:
                root //= 10 ** shift
            else:
                root *= 10 ** -shift
        else:
            exponent -= shift
            if root % 5 == 0:
                root += 1
        context = context._shallow(ROUND_HALF_EVEN)
        return _make(0, root, exponent)._fix(context)

    def exp(self, context=None):
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if self._special:
            return Decimal(0) if self._sign else self
        if not self:
            return Decimal(1)
        prec, adjusted = context.prec, self.adjusted()
        context = context._shallow(ROUND_HALF_EVEN)
        if not self._sign and adjusted > len(str((context.Emax + 1) * 3)):
            return _make(0, 1, context.Emax + 1)._fix(context)
        if self._sign and adjusted > len(str((-context.Etiny() + 1) * 3)):
            return _make(0, 1, context.Etiny() - 1)._fix(context)
        if adjusted < -prec - 1:
            if self._sign:
                return _make(0, 10 ** (prec + 1) - 1, -prec - 1)._fix(context)
            return _make(0, 10 ** (prec + 1) + 1, -prec - 1)._fix(context)
        extra = 3
        while True:
            number, exponent = _exponential(self, prec + extra)
            if _roundable(number, prec):
                return _make(0, number, exponent)._fix(context)
            extra += 5

    def ln(self, context=None):
        """The natural logarithm."""
        return self._logarithm(getcontext() if context is None else _checked(context), False)

    def log10(self, context=None):
        """The logarithm for ten."""
        return self._logarithm(getcontext() if context is None else _checked(context), True)

    def _logarithm(self, context, ten):
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self:
            return _infinity(1)
        if self._special and not self._sign:
            return _infinity(0)
        if self._sign:
            return context._signal(InvalidOperation, [InvalidOperation])
        if self._order(Decimal(1)) == 0:
            return Decimal(0)
        context = context._shallow(ROUND_HALF_EVEN)
        if ten:
            digits = _text(self._int)
            if digits[0] == "1" and not digits[1:].strip("0"):
                return Decimal(self._exp + len(digits) - 1)._fix(context)
        extra = 3
        while True:
            places = context.prec + extra - min(0, self._log10_weight())
            number = _ln_fixed(self._int, self._exp, places + 3)
            if ten:
                number = _divide_near(number * 10 ** (places + 3), _ln10(places + 3))
            number = _divide_near(number, 1000)
            if number and _roundable(abs(number), context.prec):
                return _make(int(number < 0), abs(number), -places)._fix(context)
            extra += 5

    def logb(self, context=None):
        """The exponent of the first digit."""
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if self._special:
            return _infinity(0)
        if not self:
            return context._signal(DivisionByZero, [DivisionByZero], _infinity(1))
        return Decimal(self.adjusted())._fix(context)

    def scaleb(self, other, context=None):
        """Times a power of ten."""
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        limit = 2 * (context.Emax + context.prec)
        if other._special or other._exp != 0 or not -limit <= int(other) <= limit:
            return context._signal(InvalidOperation, [InvalidOperation])
        if self._special:
            return self
        return _make(self._sign, self._int, self._exp + int(other))._fix(context)

    def _shifted(self, other, context, turn):
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if other._special or other._exp != 0 or not -context.prec <= int(other) <= context.prec:
            return context._signal(InvalidOperation, [InvalidOperation])
        if self._special:
            return self
        places, prec = int(other), context.prec
        digits = _text(self._int).zfill(prec)[-prec:]
        if turn:
            digits = digits[places % prec:] + digits[:places % prec]
        elif places < 0:
            digits = digits[:places]
        else:
            digits = (digits + "0" * places)[-prec:]
        return _make(self._sign, int(digits or "0"), self._exp)

    def rotate(self, other, context=None):
        return self._shifted(other, context, True)

    def shift(self, other, context=None):
        return self._shifted(other, context, False)

    def _extreme(self, other, context, sign, magnitude):
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        if self.is_nan() or other.is_nan():
            if self._special == "n" and not other.is_nan():
                return other._fix(context)
            if other._special == "n" and not self.is_nan():
                return self._fix(context)
            return self._check_nans(other, context)
        left, right = (self.copy_abs(), other.copy_abs()) if magnitude else (self, other)
        order = left._order(right)
        if order == 0:
            order = int(self.compare_total(other))
        chosen = self if order * sign >= 0 else other
        return _make(chosen._sign, chosen._int, chosen._exp, chosen._special)._fix(context)

    def max(self, other, context=None):
        return self._extreme(other, context, 1, False)

    def min(self, other, context=None):
        return self._extreme(other, context, -1, False)

    def max_mag(self, other, context=None):
        return self._extreme(other, context, 1, True)

    def min_mag(self, other, context=None):
        return self._extreme(other, context, -1, True)

    def _neighbour(self, context, rounding):
        context = getcontext() if context is None else _checked(context)
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        down = rounding == ROUND_FLOOR
        if self._special:
            if self._sign == int(down):
                return _infinity(self._sign)
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        quiet = context.copy()
        quiet.rounding = rounding
        quiet._no_traps()
        fixed = self._fix(quiet)
        if fixed._order(self) != 0:
            return fixed
        return self.__add__(_make(int(down), 1, quiet.Etiny() - 1), quiet)

    def next_minus(self, context=None):
        return self._neighbour(context, ROUND_FLOOR)

    def next_plus(self, context=None):
        return self._neighbour(context, ROUND_CEILING)

    def next_toward(self, other, context=None):
        other, context = _argument(other), getcontext() if context is None else _checked(context)
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        order = self._order(other)
        if order == 0:
            return self.copy_sign(other)
        result = self.next_plus(context) if order < 0 else self.next_minus(context)
        if result._special:
            context._signal(Overflow)
            context._signal(Inexact)
            context._signal(Rounded)
        elif result.adjusted() < context.Emin:
            context._signal(Underflow)
            context._signal(Subnormal)
            context._signal(Inexact)
            context._signal(Rounded)
            if not result:
                context._signal(Clamped)
        return result

    def _bits(self, other, context, operate):
        context = getcontext() if context is None else _checked(context)
        numbers = [self] if other is None else [self, _argument(other)]
        texts = []
        for number in numbers:
            text = str(number._int)
            if number._special or number._sign or number._exp or text.strip("01"):
                return context._signal(InvalidOperation, [InvalidOperation])
            texts.append(text.zfill(context.prec)[-context.prec:])
        return _make(0, int("".join([str(operate(*map(int, bits))) for bits in zip(*texts)])), 0)

    def logical_and(self, other, context=None):
        return self._bits(other, context, lambda a, b: a & b)

    def logical_or(self, other, context=None):
        return self._bits(other, context, lambda a, b: a | b)

    def logical_xor(self, other, context=None):
        return self._bits(other, context, lambda a, b: a ^ b)

    def logical_invert(self, context=None):
        return self._bits(None, context, lambda a: 1 - a)


_numbers.Number.register(Decimal)


class _Magnitude:
    # Orders numbers by value.
    def __init__(self, number):
        self._number = number.copy_abs()

    def __eq__(self, other):
        return self._number._order(other._number) == 0

    def __lt__(self, other):
        return self._number._order(other._number) < 0

    def __gt__(self, other):
        return self._number._order(other._number) > 0


class _Reversed:
    def __init__(self, inner):
        self._inner = inner

    def __eq__(self, other):
        return self._inner == other._inner

    def __lt__(self, other):
        return self._inner > other._inner

    def __gt__(self, other):
        return self._inner < other._inner


def _of_float(value):
    if value != value or value in (float("inf"), float("-inf")):
        return _parse(repr(value))
    sign = int(_math.copysign(1.0, value) < 0)
    numerator, denominator = abs(value).as_integer_ratio()
    power = denominator.bit_length() - 1
    return sign, numerator * 5 ** power, -power, None


def _rescaled(number, exponent, rounding):
    # The coefficient for another exponent.
    if not number._int:
        return 0, exponent
    if number._exp >= exponent:
        return number._int * 10 ** (number._exp - exponent), exponent
    return _cut(number._sign, number._int, exponent - number._exp, rounding)[0], exponent


# ---- functions on integers: fixed point with so many places


def _divide_near(a, b):
    # To the nearest, half to even.
    quotient, remainder = divmod(a, b)
    return quotient + (2 * remainder + (quotient & 1) > b)


def _integer_root(number, degree):
    # The root, rounded down.
    if number < 2:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _roundable(number, prec):
    # Whether an error in the last digit cannot change how it is rounded.
    extra = _digits(number) - prec
    if extra < 2:
        return False
    tail = number % 10 ** (extra)
    half = 5 * 10 ** (extra - 1)
    return 10 < tail < 10 ** extra - 10 and abs(tail - half) > 10


def _ln_unit(number, scale):
    # scale * ln(number / scale), by the area tangent of a value near 1.
    halvings = 0
    while abs(number - scale) * 64 > scale:
        number = _math.isqrt(number * scale)
        halvings += 1
    x = (number - scale) * scale // (number + scale)
    square = x * x // scale
    total, power, odd = 0, x, 1
    while power:
        total += power // odd
        power = power * square // scale if power > 0 else -(-power * square // scale)
        odd += 2
    return 2 * total << halvings


_known_ln10 = [0, 0]


def _ln10(places):
    if _known_ln10[0] < places:
        guard = places + 20
        scale = 10 ** guard
        # ln 10 = 3 ln 2 + ln 1.25
        two, quarter = _ln_unit(2 * scale, scale), _ln_unit(scale + scale // 4, scale)
        _known_ln10[:] = places, (3 * two + quarter) // 10 ** 20
    return _known_ln10[1] // 10 ** (_known_ln10[0] - places)


def _ln_fixed(coefficient, exponent, places):
    # ln of coefficient * 10**exponent.
    guard = places + 15 + len(str(abs(exponent) + _digits(coefficient)))
    scale = 10 ** guard
    shift = _digits(coefficient)
    power = exponent + shift
    if 0 <= power <= 1:
        # Near 1: without the difference of two large numbers.
        value = coefficient * 10 ** (guard + exponent) if guard + exponent >= 0 else coefficient // 10 ** -(guard + exponent)
        return _ln_unit(value, scale) // 10 ** (guard - places)
    value = coefficient * 10 ** (guard - shift) if guard >= shift else coefficient // 10 ** (shift - guard)
    return (_ln_unit(value, scale) + power * _ln10(guard)) // 10 ** (guard - places)


def _exp_unit(number, scale):
    # scale * exp(number / scale)
    halvings = max(0, number.bit_length() - scale.bit_length() + 8)
    number >>= halvings
    total = term = scale
    step = 1
    while term:
        term = term * number // (scale * step)
        total += term
        step += 1
    for _ in range(halvings):
        total = total * total // scale
    return total


def _exp_fixed(number, places, digits):
    # exp(number / 10**places) as (coefficient, exponent) with about so many digits.
    ten = _ln10(places)
    power, rest = divmod(number, ten)
    guard = digits + 15
    scale = 10 ** guard
    rest = rest * 10 ** (guard - places) if guard >= places else rest // 10 ** (places - guard)
    value = _exp_unit(rest, scale)
    return value // 10 ** 13, power - guard + 13


def _exponential(number, digits):
    places = digits + 20 + max(0, number.adjusted() + 1)
    value = _rescaled(number, -places, ROUND_DOWN)[0]
    return _exp_fixed(-value if number._sign else value, places, digits)


def _power(base, other, digits):
    places = digits + 25 + max(0, other.adjusted() + 1) + len(str(abs(base.adjusted()) + 1))
    logarithm = _ln_fixed(base._int, base._exp, places)
    value = logarithm * other._int
    value = value * 10 ** other._exp if other._exp >= 0 else value // 10 ** -other._exp
    return _exp_fixed(-value if other._sign else value, places, digits)


# ---- formatting


def _formatted(number, specifier, context):
    import re
    match = re.fullmatch(
        r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<z>z)?(?P<zero>0)?(?P<width>\d+)?"
        r"(?P<comma>,)?(?:\.(?P<prec>\d+))?(?P<type>[eEfFgGn%])?", specifier, re.DOTALL,
    )
    if match is None:
        raise ValueError("invalid format string")
    spec = match.groupdict()
    align, fill = spec["align"], spec["fill"]
    if spec["zero"]:
        if align is not None:
            raise ValueError("invalid format string")
        align, fill = "=", "0"
    align, fill = align or ">", fill or " "
    width, kind = int(spec["width"] or 0), spec["type"]
    upper = kind in ("E", "F", "G") or kind is None and context.capitals
    if number._special:
        sign = "-" if number._sign else ""
        body = str(number.copy_abs()) + ("%" if kind == "%" else "")
        if fill == "0" and align == "=":
            fill = " "
            align = ">"
        point, fraction, power = "", "", ""
    else:
        precision = None if spec["prec"] is None else int(spec["prec"])
        rounding = context.rounding
        value = number
        if kind == "%":
            value = _make(value._sign, value._int, value._exp + 2)
        if kind in ("g", "G", "n") and precision == 0 or kind is None and precision == 0:
            precision = 1
        if precision is not None:
            if kind in ("e", "E"):
                value = _to_digits(value, precision + 1, rounding)
            elif kind in ("f", "F", "%"):
                value = _make(value._sign, *_rescaled(value, -precision, rounding))
            elif value._int and _digits(value._int) > precision:
                value = _to_digits(value, precision, rounding)
        if not value._int and value._exp > 0 and kind in ("f", "F", "%"):
            value = _make(value._sign, 0, 0)
        if spec["z"] and not value._int and kind in ("e", "E", "f", "F", "g", "G", "%"):
            value = value.copy_abs()
        sign = "-" if value._sign else ""
        digits = _text(value._int)
        left = value._exp + len(digits)
        if kind in ("e", "E"):
            where = 1
            if not value._int and precision is not None:
                digits, left = "0" * (precision + 1), number._exp + precision + 1
        elif kind in ("f", "F", "%"):
            where = left
        elif value._exp <= 0 and left > -6:
            where = left
        else:
            where = 1
        if where < 0:
            body, fraction = "0", "0" * -where + digits
        elif where > len(digits):
            body, fraction = digits + "0" * (where - len(digits)), ""
        else:
            body, fraction = digits[:where] or "0", digits[where:]
        shown = left - where
        power = ""
        if shown or kind in ("e", "E"):
            power = "%s%+d" % ("E" if upper else "e", shown)
        if kind == "%":
            power += "%"
        point = "." if fraction else ""
    sign = sign or ("" if spec["sign"] in (None, "-") else spec["sign"])
    tail = point + fraction + power
    if spec["comma"] and not number._special:
        least = max(1, width - len(sign) - len(tail)) if fill == "0" and align == "=" else 1
        digits = body
        groups = f"{int(digits):,}" if digits.isdecimal() else digits
        while len(groups) < least:
            digits = "0" + digits
            pieces = []
            rest = digits
            while len(rest) > 3:
                pieces.insert(0, rest[-3:])
                rest = rest[:-3]
            groups = ",".join([rest, *pieces])
        body = groups
    body += tail
    missing = width - len(sign) - len(body)
    if missing <= 0:
        return sign + body
    if align == "=":
        return sign + fill * missing + body
    text = sign + body
    if align == "<":
        return text + fill * missing
    if align == "^":
        half = missing // 2
        return fill * half + text + fill * (missing - half)
    return fill * missing + text


def _to_digits(number, count, rounding):
    # Rounded to so many digits.
    if not number._int:
        return _make(number._sign, 0, number.adjusted() + 1 - count)
    exponent = number.adjusted() + 1 - count
    coefficient, exponent = _rescaled(number, exponent, rounding)
    if _digits(coefficient) > count:
        coefficient, exponent = coefficient // 10, exponent + 1
    return _make(number._sign, coefficient, exponent)


# ---- contexts

_FIELDS = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps")


class _SignalDict(dict):
    # Flags or traps: only the known signals, which cannot be removed.
    def __setitem__(self, key, value):
        if key not in self:
            raise KeyError(_WRONG_SIGNAL)
        dict.__setitem__(self, key, bool(value))

    def __delitem__(self, key):
        raise ValueError("signal keys cannot be deleted")


_WRONG_SIGNAL = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   " \
    "Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]"


def _of_list(signals):
    for signal in signals:
        if signal not in _SIGNALS:
            raise KeyError(_WRONG_SIGNAL)
    return {signal: signal in signals for signal in _SIGNALS}


class Context:
    """Precision, rounding, limits, what was signalled and what raises."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        base = globals().get("DefaultContext")
        self.prec = base.prec if prec is None else prec
        self.rounding = base.rounding if rounding is None else rounding
        self.Emin = base.Emin if Emin is None else Emin
        self.Emax = base.Emax if Emax is None else Emax
        self.capitals = base.capitals if capitals is None else capitals
        self.clamp = base.clamp if clamp is None else clamp
        self.traps = base.traps if traps is None else _of_list(traps) if isinstance(traps, list) else traps
        self.flags = _of_list([]) if flags is None else _of_list(flags) if isinstance(flags, list) else flags

    def __setattr__(self, name, value):
        if name in ("prec", "Emin", "Emax", "capitals", "clamp"):
            low, high = {
                "prec": (1, MAX_PREC), "Emin": (MIN_EMIN, 0), "Emax": (0, MAX_EMAX), "capitals": (0, 1), "clamp": (0, 1),
            }[name]
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            if not low <= value <= high:
                words = {"prec": "[1, MAX_PREC]", "Emin": "[MIN_EMIN, 0]", "Emax": "[0, MAX_EMAX]"}.get(name)
                raise ValueError(f"valid range for {name} is {words}" if words
                                 else f"valid values for {name} are 0 or 1")
        elif name == "rounding":
            if value not in _ROUNDINGS:
                raise TypeError(_WRONG_ROUNDING)
        elif name in ("flags", "traps"):
            if not isinstance(value, dict):
                raise TypeError("argument must be a signal dict")
            if len(value) != len(_SIGNALS) or not all([key in _SIGNALS for key in value]):
                raise KeyError("invalid signal dict")
            value = {signal: bool(value[signal]) for signal in _SIGNALS}
            value = _SignalDict(value)
        else:
            raise AttributeError("'decimal.Context' object has no attribute '%s'" % name)
        _set(self, name, value)

    def __delattr__(self, name):
        raise AttributeError("context attributes cannot be deleted")

    def __repr__(self):
        names = lambda signals: ", ".join([signal.__name__ for signal in _SIGNALS if signals[signal]])
        return (
            "Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[%s], traps=[%s])" % (
                self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, names(self.flags), names(self.traps))
        )

    def __reduce__(self):
        on = lambda signals: [signal for signal in _SIGNALS if signals[signal]]
        return Context, (
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, on(self.flags), on(self.traps),
        )

    def copy(self):
        return Context(
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, self.flags, self.traps,
        )

    __copy__ = copy

    def _shallow(self, rounding):
        # With another rounding; flags and traps are shared.
        other = object.__new__(Context)
        for name in _FIELDS:
            _set(other, name, getattr(self, name))
        _set(other, "rounding", rounding)
        return other

    def _no_traps(self):
        for signal in _SIGNALS:
            self.traps[signal] = False

    def clear_flags(self):
        for signal in _SIGNALS:
            self.flags[signal] = False

    def clear_traps(self):
        self._no_traps()

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def radix(self):
        return Decimal(10)

    def _signal(self, signal, words=None, result=None):
        # Raises if it is trapped, else sets the flag: the result of the operation.
        flag = _PARENT.get(signal, signal)
        self.flags[flag] = True
        if self.traps[flag]:
            raise flag(words) if words is not None else flag([signal])
        if issubclass(signal, InvalidOperation):
            return result._fix_nan(self) if result is not None else _nan()
        return result

    def _overflow(self, sign):
        self._signal(Overflow)
        if self.rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP) or (
            self.rounding == (ROUND_FLOOR if sign else ROUND_CEILING)
        ):
            return _infinity(sign)
        return _make(sign, 10 ** self.prec - 1, self.Etop())

    def create_decimal(self, num="0", /):
        """Rounded to this context."""
        if isinstance(num, str) and (num != num.strip() or "_" in num):
            return self._signal(ConversionSyntax, [ConversionSyntax])
        number = Decimal(num, context=self)
        if number.is_nan() and _digits(number._int) > self.prec - self.clamp:
            return self._signal(ConversionSyntax, [ConversionSyntax])
        return number._fix(self) if number._special != "N" else number

    def create_decimal_from_float(self, f, /):
        return Decimal.from_float(f)._fix(self)

    def divmod(self, a, b, /):
        return _argument(a).__divmod__(_argument(b), context=self)

    def _apply(self, a, /):
        return _argument(a)._fix(self)

    def power(self, a, b, modulo=None):
        return _argument(a).__pow__(_argument(b), None if modulo is None else _argument(modulo), context=self)

    def number_class(self, a, /):
        return _argument(a).number_class(context=self)

    def to_sci_string(self, a, /):
        return _argument(a).__str__(context=self)

    def to_eng_string(self, a, /):
        return _argument(a).to_eng_string(context=self)

    def copy_decimal(self, a, /):
        return _argument(a)

    def is_normal(self, a, /):
        return _argument(a).is_normal(context=self)

    def is_subnormal(self, a, /):
        return _argument(a).is_subnormal(context=self)


def _method(name, method, takes_context=True, count=None):
    # A method of Decimal as one of the context.
    def call(self, a, /, *args):
        if count is not None and len(args) >= count:
            raise TypeError(f"Context.{name}() takes exactly one argument ({len(args) + 1} given)")
        a = _argument(a)
        if not takes_context:
            return getattr(a, method)(*args)
        result = getattr(a, method)(*args, context=self)
        if result is NotImplemented:
            raise TypeError("conversion from %s to Decimal is not supported" % type(args[0]).__name__)
        return result

    call.__name__ = name
    call.__qualname__ = "Context." + name
    return call


for _name, _of in (
    ("add", "__add__"), ("subtract", "__sub__"), ("multiply", "__mul__"), ("divide", "__truediv__"), ("abs", "__abs__"),
    ("divide_int", "__floordiv__"), ("remainder", "__mod__"), ("plus", "__pos__"), ("minus", "__neg__"),
):
    setattr(Context, _name, _method(_name, _of))
for _name in (
    "compare", "compare_signal", "compare_total", "compare_total_mag", "copy_sign", "exp", "fma", "ln", "log10", "logb",
    "logical_and", "logical_invert", "logical_or", "logical_xor", "max", "max_mag", "min", "min_mag", "next_minus", "next_plus",
    "next_toward", "normalize", "quantize", "remainder_near", "rotate", "same_quantum", "scaleb", "shift", "sqrt",
):
    setattr(Context, _name, _method(_name, _name))
for _name in ("to_integral_exact", "to_integral_value"):
    setattr(Context, _name, _method(_name, _name, count=1))
for _name in (
    "canonical", "copy_abs", "copy_negate", "is_canonical", "is_finite", "is_infinite", "is_nan", "is_qnan", "is_signed",
    "is_snan", "is_zero",
):
    setattr(Context, _name, _method(_name, _name, False))

DefaultContext = Context(
    28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [DivisionByZero, Overflow, InvalidOperation],
)
BasicContext = Context(
    9, ROUND_HALF_UP, -999999, 999999, 1, 0, [],
    [DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow],
)
ExtendedContext = Context(9, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [])
del _name, _of, _exception
