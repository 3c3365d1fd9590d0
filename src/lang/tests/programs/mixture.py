"""doc"""
import threading, os.path as p
from queue import Queue as Q
counter = 0
def work(n, *args, k=1, **kw) -> int:
    global counter
    for i in range(n):
        counter += 1
    while n > 0:
        n -= 1
        if n == 5: continue
        if not n % 2 and k: break
    else:
        print("x", n, sep=",")
    a, b = b_, a = 1, 2
    a, b = b, a + b
    return a
class A(Q):
    """cls"""
    __x: int = 3
    def __init__(self, y):
        super().__init__(y)
        self.__x = y
        self.z += 1
        with self.lock, open(y) as f:
            return f.read()
    def g(self):
        try:
            x = self.a.b(1)
        except (A, B) as e:
            print(e)
            return x
        except C:
            raise
        else:
            y = 1
        finally:
            print("done")
        return y
def gen(xs):
    r = yield from xs
    s = [x*y for x in xs if x for y in range(x)]
    t = {k: (lambda q: q+k+r) for k in xs}
    while (line := next(xs)) is not None:
        yield line
    match xs:
        case [1, x, *rest] if x: pass
        case {"a": 1, **kw}: print(kw)
        case Point(x=0, y=yy) | Q(yy): print(yy)
        case None | True: pass
        case _: f"{xs!r:>{s}} {t=} a"
    f(*xs, 1, k=2, **t, z=3)
    assert a < r < 5, "no"
