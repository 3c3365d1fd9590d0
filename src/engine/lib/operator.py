"""Operators as functions."""

from builtins import abs as _abs
from _operator import (
    add, and_, attrgetter, call, contains, delitem, eq, floordiv, ge, getitem, gt, iadd, iand, ifloordiv, ilshift,
    imatmul, imod, imul, invert, ior, ipow, irshift, is_, is_not, isub, itemgetter, itruediv, ixor, le, lshift, lt,
    matmul, methodcaller, mod, mul, ne, neg, not_, or_, pos, pow, rshift, setitem, sub, truediv, truth, xor,
)

inv = invert


def abs(a, /):
    """abs(a)"""
    return _abs(a)


def index(a, /):
    """a.__index__()"""
    if isinstance(a, int):
        return int(a)
    ask = getattr(type(a), "__index__", None)
    if ask is None:
        raise TypeError(f"'{type(a).__name__}' object cannot be interpreted as an integer")
    value = ask(a)
    if not isinstance(value, int):
        raise TypeError(f"__index__ returned non-int (type {type(value).__name__})")
    return int(value)


def concat(a, b, /):
    """a + b of sequences"""
    if not hasattr(a, "__getitem__"):
        raise TypeError("'%s' object can't be concatenated" % type(a).__name__)
    return a + b


def countOf(a, b, /):
    """How often b occurs in a"""
    return sum(1 for item in a if item is b or item == b)


def indexOf(a, b, /):
    """Where b first occurs in a"""
    for place, item in enumerate(a):
        if item is b or item == b:
            return place
    raise ValueError("sequence.index(x): x not in sequence")


def length_hint(obj, default=0, /):
    """How many items to expect"""
    if hasattr(obj, "__len__"):
        return len(obj)
    if hasattr(obj, "__length_hint__"):
        return obj.__length_hint__()
    return default


def iconcat(a, b, /):
    """a += b of sequences"""
    a += b
    return a


__lt__, __le__, __eq__, __ne__, __ge__, __gt__ = lt, le, eq, ne, ge, gt
__add__, __sub__, __mul__, __truediv__, __floordiv__, __mod__ = add, sub, mul, truediv, floordiv, mod
__pow__, __neg__, __pos__, __abs__, __invert__, __not__ = pow, neg, pos, abs, inv, not_
__and__, __or__, __xor__, __lshift__, __rshift__ = and_, or_, xor, lshift, rshift
__contains__, __getitem__, __setitem__, __delitem__, __concat__ = contains, getitem, setitem, delitem, concat
__index__, __matmul__, __call__ = index, matmul, call
