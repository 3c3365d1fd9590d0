# Objects that are numbers by `__index__` and `__float__`, as arguments of what CPython has in C.

# %% builtin types and functions take objects with __index__

class I:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class F:
    def __float__(self):
        return 2.5


class Wrong:
    def __index__(self):
        return "no int"


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: [1,2,3][I(1)])
show(lambda: [1,2,3][I(0):I(2)])
show(lambda: (1,2,3)[I(1)])
show(lambda: "abc"[I(1)])
show(lambda: b"abc"[I(1)])
show(lambda: range(10)[I(3)])
show(lambda: range(I(3)))
show(lambda: list(range(I(1), I(9), I(3))))
show(lambda: [0]*I(3))
show(lambda: I(3)*[0])
show(lambda: "ab"*I(2))
show(lambda: b"ab"*I(2))
show(lambda: (1,)*I(2))
show(lambda: "a".center(I(5), "*"))
show(lambda: "a".ljust(I(5)))
show(lambda: "a".rjust(I(5)))
show(lambda: "a".zfill(I(5)))
show(lambda: "a b c".split(None, I(1)))
show(lambda: "a b c".rsplit(None, I(1)))
show(lambda: "aaa".replace("a","b",I(1)))
show(lambda: "abcabc".find("c", I(3)))
show(lambda: "abcabc".index("c", I(3), I(9)))
show(lambda: "abcabc".count("c", I(3)))
show(lambda: "abc".startswith("b", I(1)))
show(lambda: "abc".expandtabs(I(4)))
show(lambda: b"abcabc".find(b"c", I(3)))
show(lambda: b"abcabc".find(I(99)))
show(lambda: b"a".center(I(5)))
show(lambda: bytes(I(3)))
show(lambda: bytes([I(65), 66]))
show(lambda: bytes([I(65), "x"]))
show(lambda: [1,2,3].pop(I(0)))
show(lambda: (lambda l: (l.insert(I(0), 9), l))([1]))
show(lambda: [1,2,3].index(2, I(0), I(3)))
show(lambda: (lambda l: (l.__setitem__(I(0), 9), l))([1]))
show(lambda: (lambda l: (l.__delitem__(I(0)), l))([1]))
show(lambda: (hex(I(255)), oct(I(8)), bin(I(5))))
show(lambda: chr(I(65)))
show(lambda: int(I(5)))
show(lambda: float(I(5)))
show(lambda: complex(I(5)))
show(lambda: round(3.14159, I(2)))
show(lambda: round(31415, I(-2)))
show(lambda: int("ff", I(16)))
show(lambda: (5).to_bytes(I(2), "big"))
show(lambda: "%x" % I(255))
show(lambda: "%c" % I(65))
show(lambda: enumerate([1], I(5)).__next__())
show(lambda: int.from_bytes([I(1), I(2)], "big"))
show(lambda: slice(I(1), I(5), I(2)).indices(I(10)))
show(lambda: memoryview(b"abc")[I(1)])
show(lambda: "abc".__getitem__(I(1)))
show(lambda: [1,2].__mul__(I(2)))
show(lambda: [].__imul__(I(2)))
show(lambda: list(map(chr, [I(65)])))
show(lambda: [1].pop(Wrong()))
show(lambda: "a".center(Wrong()))
show(lambda: [1].pop(F()))

# %% the library take objects with __index__
import array, bisect, collections, itertools, math, operator, random, struct, time


class I:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class F:
    def __float__(self):
        return 2.5


class Wrong:
    def __index__(self):
        return "no int"


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: bytearray(b"abc")[I(1)])
show(lambda: bytearray(I(3)))
show(lambda: bytearray([I(65)]))
show(lambda: (lambda b: (b.append(I(65)), b))(bytearray()))
show(lambda: (lambda b: (b.insert(I(0), I(65)), b))(bytearray()))
show(lambda: bytearray(b"abc").pop(I(0)))
show(lambda: list(itertools.islice(range(10), I(2), I(8), I(2))))
show(lambda: list(itertools.repeat(1, I(3))))
show(lambda: list(itertools.combinations("abc", I(2))))
show(lambda: list(itertools.permutations("abc", I(2))))
show(lambda: list(itertools.product("ab", repeat=I(2))))
show(lambda: list(itertools.tee([1], I(2))) and 1)
show(lambda: math.factorial(I(5)))
show(lambda: math.comb(I(5), I(2)))
show(lambda: math.perm(I(5), I(2)))
show(lambda: math.gcd(I(12), I(18)))
show(lambda: math.lcm(I(4), I(6)))
show(lambda: math.isqrt(I(17)))
show(lambda: math.sqrt(I(4)))
show(lambda: math.sqrt(F()))
show(lambda: math.ldexp(1.0, I(3)))
show(lambda: operator.index(I(3)))
show(lambda: operator.getitem([1,2,3], I(1)))
show(lambda: random.Random(1).getrandbits(I(4)) >= 0)
show(lambda: random.Random(1).randrange(I(4)) < 4)
show(lambda: collections.deque([1,2,3], I(2)))
show(lambda: collections.deque([1,2,3])[I(1)])
show(lambda: (lambda d: (d.rotate(I(1)), d))(collections.deque([1,2,3])))
show(lambda: (lambda d: (d.insert(I(1), 9), d))(collections.deque([1,2,3])))
show(lambda: collections.deque([1])*I(2))
show(lambda: collections.deque([1,2]).index(2, I(0)))
show(lambda: struct.pack("<i", I(5)))
show(lambda: array.array("i", [I(5)]))
show(lambda: bisect.bisect([1,2,3], 2, I(0), I(3)))
show(lambda: time.sleep(I(0)))
show(lambda: math.sqrt(Wrong()))
show(lambda: math.gcd(F(), 1))
show(lambda: list(itertools.islice("abc", F())))
