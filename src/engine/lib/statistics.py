"""Statistics of numbers."""

import math

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
           "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode",
           "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    """The data do not have the statistic."""


def _exact(value):
    # Numerator and denominator.
    if isinstance(value, int):
        return int(value), 1
    return value.as_integer_ratio()


def _total(values):
    # The exact sum: numerator and denominator.
    sums = {}
    for value in values:
        numerator, denominator = _exact(value)
        sums[denominator] = sums.get(denominator, 0) + numerator
    total, bottom = 0, 1
    for denominator, numerator in sums.items():
        total, bottom = total * denominator + numerator * bottom, bottom * denominator
    common = math.gcd(total, bottom)
    return total // common, bottom // common


def _kind(values):
    # Ints stay ints where the result is whole; otherwise floats.
    return int if all(isinstance(value, int) for value in values) else float


def _convert(numerator, denominator, kind):
    if kind is int and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    """Arithmetic mean."""
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    if any(isinstance(value, float) and not math.isfinite(value) for value in data):
        return sum(data) / len(data)
    numerator, denominator = _total(data)
    return _convert(numerator, denominator * len(data), _kind(data))


def fmean(data, weights=None):
    """Arithmetic mean as a float."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum([value * weight for value, weight in zip(data, weights)]) / total


def geometric_mean(data):
    """Geometric mean."""
    try:
        return math.exp(fmean([math.log(value) for value in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """Harmonic mean."""
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any(value < 0 for value in data):
        raise StatisticsError("harmonic mean does not support negative values")
    if 0 in data:
        return 0
    if weights is not None:
        weights = list(weights)
        return sum(weights) / math.fsum([weight / value for weight, value in zip(weights, data)])
    if len(data) == 1:
        return data[0]
    numerator, denominator = _total([1 / value for value in data])
    return _convert(len(data) * denominator, numerator, float)


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
    below = sum(1 for value in data if value < x)
    within = sum(1 for value in data if value == x)
    return (x - interval / 2.0) + interval * (len(data) / 2 - below) / within


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


def _squares(data, center):
    # The exact sum of squared differences: numerator and denominator.
    numerator, denominator = _total(data)
    count = len(data)
    if center is None:
        squares, bottom = 0, 1
        parts = {}
        for value in data:
            top, under = _exact(value)
            parts[under * under] = parts.get(under * under, 0) + top * top
        for under, top in parts.items():
            squares, bottom = squares * under + top * bottom, bottom * under
        # sum(x^2) - sum(x)^2 / n
        return (squares * denominator * denominator * count - numerator * numerator * bottom,
                bottom * denominator * denominator * count)
    total = [(value - center) for value in data]
    parts = [_exact(difference) for difference in total]
    squares, bottom = 0, 1
    for top, under in parts:
        squares, bottom = squares * under * under + top * top * bottom, bottom * under * under
    return squares, bottom


def variance(data, xbar=None):
    """Variance of a sample."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    numerator, denominator = _squares(data, xbar)
    return _convert(numerator, denominator * (len(data) - 1), _kind(data))


def pvariance(data, mu=None):
    """Variance of a population."""
    data = list(data)
    if not data:
        raise StatisticsError("pvariance requires at least one data point")
    numerator, denominator = _squares(data, mu)
    return _convert(numerator, denominator * len(data), _kind(data))


def _root(numerator, denominator):
    # The float nearest to the root of a fraction.
    shift = 2 * max(0, 110 - (numerator.bit_length() - denominator.bit_length()) // 2)
    root = math.isqrt((numerator << shift) // denominator)
    if root * root * denominator != numerator << shift:
        root |= 1
    return root / (1 << shift // 2)


def stdev(data, xbar=None):
    """Standard deviation of a sample."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    numerator, denominator = _squares(data, xbar)
    return _root(numerator, denominator * (len(data) - 1))


def pstdev(data, mu=None):
    """Standard deviation of a population."""
    data = list(data)
    if not data:
        raise StatisticsError("pstdev requires at least one data point")
    numerator, denominator = _squares(data, mu)
    return _root(numerator, denominator * len(data))


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


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line of least squares."""
    from collections import namedtuple
    if len(x) != len(y):
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("linear regression requires at least two data points")
    line = namedtuple("LinearRegression", ("slope", "intercept"))
    if proportional:
        return line(math.fsum([a * b for a, b in zip(x, y)]) / math.fsum([a * a for a in x]), 0.0)
    xbar, ybar = fmean(x), fmean(y)
    sxx = math.fsum([(a - xbar) ** 2 for a in x])
    if not sxx:
        raise StatisticsError("x is constant")
    slope = math.fsum([(a - xbar) * (b - ybar) for a, b in zip(x, y)]) / sxx
    return line(slope, ybar - slope * xbar)


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
        q = p - 0.5
        if math.fabs(q) <= 0.425:
            x = q * _rational(_MIDDLE, 0.180625 - q * q)
        else:
            r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
            x = _rational(_FLANK, r - 1.6) if r <= 5.0 else _rational(_END, r - 5.0)
            x = -x if q < 0.0 else x
        return self._mu + x * self._sigma

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
