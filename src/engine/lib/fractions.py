"""Rational numbers."""

import math
import operator
import re
import sys
from abc import update_abstractmethods
from numbers import Complex, Rational, Real

__all__ = ["Fraction"]

_FORM = re.compile(r"\s*([-+]?)(?=\d|\.\d)((?:D)?)(?:/(D)|(?:\.((?:D)?))?(?:[eE]([-+]?D))?)\s*\Z"
                   .replace("D", r"\d+(?:_\d+)*"))


def _is_decimal(value):
    # Whoever has one has imported its module.
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


class Fraction(Rational):
    """A fraction in lowest terms: of two whole numbers, of a float's exact value, or of a text."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None, *, _normalize=True):
        if denominator is None:
            if type(numerator) is int:
                return _make(cls, numerator, 1)
            if isinstance(numerator, Rational):
                return _make(cls, numerator.numerator, numerator.denominator)
            if isinstance(numerator, float) or _is_decimal(numerator):
                return _make(cls, *numerator.as_integer_ratio())
            if isinstance(numerator, str):
                return _make(cls, *_read(numerator))
            raise TypeError("argument should be a string or a Rational instance")
        if type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, Rational) and isinstance(denominator, Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        return _lowest(cls, numerator, denominator) if _normalize else _make(cls, numerator, denominator)

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a decimal."""
        if not (isinstance(dec, int) or _is_decimal(dec)):
            raise TypeError(
                f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(dec)

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if not isinstance(f, (int, float)):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(f)

    numerator = property(lambda self: self._numerator)
    denominator = property(lambda self: self._denominator)

    def as_integer_ratio(self):
        """Numerator and denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction with no greater denominator."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction; the closest lies at the last one, or between it and the next.
        before, last = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            if before[1] + whole * last[1] > max_denominator:
                break
            before, last = last, (before[0] + whole * last[0], before[1] + whole * last[1])
            n, d = d, n - whole * d
        steps = (max_denominator - before[1]) // last[1]
        between = Fraction(before[0] + steps * last[0], before[1] + steps * last[1])
        last = Fraction(*last)
        return last if abs(last - self) <= abs(between - self) else between

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __pow__(self, other):
        if not isinstance(other, Rational):
            return float(self) ** other
        if other.denominator != 1:
            return float(self) ** float(other)
        n, d, power = self._numerator, self._denominator, other.numerator
        if power < 0:
            if n == 0:
                raise ZeroDivisionError(f"Fraction({d ** -power}, 0)")
            n, d, power = (d, n, -power) if n > 0 else (-d, -n, -power)
        return _make(Fraction, n ** power, d ** power)

    def __rpow__(self, base):
        if self._denominator == 1 and self._numerator >= 0:
            return base ** self._numerator
        if isinstance(base, Rational):
            return Fraction(base.numerator, base.denominator) ** self
        return base ** (self._numerator if self._denominator == 1 else float(self))

    def __pos__(self):
        return _make(Fraction, self._numerator, self._denominator)

    def __neg__(self):
        return _make(Fraction, -self._numerator, self._denominator)

    def __abs__(self):
        return _make(Fraction, abs(self._numerator), self._denominator)

    def __int__(self):
        return operator.index(self.__trunc__())

    def __float__(self):
        return int(self._numerator) / int(self._denominator)

    def __bool__(self):
        return bool(self._numerator)

    def __trunc__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator or rest * 2 == self._denominator and whole % 2 == 0:
                return whole
            return whole + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        # Equal numbers have equal hashes: the quotient modulo this prime.
        prime = sys.hash_info.modulus
        if self._denominator % prime == 0:
            value = sys.hash_info.inf
        else:
            value = abs(self._numerator) * pow(self._denominator, -1, prime) % prime
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _make(cls, numerator, denominator):
    self = object.__new__(cls)
    self._numerator = numerator
    self._denominator = denominator
    return self


def _lowest(cls, numerator, denominator):
    common = math.gcd(numerator, denominator)
    if denominator < 0:
        common = -common
    return _make(cls, numerator // common, denominator // common)


def _read(text):
    form = _FORM.match(text)
    if form is None:
        raise ValueError(f"Invalid literal for Fraction: {text!r}")
    sign, whole, below, decimals, exponent = form.groups()
    numerator, denominator = int(whole or 0), 1
    if below:
        denominator = int(below)
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({int(sign + whole)}, 0)")
    else:
        if decimals:
            decimals = decimals.replace("_", "")
            denominator = 10 ** len(decimals)
            numerator = numerator * denominator + int(decimals)
        shift = int(exponent or 0)
        numerator *= 10 ** max(shift, 0)
        denominator *= 10 ** max(-shift, 0)
    made = _lowest(Fraction, -numerator if sign == "-" else numerator, denominator)
    return made._numerator, made._denominator


def _operation(name, exact, plain):
    # `a + b` and `b + a`: exact with whole numbers and fractions, plain with others.
    def both(a, b):
        if isinstance(b, (int, Fraction)):
            return exact(a._numerator, a._denominator, b.numerator, b.denominator)
        if isinstance(b, float):
            return plain(float(a), b)
        if isinstance(b, complex):
            return plain(complex(a), b)
        return NotImplemented

    def reflected(b, a):
        if isinstance(a, Rational):
            return exact(a.numerator, a.denominator, b._numerator, b._denominator)
        if isinstance(a, Real):
            return plain(float(a), float(b))
        if isinstance(a, Complex):
            return plain(complex(a), complex(b))
        return NotImplemented

    both.__name__, reflected.__name__ = f"__{name}__", f"__r{name}__"
    both.__qualname__, reflected.__qualname__ = f"Fraction.__{name}__", f"Fraction.__r{name}__"
    setattr(Fraction, f"__{name}__", both)
    setattr(Fraction, f"__r{name}__", reflected)


def _quotient(a, b, c, d):
    if c == 0:
        n = a * d
        raise ZeroDivisionError(f"Fraction({n // (math.gcd(n, b * c) or 1)}, 0)")
    return _lowest(Fraction, a * d, b * c)


def _rest(a, b, c, d):
    return _lowest(Fraction, a * d % (b * c), b * d)


_operation("add", lambda a, b, c, d: _lowest(Fraction, a * d + c * b, b * d), operator.add)
_operation("sub", lambda a, b, c, d: _lowest(Fraction, a * d - c * b, b * d), operator.sub)
_operation("mul", lambda a, b, c, d: _lowest(Fraction, a * c, b * d), operator.mul)
_operation("truediv", _quotient, operator.truediv)
_operation("floordiv", lambda a, b, c, d: a * d // (b * c), operator.floordiv)
_operation("mod", _rest, operator.mod)
_operation("divmod", lambda a, b, c, d: (a * d // (b * c), _rest(a, b, c, d)), divmod)


def _comparison(name, compare):
    def method(self, other):
        if isinstance(other, Rational):
            if name == "eq":
                return self._numerator == other.numerator and self._denominator == other.denominator
            return compare(self._numerator * other.denominator, other.numerator * self._denominator)
        if name == "eq" and isinstance(other, Complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return compare(0.0, other)
            return method(self, Fraction(other))
        return NotImplemented

    method.__name__, method.__qualname__ = f"__{name}__", f"Fraction.__{name}__"
    setattr(Fraction, f"__{name}__", method)


for _name in ("eq", "lt", "le", "gt", "ge"):
    _comparison(_name, getattr(operator, _name))
update_abstractmethods(Fraction)
