"""What is long and rare of `decimal`: the native part asks for it. Each function gets the context first."""

import math as _math
import numbers as _numbers
from collections.abc import MutableMapping as _MutableMapping
from _decimals import Decimal, number as _number, parts as _parts, result as _result

ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
# Conditions by the native part's numbers (rules.rs).
_INEXACT, _INVALID, _OVERFLOW, _ROUNDED = 0x40, 0x100, 0x800, 0x1000


# Texts of numbers that are longer than `str` and `int` take are made of pieces.
_LONGEST = 4000
_HUGE = 10 ** _LONGEST


def _digits(number):
    return len(str(number)) if number < _HUGE else _number(0, number, 0).adjusted() + 1


def _invalid(context):
    return _result(context, _number(0, 0, 0, "n"), _INVALID)


def _rescaled(coefficient, exponent, wanted):
    # The coefficient for another exponent, rounded down.
    if exponent >= wanted:
        return coefficient * 10 ** (exponent - wanted)
    return coefficient // 10 ** (wanted - exponent) if wanted - exponent <= _digits(coefficient) else 0


def exp(context, number):
    """e to a power."""
    sign, coefficient, exponent, special = _parts(number)
    if special:
        return _number(0, 0, 0) if sign else _number(0, 0, 0, "F")
    if not coefficient:
        return _number(0, 1, 0)
    prec, adjusted = context.prec, exponent + _digits(coefficient) - 1

    def fitted(coefficient, exponent):
        return _result(context, _number(0, coefficient, exponent), 0, ROUND_HALF_EVEN)

    if not sign and adjusted > len(str((context.Emax + 1) * 3)):
        return fitted(1, context.Emax + 1)
    if sign and adjusted > len(str((-context.Etiny() + 1) * 3)):
        return fitted(1, context.Etiny() - 1)
    if adjusted < -prec - 1:
        return fitted(10 ** (prec + 1) + (-1 if sign else 1), -prec - 1)
    extra = 3
    while True:
        digits = prec + extra
        places = digits + 20 + max(0, adjusted + 1)
        value = _rescaled(coefficient, exponent, -places)
        found = _exp_fixed(-value if sign else value, places, digits)
        if _roundable(found[0], prec):
            return fitted(*found)
        extra += 5


def ln(context, number):
    """The natural logarithm."""
    return _logarithm(context, number, False)


def log10(context, number):
    """The logarithm for ten."""
    return _logarithm(context, number, True)


def _logarithm(context, number, ten):
    sign, coefficient, exponent, special = _parts(number)
    if not special and not coefficient:
        return _number(1, 0, 0, "F")
    if sign:
        return _invalid(context)
    if special:
        return _number(0, 0, 0, "F")
    length = _digits(coefficient)
    if coefficient == 10 ** (length - 1):
        power = exponent + length - 1
        if not power:
            return _number(0, 0, 0)
        if ten:
            return _result(context, Decimal(power), 0, ROUND_HALF_EVEN)
    extra = 3
    while True:
        places = context.prec + extra - min(0, _log10_weight(coefficient, exponent))
        found = _ln_fixed(coefficient, exponent, places + 3)
        if ten:
            found = _divide_near(found * 10 ** (places + 3), _ln10(places + 3))
        found = _divide_near(found, 1000)
        if found and _roundable(abs(found), context.prec):
            return _result(context, _number(found < 0, abs(found), -places), 0, ROUND_HALF_EVEN)
        extra += 5


def _log10_weight(coefficient, exponent):
    # A lower bound of the adjusted exponent of log10.
    adjusted = exponent + _digits(coefficient) - 1
    if adjusted >= 1:
        return len(str(adjusted)) - 1
    if adjusted <= -2:
        return len(str(-1 - adjusted)) - 1
    if exponent >= 0:
        return 0
    return _digits(abs(coefficient - 10 ** -exponent)) + exponent - 2


def _is_odd(coefficient, exponent):
    return exponent <= 0 and coefficient and coefficient // 10 ** -exponent % 2


def power(context, base, other):
    """What the native part does not multiply out: special numbers, roots, results that do not fit."""
    base, other = Decimal(base), Decimal(other)
    negative, coefficient, exponent, special = _parts(base)
    other_sign, other_coefficient, other_exponent, other_special = _parts(other)
    if not other:
        return _number(0, 1, 0) if base else _invalid(context)
    whole = not other_special and other == other.to_integral_value()
    sign = 0
    if negative:
        if whole:
            sign = _is_odd(other_coefficient, other_exponent)
        elif base:
            return _invalid(context)
    if not base:
        return _number(sign, 0, 0, "F") if other_sign else _number(sign, 0, 0)
    if special:
        return _number(sign, 0, 0) if other_sign else _number(sign, 0, 0, "F")
    prec = context.prec
    size = base.copy_abs()
    if size == 1:
        if not whole or other_special:
            signals = _ROUNDED if other_special else _ROUNDED | _INEXACT
            shift = 1 - prec
        elif other_sign:
            signals, shift = 0, 0
        else:
            shift = exponent * min(int(other), prec)
            signals = _ROUNDED if shift < 1 - prec else 0
            shift = max(shift, 1 - prec)
        if other_special:
            signals |= _INEXACT
        return _result(context, _number(sign, 10 ** -shift, shift), signals)
    if other_special:
        return _number(sign, 0, 0) if (other_sign == 0) == (size < 1) else _number(sign, 0, 0, "F")
    # Out of range at once?
    weight = _log10_weight(coefficient, exponent) + other.adjusted()
    grows = (base.adjusted() >= 0) == (other_sign == 0)
    if weight >= len(str(context.Emax if grows else -context.Etiny())) + 1:
        return _result(context, _number(sign, 1, context.Emax + 1 if grows else context.Etiny() - 1), 0)
    tiny = other.adjusted() + len(str(abs(base.adjusted()) + 1)) + 1
    if tiny < -prec - 1:
        # So near to 1 that only the side counts.
        step = 1 if (size > 1) == (other_sign == 0) else -1
        return _result(context, _number(sign, 10 ** (prec + 1) + step, -prec - 1), 0)
    # One digit more: no approximation tells how a tie is rounded.
    exact = _exact_power(coefficient, exponent, other, prec + 1)
    if exact is not None:
        coefficient, exponent = exact
        signals = 0
        if not whole:
            # As if it were rounded: the full number of digits.
            wanted = max(0, prec + 1 - _digits(coefficient))
            coefficient, exponent, signals = coefficient * 10 ** wanted, exponent - wanted, _INEXACT | _ROUNDED
        return _result(context, _number(sign, coefficient, exponent), signals)
    extra = 4
    while True:
        found = _power(coefficient, exponent, other, prec + extra)
        if _roundable(found[0], prec):
            return _result(context, _number(sign, *found), 0)
        extra += 6


def power_modulo(context, base, other, modulo):
    """`pow(base, other, modulo)`"""
    numbers = [Decimal(number) for number in (base, other, modulo)]
    for kind, signals in (("N", _INVALID), ("n", 0)):
        for number in numbers:
            sign, coefficient, _, special = _parts(number)
            if special == kind:
                return _result(context, _number(sign, coefficient, 0, "n"), signals)
    base, other, modulo = numbers
    if not all([number.is_finite() and number == number.to_integral_value() for number in numbers]):
        return _invalid(context)
    if other < 0 or not modulo or modulo.adjusted() >= context.prec or not other and not base:
        return _invalid(context)
    sign = base.is_signed() and int(other) % 2
    modulus, (_, number, exponent, _) = abs(int(modulo)), _parts(base)
    number = number * pow(10, exponent, modulus) if exponent >= 0 else int(base.copy_abs())
    return _number(sign, pow(number, int(other), modulus), 0)


def _exact_power(coefficient, ideal, other, prec):
    # Coefficient and exponent where the power has no more than `prec` digits.
    exponent = ideal
    natural = other > 0 and other == other.to_integral_value()
    while coefficient % 10 == 0:
        coefficient //= 10
        exponent += 1
    numerator, denominator = other.as_integer_ratio()
    if coefficient == 1:
        power = exponent * numerator
        if power % denominator:
            return None
        power //= denominator
        if natural:
            zeros = max(0, min(power - ideal * int(other), prec - 1))
        else:
            zeros = 0
        return 10 ** zeros, power - zeros
    if numerator < 0:
        # One over it is exact for powers of two or five alone.
        numerator = -numerator
        root = _exact_root(coefficient, exponent, denominator)
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
    root = _exact_root(coefficient, exponent, denominator)
    if root is None:
        return None
    coefficient, exponent = root
    if (coefficient.bit_length() - 1) * numerator > prec * 4:
        return None
    coefficient, exponent = coefficient ** numerator, exponent * numerator
    if _digits(coefficient) > prec:
        return None
    if natural:
        zeros = min(exponent - ideal * numerator, prec - _digits(coefficient))
        if zeros > 0:
            return coefficient * 10 ** zeros, exponent - zeros
    return coefficient, exponent


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


def _power(coefficient, exponent, other, digits):
    sign, other_coefficient, other_exponent, _ = _parts(other)
    adjusted = exponent + _digits(coefficient) - 1
    places = digits + 25 + max(0, other.adjusted() + 1) + len(str(abs(adjusted) + 1))
    logarithm = _ln_fixed(coefficient, exponent, places)
    value = logarithm * other_coefficient
    value = value * 10 ** other_exponent if other_exponent >= 0 else value // 10 ** -other_exponent
    return _exp_fixed(-value if sign else value, places, digits)


# ---- what needs Python's protocols


def compare_rational(number, other, name):
    """A comparison with what is neither decimal nor int nor float."""
    if isinstance(other, _numbers.Rational):
        sign, coefficient, exponent, special = _parts(number)
        if not special:
            number = _number(sign, coefficient * other.denominator, exponent)
        return getattr(number, name)(Decimal(other.numerator))
    if name in ("__eq__", "__ne__") and isinstance(other, _numbers.Complex) and other.imag == 0:
        return getattr(number, name)(other.real)
    return NotImplemented


def mapping(name, signals, *args):
    """A method of mappings for flags or traps."""
    if name == "copy":
        return dict(_MutableMapping.items(signals))
    return getattr(_MutableMapping, name)(signals, *args)
