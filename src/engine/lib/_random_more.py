"""What of `random` is rarely asked for."""

from math import floor
from warnings import warn


def whole(value, what):
    """What `randrange` takes for an int, though it is none."""
    number = int(value)
    if number != value:
        warn("randrange() will raise TypeError in the future", DeprecationWarning, 4)
        raise ValueError(f"non-integer {what} for randrange()")
    warn("non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a "
         "subsequent version", DeprecationWarning, 4)
    return number


def below(random, n, maxsize):
    """A whole number from what gives floats alone."""
    if n >= maxsize:
        warn("Underlying random() generator does not supply \n"
             "enough bits to choose from a population range this large.\n"
             "To remove the range limitation, add a getrandbits() method.")
        return floor(random() * n)
    limit = (maxsize - maxsize % n) / maxsize
    number = random()
    while number >= limit:
        number = random()
    return floor(number * maxsize) % n


def first_seed(a):
    """The number that seeds of version 1 make of text."""
    a = a.decode("latin-1") if isinstance(a, bytes) else a
    x = ord(a[0]) << 7 if a else 0
    for c in a:
        x = (1000003 * x ^ ord(c)) & 0xFFFFFFFFFFFFFFFF
    return x ^ len(a)


def unsigned(state):
    """The numbers of a state of version 2, which had signs."""
    try:
        return tuple([number % (1 << 32) for number in state])
    except ValueError as e:
        raise TypeError from e
