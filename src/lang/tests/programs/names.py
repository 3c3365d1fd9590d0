"""Scopes."""

from __future__ import annotations

import a.b.c
import a.b.c as d
from . import e
from ..f import g as h, i
from j import (k, l)

x: int = 1
y: "str"
(z): int = 3
x.attr: int = 4
x[0]: int


def outer(p, q=1, /, r=2, *args, s, t=3, **kw) -> list[int]:
    global x
    u = 0
    v: int

    def inner():
        nonlocal u
        u += p
        w = 1

        class C:
            w = w
            u = u

            def method(self):
                return __class__, u, w, super().method()

            @property
            def __private(self):
                return self.__private, super()

            values = [w for _ in range(3)]

        return C

    del r
    if q:
        maybe = 1
    print(maybe)
    del maybe
    x = 1
    try:
        del u
    except NameError:
        pass
    return lambda a, b=u, *c, d=4, **e: (a, b, c, d, e, u, kw)


class D(outer(1, s=2), metaclass=type, **{}):
    nonlocal_like = 1

    class E:
        def __init__(self, /, __a=1, **__b):
            self.__c = __a
            print(__a=1)

    def f(*args):
        return super()


def walrus(data):
    total = 0
    values = [total := total + v for v in data]
    if (n := len(data)) > 3 and (m := n + 1):
        print(n, m)
    a = (b := 1) + (b := 2) + b
    c = b + (b := 3)
    f(b, b := 4, b)
    d = {b: (b := 5)}
    data[b] = (b := 6)
    data[(b := 7)] += b
    b += (b := 8)
    x = b < (b := 9) < b
    while chunk := data.pop():
        print(chunk)
    return [(y := f(x), x / y) for x in data if (last := x)]


def comprehension(xs):
    return (
        [x for x in xs],
        {x for x in xs if x if not x},
        {k: v for k, v in xs},
        list(x + y for x in xs for y in [z for z in x]),
        [lambda: x for x in xs],
        [[xs for _ in xs] for xs in xs],
        [(a, b) for a, *b in xs],
        [x.y for x.y in xs],
    )


@decorator
@other.decorator(1)
class Decorated:
    @staticmethod
    @a
    def f(): ...


@decorator
def decorated(): ...


async_like = 1
