"""Statistics of numbers."""

import math
import sys
from bisect import bisect_left, bisect_right
from collections import namedtuple
from fractions import Fraction
from numbers import Real

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
           "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode",
           "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    """The data do not have the statistic."""


def _decimal_class():
    # Whoever has one has imported its module.
    decimal = sys.modules.get("decimal")
    return () if decimal is None else decimal.Decimal


def _exact_ratio(x):
    # Numerator and denominator; None below what is infinite or no number.
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _coerce(T, S):
    # The type of results of data of both types.
    if T is S or S is int or S is bool:
        return T
    if T is int or issubclass(S, T):
        return S
    if issubclass(T, S) or issubclass(S, int):
        return T
    if issubclass(T, int) or issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _total(sums):
    # The sum of numerators by their denominators.
    if None in sums:
        return sums[None]
    numerator, denominator = 0, 1
    for d, n in sums.items():
        if d == denominator:
            numerator += n
        else:
            numerator, denominator = numerator * d + n * denominator, denominator * d
    return Fraction(numerator, denominator)


def _kind(types):
    kind = int
    for one in types:
        kind = _coerce(kind, one)
    return kind


def _sum(data):
    # The type of results, the exact sum, and how many there are.
    sums, types, count = {}, {}, 0
    for value in data:
        types[type(value)] = None
        numerator, denominator = _exact_ratio(value)
        sums[denominator] = sums.get(denominator, 0) + numerator
        count += 1
    return _kind(types), _total(sums), count


def _ss(data, center=None):
    # The type of results, the exact sum of squared distances from the center (the mean, if none is given), and how many.
    if center is not None:
        return _sum([(value - center) * (value - center) for value in data])
    sums, squares, types, count = {}, {}, {}, 0
    for value in data:
        types[type(value)] = None
        numerator, denominator = _exact_ratio(value)
        sums[denominator] = sums.get(denominator, 0) + numerator
        if denominator is not None:
            squares[denominator * denominator] = squares.get(denominator * denominator, 0) + numerator * numerator
        count += 1
    total = _total(sums)
    if None not in sums and count:
        total = (count * _total(squares) - total * total) / count
    return _kind(types), total, count


def _convert(value, T):
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if not issubclass(T, _decimal_class()):
            raise
        return T(value.numerator) / value.denominator


def _isfinite(x):
    try:
        return x.is_finite()
    except AttributeError:
        return math.isfinite(x)


def _fail_neg(values, errmsg="negative value"):
    for value in values:
        if value < 0:
            raise StatisticsError(errmsg)
        yield value


def _fsum(values):
    try:
        return math.fsum(values)
    except TypeError:
        return math.fsum([float(value) if hasattr(value, "__float__") else value for value in values])


def mean(data):
    """Arithmetic mean."""
    kind, total, count = _sum(data)
    if not count:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / count, kind)


def fmean(data, weights=None):
    """Arithmetic mean as a float."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return _fsum(data) / len(data)
    weights = list(weights)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    total = _fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return _fsum([value * weight for value, weight in zip(data, weights)]) / total


def geometric_mean(data):
    """Geometric mean."""
    try:
        return math.exp(fmean([math.log(value) for value in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """Harmonic mean."""
    data = list(data)
    message = "harmonic mean does not support negative values"
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if weights is None:
        if len(data) == 1:
            if not isinstance(data[0], Real) and not isinstance(data[0], _decimal_class()):
                raise TypeError("unsupported type")
            return next(_fail_neg(data, message))
        weights, total = [1] * len(data), len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError("Number of weights does not match data size")
        total = _sum(_fail_neg(weights, message))[1]
    try:
        kind, reciprocals, _ = _sum([weight / value if weight else 0
                                     for weight, value in zip(weights, _fail_neg(data, message))])
    except ZeroDivisionError:
        return 0
    if reciprocals <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(total / reciprocals, kind)


def median(data):
    """The middle value."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """The middle value, the lower of two."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value, the higher of two."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The middle value of grouped data."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    x = data[len(data) // 2]
    below = bisect_left(data, x)
    within = bisect_right(data, x, lo=below) - below
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float") from None
    return x - interval / 2.0 + interval * (len(data) / 2 - below) / within


def mode(data):
    """The most frequent value, the first of several."""
    counts = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    """The most frequent values."""
    counts = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def variance(data, xbar=None):
    """Variance of a sample."""
    kind, squares, count = _ss(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(squares / (count - 1), kind)


def pvariance(data, mu=None):
    """Variance of a population."""
    kind, squares, count = _ss(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(squares / count, kind)


def _integer_sqrt_of_frac_rto(n, m):
    # The root, odd if it is not exact: so that it is rounded correctly afterwards.
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def _float_sqrt_of_frac(n, m):
    # The nearest float: the root with some bits more than a float has.
    shift = max(0, 110 - (n.bit_length() - m.bit_length()) // 2)
    return _integer_sqrt_of_frac_rto(n << 2 * shift, m) / (1 << shift)


def _decimal_sqrt_of_frac(n, m):
    # The nearest decimal: one of the quotient's root and its neighbours.
    from decimal import Decimal
    if not n:
        return Decimal("0.0")
    if n < 0:
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    square = Fraction(n, m)
    above, below = root.next_plus(), root.next_minus()
    if square > ((Fraction(root) + Fraction(above)) / 2) ** 2:
        return above
    return below if square < ((Fraction(root) + Fraction(below)) / 2) ** 2 else root


def _deviation(kind, square):
    root = _decimal_sqrt_of_frac if issubclass(kind, _decimal_class()) else _float_sqrt_of_frac
    return root(square.numerator, square.denominator)


def stdev(data, xbar=None):
    """Standard deviation of a sample."""
    kind, squares, count = _ss(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _deviation(kind, squares / (count - 1))


def pstdev(data, mu=None):
    """Standard deviation of a population."""
    kind, squares, count = _ss(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _deviation(kind, squares / count)


def quantiles(data, *, n=4, method="exclusive"):
    """Cut points of `n` parts."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        last = count - 1
        for i in range(1, n):
            place, rest = divmod(i * last, n)
            result.append((data[place] * (n - rest) + data[place + 1] * rest) / n)
        return result
    if method == "exclusive":
        after = count + 1
        for i in range(1, n):
            place = min(max(i * after // n, 1), count - 1)
            rest = i * after - place * n
            result.append((data[place - 1] * (n - rest) + data[place] * rest) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def covariance(x, y, /):
    """Covariance of two samples."""
    if len(x) != len(y):
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = fmean(x), fmean(y)
    return math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)]) / (len(x) - 1)


def correlation(x, y, /):
    """Pearson's correlation."""
    if len(x) != len(y):
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar, ybar = fmean(x), fmean(y)
    sxy = math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)])
    sxx = math.fsum([(a - xbar) ** 2 for a in x])
    syy = math.fsum([(b - ybar) ** 2 for b in y])
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line of least squares."""
    if len(x) != len(y):
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("linear regression requires at least two data points")
    xbar, ybar = (0.0, 0.0) if proportional else (fmean(x), fmean(y))
    if not proportional:
        x, y = [a - xbar for a in x], [b - ybar for b in y]
    sxx = _fsum([a * a for a in x])
    if not sxx:
        raise StatisticsError("x is constant")
    slope = _fsum([a * b for a, b in zip(x, y)]) / sxx
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)


# Wichura's algorithm AS241 (1988): rational functions for the middle, the flanks and the ends of the normal quantile.
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
     1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
     687.1870074920579083, 42.313330701600911252, 1.0))
_FLANK = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0))
_END = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0))


def _rational(coefficients, x):
    above = below = 0.0
    for up, down in zip(*coefficients):
        above, below = above * x + up, below * x + down
    return above / below


def _normal_dist_inv_cdf(p, mu, sigma):
    q = p - 0.5
    if math.fabs(q) <= 0.425:
        x = q * _rational(_MIDDLE, 0.180625 - q * q)
    else:
        r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
        x = _rational(_FLANK, r - 1.6) if r <= 5.0 else _rational(_END, r - 5.0)
        x = -x if q < 0.0 else x
    return mu + x * sigma


class NormalDist:
    """A normal distribution."""

    __slots__ = {"_mu": "Arithmetic mean of a normal distribution", "_sigma": "Standard deviation of a normal distribution"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with the mean and deviation of data."""
        data = list(data)
        center = fmean(data)
        return cls(center, stdev(data, center))

    def samples(self, n, *, seed=None):
        """So many random numbers of it."""
        import random
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density at a place."""
        variance = self._sigma ** 2.0
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        distance = x - self._mu
        return math.exp(distance * distance / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """How probable it is to be at most x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """Where the probability of being below is p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The places that divide it into parts of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """How much of the area below both curves they share."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        a, b = sorted((self, other), key=lambda one: (one._sigma, one._mu))
        if not a._sigma or not b._sigma:
            raise StatisticsError("overlap() not defined when sigma is zero")
        difference = b.variance - a.variance
        distance = math.fabs(b._mu - a._mu)
        if not difference:
            return 1.0 - math.erf(distance / (2.0 * a._sigma * math.sqrt(2.0)))
        middle = a._mu * b.variance - b._mu * a.variance
        apart = a._sigma * b._sigma * math.sqrt(
            distance * distance + difference * math.log(b.variance / a.variance))
        first, second = (middle + apart) / difference, (middle - apart) / difference
        return 1.0 - (math.fabs(b.cdf(first) - a.cdf(first)) + math.fabs(b.cdf(second) - a.cdf(second)))

    def zscore(self, x):
        """How many deviations x is above the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = mode = mean
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma ** 2.0)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * math.fabs(other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / math.fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state
