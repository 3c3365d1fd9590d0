"""Functions of complex numbers, with C99's answers for zeros, infinities and NaNs."""

import math

from math import e, inf, nan, pi, tau

infj = complex(0.0, inf)
nanj = complex(0.0, nan)

_LARGE = 8.98846567431158e307  # a quarter of the largest float, times 2
_LOG_LARGE = math.log(_LARGE)


def _number(z):
    if isinstance(z, (int, float, complex)):
        return complex(z)
    kind = type(z)
    for name in ("__complex__", "__float__", "__index__"):
        if getattr(kind, name, None) is not None:
            return complex(z)
    raise TypeError(f"must be real number, not {kind.__name__}")


def isfinite(z, /):
    """Whether both parts are finite."""
    z = _number(z)
    return math.isfinite(z.real) and math.isfinite(z.imag)


def isinf(z, /):
    """Whether a part is infinite."""
    z = _number(z)
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z, /):
    """Whether a part is not a number."""
    z = _number(z)
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Whether two numbers are as near as asked for."""
    a, b = _number(a), _number(b)
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(a - b)
    return difference <= rel_tol * abs(b) or difference <= rel_tol * abs(a) or difference <= abs_tol


def phase(z, /):
    """The angle, between -pi and pi."""
    z = _number(z)
    return math.atan2(z.imag, z.real)


def polar(z, /):
    """Length and angle."""
    z = _number(z)
    return abs(z), math.atan2(z.imag, z.real)


def rect(r, phi, /):
    """The number of a length and an angle."""
    r, phi = float(r), float(phi)
    if not math.isfinite(r) or not math.isfinite(phi):
        if math.isinf(phi) and r != 0.0 and not math.isnan(r):
            raise ValueError("math domain error")
        if math.isinf(r) and math.isfinite(phi) and phi != 0.0:
            return complex(math.copysign(inf, r * math.cos(phi)), math.copysign(inf, r * math.sin(phi)))
        if math.isinf(r) and phi == 0.0:
            return complex(r, math.copysign(0.0, phi * math.copysign(1.0, r)))
        if r == 0.0:
            return complex(0.0, 0.0)
        if phi == 0.0:
            return complex(nan, 0.0)
        return complex(inf if math.isinf(r) else nan, nan)
    if phi == 0.0:
        # The sign of the angle is kept.
        return complex(r, r * phi)
    return complex(r * math.cos(phi), r * math.sin(phi))


def sqrt(z, /):
    """The square root with a real part of at least 0."""
    z = _number(z)
    x, y = z.real, z.imag
    if math.isinf(y):
        return complex(inf, y)
    if math.isnan(x):
        return complex(nan, nan)
    if math.isinf(x):
        if x > 0:
            return complex(inf, nan if math.isnan(y) else math.copysign(0.0, y))
        return complex(nan, inf) if math.isnan(y) else complex(0.0, math.copysign(inf, y))
    if math.isnan(y):
        return complex(nan, nan)
    if x == 0.0 and y == 0.0:
        return complex(0.0, y)
    ax, ay = abs(x), abs(y)
    if ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308 and (ax > 0.0 or ay > 0.0):
        ax = math.ldexp(ax, 53)
        s = math.ldexp(math.sqrt(ax + math.hypot(ax, math.ldexp(ay, 53))), -27)
    else:
        ax /= 8.0
        s = 2.0 * math.sqrt(ax + math.hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    if x >= 0.0:
        return complex(s, math.copysign(d, y))
    return complex(d, math.copysign(s, y))


def _exponential(x, y):
    # exp of finite parts; beyond the range of exp in two steps.
    if x > 709.0:
        scale = math.exp(x - 1.0)
        result = complex(scale * math.cos(y) * e, scale * math.sin(y) * e)
    else:
        scale = math.exp(x)
        result = complex(scale * math.cos(y), scale * math.sin(y))
    if isinf(result):
        raise OverflowError("math range error")
    return result


def exp(z, /):
    """e to the power of z."""
    z = _number(z)
    x, y = z.real, z.imag
    if math.isfinite(x) and math.isfinite(y):
        return _exponential(x, y)
    if math.isinf(x) and math.isfinite(y):
        if y == 0.0:
            return complex(inf if x > 0 else 0.0, y)
        size = inf if x > 0 else 0.0
        return complex(math.copysign(size, math.cos(y)), math.copysign(size, math.sin(y)))
    if math.isinf(y) and (math.isfinite(x) or x == inf):
        raise ValueError("math domain error")
    if x == -inf:
        return complex(0.0, 0.0)
    if x == inf:
        return complex(inf, nan)
    return complex(nan, y if y == 0.0 else nan)


def _log_size(x, y):
    ax, ay = abs(x), abs(y)
    if ax > _LARGE / 2 or ay > _LARGE / 2:
        return math.log(math.hypot(ax / 2.0, ay / 2.0)) + math.log(2.0)
    if ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308:
        return math.log(math.hypot(math.ldexp(ax, 53), math.ldexp(ay, 53))) - 53 * math.log(2.0)
    h = math.hypot(ax, ay)
    if 0.71 <= h <= 1.73:
        high, low = (ax, ay) if ax > ay else (ay, ax)
        return math.log1p((high - 1.0) * (high + 1.0) + low * low) / 2.0
    return math.log(h)


def log(z, base=None, /):
    """The logarithm, natural or to a base."""
    z = _number(z)
    x, y = z.real, z.imag
    if math.isfinite(x) and math.isfinite(y):
        if x == 0.0 and y == 0.0:
            raise ValueError("math domain error")
        size = _log_size(x, y)
    elif math.isinf(x) or math.isinf(y):
        size = inf
    else:
        size = nan
    result = complex(size, math.atan2(y, x))
    if base is None:
        return result
    return result / log(base)


def log10(z, /):
    """The logarithm to base 10."""
    result = log(z)
    return complex(result.real / math.log(10.0), result.imag / math.log(10.0))


def cosh(z, /):
    """The hyperbolic cosine."""
    z = _number(z)
    x, y = z.real, z.imag
    if math.isfinite(x) and math.isfinite(y):
        if abs(x) > _LOG_LARGE:
            less = x - math.copysign(1.0, x)
            result = complex(math.cos(y) * math.cosh(less) * e, math.sin(y) * math.sinh(less) * e)
        else:
            result = complex(math.cos(y) * math.cosh(x), math.sin(y) * math.sinh(x))
        if isinf(result):
            raise OverflowError("math range error")
        return result
    if math.isinf(y) and not math.isnan(x):
        raise ValueError("math domain error")
    if math.isinf(x):
        if y == 0.0:
            return complex(inf, math.copysign(0.0, x) * math.copysign(1.0, y))
        if math.isfinite(y):
            return complex(math.copysign(inf, math.cos(y)), math.copysign(inf, math.sin(y)) * math.copysign(1.0, x))
        return complex(inf, nan)
    if math.isnan(x):
        return complex(nan, 0.0 if y == 0.0 else nan)
    return complex(nan, 0.0 if x == 0.0 else nan)


def sinh(z, /):
    """The hyperbolic sine."""
    z = _number(z)
    x, y = z.real, z.imag
    if math.isfinite(x) and math.isfinite(y):
        if abs(x) > _LOG_LARGE:
            less = x - math.copysign(1.0, x)
            result = complex(math.cos(y) * math.sinh(less) * e, math.sin(y) * math.cosh(less) * e)
        else:
            result = complex(math.cos(y) * math.sinh(x), math.sin(y) * math.cosh(x))
        if isinf(result):
            raise OverflowError("math range error")
        return result
    if math.isinf(y) and not math.isnan(x):
        raise ValueError("math domain error")
    if math.isinf(x):
        if y == 0.0:
            return complex(x, y)
        if math.isfinite(y):
            return complex(math.copysign(inf, math.cos(y)) * math.copysign(1.0, x), math.copysign(inf, math.sin(y)))
        return complex(inf, nan)
    if math.isnan(x):
        return complex(nan, y if y == 0.0 else nan)
    return complex(0.0 if x == 0.0 else nan, nan)


def tanh(z, /):
    """The hyperbolic tangent."""
    z = _number(z)
    x, y = z.real, z.imag
    if not (math.isfinite(x) and math.isfinite(y)):
        if math.isinf(x):
            if math.isfinite(y) and y != 0.0:
                return complex(math.copysign(1.0, x), math.copysign(0.0, 2.0 * math.sin(y) * math.cos(y)))
            return complex(math.copysign(1.0, x), y if y == 0.0 else 0.0)
        if math.isinf(y):
            if math.isnan(x):
                return complex(nan, nan)
            raise ValueError("math domain error")
        if math.isnan(x):
            return complex(nan, y if y == 0.0 else nan)
        return complex(nan, nan)
    if abs(x) > _LOG_LARGE:
        return complex(math.copysign(1.0, x), 4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * abs(x)))
    tx, ty = math.tanh(x), math.tan(y)
    cx = 1.0 / math.cosh(x)
    txty = tx * ty
    denominator = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx)


def _turned(z):
    return complex(-z.imag, z.real)


def _back(z):
    return complex(z.imag, -z.real)


def cos(z, /):
    """The cosine."""
    return cosh(_turned(_number(z)))


def sin(z, /):
    """The sine."""
    return _back(sinh(_turned(_number(z))))


def tan(z, /):
    """The tangent."""
    return _back(tanh(_turned(_number(z))))


def acos(z, /):
    """The arc cosine."""
    z = _number(z)
    x, y = z.real, z.imag
    if not (math.isfinite(x) and math.isfinite(y)):
        if math.isnan(x) or math.isnan(y):
            if math.isinf(x) or math.isinf(y):
                if math.isinf(y):
                    return complex(nan, -y)
                return complex(nan, inf)
            return complex(pi / 2 if x == 0.0 else nan, nan)
        return complex(abs(math.atan2(y, x)), -math.copysign(inf, y))
    if abs(x) > _LARGE / 2 or abs(y) > _LARGE / 2:
        real = math.atan2(abs(y), x)
        size = math.log(math.hypot(x / 2.0, y / 2.0)) + math.log(2.0) * 2.0
        return complex(real, math.copysign(size, -y) if x < 0 else math.copysign(size, -y))
    s1 = sqrt(complex(1.0 - x, -y))
    s2 = sqrt(complex(1.0 + x, y))
    return complex(2.0 * math.atan2(s1.real, s2.real), math.asinh(s2.real * s1.imag - s2.imag * s1.real))


def acosh(z, /):
    """The inverse hyperbolic cosine."""
    z = _number(z)
    x, y = z.real, z.imag
    if not (math.isfinite(x) and math.isfinite(y)):
        if math.isnan(x) or math.isnan(y):
            return complex(inf if math.isinf(x) or math.isinf(y) else nan, nan)
        return complex(inf, math.atan2(y, x))
    if abs(x) > _LARGE / 2 or abs(y) > _LARGE / 2:
        return complex(math.log(math.hypot(x / 2.0, y / 2.0)) + math.log(2.0) * 2.0, math.atan2(y, x))
    s1 = sqrt(complex(x - 1.0, y))
    s2 = sqrt(complex(x + 1.0, y))
    return complex(math.asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * math.atan2(s1.imag, s2.real))


def asinh(z, /):
    """The inverse hyperbolic sine."""
    z = _number(z)
    x, y = z.real, z.imag
    if not (math.isfinite(x) and math.isfinite(y)):
        if math.isnan(x):
            return complex(inf, nan) if math.isinf(y) else complex(nan, y if y == 0.0 else nan)
        if math.isnan(y):
            return complex(x if math.isinf(x) else nan, nan)
        return complex(math.copysign(inf, x), math.copysign(math.atan2(abs(y), abs(x)), y))
    if abs(x) > _LARGE / 2 or abs(y) > _LARGE / 2:
        size = math.log(math.hypot(x / 2.0, y / 2.0)) + math.log(2.0) * 2.0
        return complex(math.copysign(size, x), math.atan2(y, abs(x)))
    s1 = sqrt(complex(1.0 + y, -x))
    s2 = sqrt(complex(1.0 - y, x))
    return complex(math.asinh(s1.real * s2.imag - s2.real * s1.imag),
                   math.atan2(y, s1.real * s2.real - s1.imag * s2.imag))


def asin(z, /):
    """The arc sine."""
    return _back(asinh(_turned(_number(z))))


def atanh(z, /):
    """The inverse hyperbolic tangent."""
    z = _number(z)
    x, y = z.real, z.imag
    if not (math.isfinite(x) and math.isfinite(y)):
        if math.isinf(y) and not math.isnan(x):
            return complex(math.copysign(0.0, x), math.copysign(pi / 2, y))
        if math.isinf(y):
            return complex(0.0, math.copysign(pi / 2, y))
        if math.isinf(x):
            return complex(math.copysign(0.0, x), nan if math.isnan(y) else math.copysign(pi / 2, y))
        if math.isnan(x):
            return complex(nan, nan)
        return complex(x if x == 0.0 else nan, nan)
    if x < 0.0 or (x == 0.0 and math.copysign(1.0, x) < 0.0):
        result = atanh(-z)
        return complex(-result.real, -result.imag)
    ay = abs(y)
    if x > math.sqrt(_LARGE / 2) or ay > math.sqrt(_LARGE / 2):
        h = math.hypot(x / 2.0, y / 2.0)
        return complex(x / 4.0 / h / h, -math.copysign(pi / 2.0, -y))
    if x == 1.0 and ay < math.sqrt(2.2250738585072014e-308):
        if ay == 0.0:
            raise ValueError("math domain error")
        return complex(-math.log(math.sqrt(ay) / math.sqrt(math.hypot(ay, 2.0))),
                       math.copysign(math.atan2(2.0, -ay) / 2, y))
    return complex(math.log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0,
                   -math.atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0)


def atan(z, /):
    """The arc tangent."""
    return _back(atanh(_turned(_number(z))))
