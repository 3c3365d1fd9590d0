"""Statistics of numbers."""

import math

__all__ = ["StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
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
