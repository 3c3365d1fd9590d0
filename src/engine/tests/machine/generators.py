def count(n):
    try:
        while True:
            received = yield n
            n = n + 1 if received is None else received
    finally:
        print("count ends")

c = count(1)
print(next(c), next(c), c.send(10), next(c))
c.close()
try:
    next(c)
except StopIteration as stop:
    print("stopped", stop.value)

def inner():
    try:
        value = yield "a"
        print("inner got", value)
        value = yield "b"
        print("inner got", value)
    except KeyError as error:
        print("inner caught", error)
        yield "recovered"
    return "result"

def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [1, 2]
    return "end"

o = outer()
print(next(o), o.send(1), o.throw(KeyError("k")), next(o), next(o))
try:
    next(o)
except StopIteration as stop:
    print(stop.value)

def closing():
    try:
        yield from count(5)
    except GeneratorExit:
        print("closing")
        raise

g = closing()
print(next(g))
g.close()

def bad():
    try:
        yield 1
    except GeneratorExit:
        yield 2

b = bad()
next(b)
try:
    b.close()
except RuntimeError as error:
    print(error)

def raiser():
    raise StopIteration("x")
    yield

try:
    next(raiser())
except RuntimeError as error:
    print(error, repr(error.__cause__))

def reentrant():
    yield next(me)

me = reentrant()
try:
    next(me)
except ValueError as error:
    print(error)

try:
    count(1).send(5)
except TypeError as error:
    print(error)

squares = (x * x for x in range(5))
print(list(squares), list(squares))
print(sum(x for x in range(10) if x % 2), max(len(w) for w in ["a", "bbb"]))

def handled():
    try:
        raise ValueError("outer")
    except ValueError:
        import sys
        print(sys.exc_info()[1])
        yield 1
        print(sys.exc_info()[1])

import sys
h = handled()
next(h)
print(sys.exc_info()[1])
try:
    raise KeyError("while suspended")
except KeyError:
    next(h, None)
    print(sys.exc_info()[1])

class Iter:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n

class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 2

print(list(Iter(3)), list(Old()), [*Iter(2)], tuple(Iter(2)), 4 in Old(), dict(zip("ab", Iter(2))))
for i, x in enumerate(Iter(2)): print(i, x)
for a, b in zip(Iter(2), Old()): print(a, b)
print(list(map(lambda x: x + 1, Iter(2))), list(filter(lambda x: x, Iter(3))), sorted(Iter(3)), sum(Iter(4)))
first, *rest = Iter(4)
print(first, rest)
print(next(Iter(0), "none"), list(iter(lambda it=iter([1, 2, 0, 3]): next(it), 0)))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
