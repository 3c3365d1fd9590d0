"""Abstract classes of numbers, each with what follows from the operations that it asks for."""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


@abstractmethod
def _asked(self, *arguments):
    raise NotImplementedError


class Number(metaclass=ABCMeta):
    """Any number."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """A complex number."""

    __slots__ = ()
    __complex__ = __add__ = __radd__ = __neg__ = __pos__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _asked
    __pow__ = __rpow__ = __abs__ = __eq__ = conjugate = _asked
    real = imag = property(_asked)

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    """A real number."""

    __slots__ = ()
    __float__ = __trunc__ = __floor__ = __ceil__ = __round__ = __floordiv__ = __rfloordiv__ = __mod__ = _asked
    __rmod__ = __lt__ = __le__ = _asked

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    real = property(lambda self: +self)
    imag = property(lambda self: 0)

    def conjugate(self):
        """Itself."""
        return +self


Real.register(float)


class Rational(Real):
    """A fraction."""

    __slots__ = ()
    numerator = denominator = property(_asked)

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """A whole number."""

    __slots__ = ()
    __int__ = __pow__ = __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = __and__ = __rand__ = __xor__ = _asked
    __rxor__ = __or__ = __ror__ = __invert__ = _asked

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    numerator = property(lambda self: +self)
    denominator = property(lambda self: 1)


Integral.register(int)
