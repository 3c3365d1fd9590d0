"""Abstract classes of numbers."""

from abc import ABCMeta


class Number(metaclass=ABCMeta):
    """Any number."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """A complex number."""


class Real(Complex):
    """A real number."""


class Rational(Real):
    """A fraction."""


class Integral(Rational):
    """A whole number."""


Integral.register(int)
Real.register(float)
Complex.register(complex)
