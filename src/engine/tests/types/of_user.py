"""Checked against CPython 3.11: each line prints a value or an exception."""


def t(f):
    try:
        r = repr(f())
    except BaseException as e:
        print(f"= {type(e).__name__}: {e}")
    else:
        print("=", r)


class P:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"P({self.x!r})"

    def __eq__(self, other):
        return isinstance(other, P) and self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __lt__(self, other):
        return self.x < other.x

    def __add__(self, other):
        return P(self.x + (other.x if isinstance(other, P) else other))

    def __radd__(self, other):
        return P(other + self.x)

    def __bool__(self):
        return self.x != 0

    def __len__(self):
        return 3

    def __index__(self):
        return self.x

    def __format__(self, spec):
        return f"<{self.x}|{spec}>"


class Plain:
    pass


class Strange:
    def __repr__(self):
        return 5

    def __str__(self):
        return None

    def __len__(self):
        return -1

    def __bool__(self):
        return 1

    def __hash__(self):
        return "a"

    def __iter__(self):
        return 5

    def __eq__(self, other):
        raise ValueError("no eq")

    def __lt__(self, other):
        raise ValueError("no lt")


class Angry:
    def __repr__(self):
        raise RuntimeError("repr failed")

    def __str__(self):
        return "calm"

    def __hash__(self):
        raise RuntimeError("hash failed")


class Stack(list):
    pass


class Named(list):
    def __repr__(self):
        return "Named" + super().__repr__()


class D(dict):
    def __missing__(self, key):
        return key * 2


class S(str):
    def __new__(cls, text, extra=None):
        self = super().__new__(cls, text)
        self.extra = extra
        return self


class I(int):
    def __add__(self, other):
        return I(int(self) + int(other) + 100)


class T(tuple):
    pass


class F(float):
    def __repr__(self):
        return "F!"


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        i = 0
        while i < self.n:
            yield i
            i += 1


class Old:
    def __getitem__(self, i):
        if i < 3:
            return i * 10
        raise IndexError


class It:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i


class Has:
    def __contains__(self, x):
        return x == 5


class Conv:
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __round__(self, n=None):
        return ("r", n)

    def __abs__(self):
        return "abs"

    def __divmod__(self, o):
        return "dm"

    def __rdivmod__(self, o):
        return "rdm"

    def __pow__(self, o, m=None):
        return ("pow", o, m)

    def __neg__(self):
        return "neg"

    def __reversed__(self):
        return iter("rev")

    def __dir__(self):
        return ["b", "a"]

    def __bytes__(self):
        return b"by"

    def __call__(self, *a):
        return a

    def __getattr__(self, n):
        if n == "dyn":
            return 1
        raise AttributeError(n)


class Err(Exception):
    def __init__(self, a, b):
        super().__init__(f"{a}-{b}")
        self.b = b


class OnlyEq:
    def __eq__(self, other):
        return True


class Meta(type):
    def __repr__(cls):
        return "<meta>"

    def __len__(cls):
        return 9

    def __iter__(cls):
        return iter([1, 2])

    def __contains__(cls, x):
        return x == 1

    def __instancecheck__(cls, x):
        return x == 3

    def __getitem__(cls, k):
        return ("item", k)


class WithMeta(metaclass=Meta):
    pass


t(lambda: ([P(1), P("a")], (P(1),), {P(1): P(2)}, {P(1)}, frozenset([P(3)]), {"k": [P(1)]}, {1: P(1)}.values(), {1: P(1)}.items(), slice(P(1), None)))
t(lambda: (str([P(1)]), f"{P(1)}", f"{P(1)!r:>8}", f"{P(1):x}", "{} {!r} {:y}".format(P(1), P(2), P(3)), "%s %r %d" % (P(1), P(2), P(3)), format(P(1), "q"), str(P(5)), ascii([P("é")])))
t(lambda: ([Angry()]))
t(lambda: (str(Angry()), f"{Angry()}", "%s" % Angry()))
t(lambda: (repr(Angry())))
t(lambda: (print(Angry())))
t(lambda: (print([Angry()])))
t(lambda: (print(P(1), [P(2)], sep="-", end="!\n")))
t(lambda: (repr(Strange())))
t(lambda: (str(Strange())))
t(lambda: (len(Strange())))
t(lambda: (bool(Strange())))
t(lambda: (hash(Strange())))
t(lambda: (list(Strange())))
t(lambda: ([Strange()]))
t(lambda: ([Strange()] == [1]))
t(lambda: ([Strange()] < [1]))
t(lambda: (sorted([Strange(), 1])))
t(lambda: (1 in [Strange()]))
t(lambda: ({Angry(): 1}))
t(lambda: ({1: 2}[Angry()]))
t(lambda: (P(1) == P(1), [P(1)] == [P(1)], [P(1)] != [P(2)], (P(1), 2) == (P(1), 2), {"a": P(1)} == {"a": P(1)}, {P(1)} == {P(1)}, {P(1): 2} == {P(1): 2}, [[P(1)]] == [[P(1)]], P(1) in [P(1)], P(2) in (P(1),), P(1) in {P(1)}, P(9) in {P(1): 1}, [1, P(2)].index(P(2)), [P(1), P(1)].count(P(1)), (P(1),).index(P(1))))
t(lambda: ([P(1)] < [P(2)], (P(1), 5) < (P(1), 6), [P(3)] > [P(2)], [P(1)] <= [P(1)], (P(2),) >= (P(1), 1)))
t(lambda: ((lambda a: (a.remove(P(2)), a))([P(1), P(2)])))
t(lambda: ([P(1)].remove(P(5))))
t(lambda: ([P(1)].index(P(5))))
t(lambda: (hash(P(5)) == hash(5), hash((P(1), 2)) == hash((1, 2)), hash(frozenset([P(1)])) == hash(frozenset([1])), hash((P("a"),)) == hash(("a",))))
t(lambda: ((lambda d: (d.__setitem__(P(1), 1), d.__setitem__(P(1), 2), d[P(1)], d.get(P(2)), d.pop(P(1)), d))({})))
t(lambda: ((lambda d: (d.setdefault(P(1), []).append(1), d.setdefault(P(1), []).append(2), d))({})))
t(lambda: ({P(1): 1, P(1): 2}, {P(1): 1, 1: 2}, dict([(P(1), 1), (P(1), 2)]), dict.fromkeys([P(1), P(1), P(2)]), {**{P(1): 1}, P(2): 2}, {P(1): 1} | {P(1): 5}, {P(1), P(1)}))
t(lambda: ({P(1), P(2)} | {P(2)}, {P(1), P(2)} & {P(2)}, {P(1), P(2)} - {P(2)}, {P(1)} ^ {P(1), P(3)}, {P(1)} <= {P(1), P(2)}, {P(1)}.issubset([P(1)]), {P(1)}.isdisjoint([P(2)]), {P(1)}.union([P(1), P(2)]) == {P(2), P(1)}))
t(lambda: ((lambda s: (s.add(P(1)), s.discard(P(1)), s.discard(P(4)), s.update([P(5)]), s))({P(2)})))
t(lambda: ({P(1)}.remove(P(3))))
t(lambda: (sorted([P(3), P(1), P(2)]), sorted([P(1), P(2)], reverse=True), min([P(3), P(1)]), max(P(1), P(3)), sorted([3, 1, 2], key=P), max([1, 5, 2], key=lambda v: P(v)), sorted([(P(2), 1), (P(1), 2)]), min(P(1), P(1), key=lambda p: p.x)))
t(lambda: (sorted([P(1), 5])))
t(lambda: (max([P(1), "a"])))
t(lambda: (max(Plain(), Plain())))
t(lambda: (sum([P(1), P(2)]), sum([P(1), P(2)], P(10)), sum([1, P(2)]), any([P(0), P(1)]), all([P(1), P(0)]), any([P(0)]), [x for x in [P(0), P(1)] if x], list(filter(None, [P(0), P(1)])), not P(0), P(0) or 5, P(1) and 6))
t(lambda: (sum([Plain()])))
t(lambda: (Plain() + 1))
t(lambda: (Plain() < Plain()))
t(lambda: (Plain()[0]))
t(lambda: (len(Plain())))
t(lambda: (iter(Plain())))
t(lambda: (next(Plain())))
t(lambda: (Plain()()))
t(lambda: (Plain().foo))
t(lambda: (int(Plain())))
t(lambda: (float(Plain())))
t(lambda: (abs(Plain())))
t(lambda: (round(Plain())))
t(lambda: (-Plain()))
t(lambda: (Plain() in Plain()))
t(lambda: ([1][Plain()]))
t(lambda: (hash(Plain()) is not None, Plain() == Plain(), Plain() != Plain(), (lambda p: p == p)(Plain()), bool(Plain()), {Plain(): 1} is not None, (lambda p: p in [p])(Plain())))
t(lambda: (repr(Plain())[:24], str(Plain())[:24], f"{Plain()}"[:24], repr(Plain), repr(P), repr(P(1).__init__)[:30], repr(P.__init__)[:18]))
t(lambda: (format(Plain(), "x")))
t(lambda: ([10, 20, 30][P(1)], "abc"[P(2)], (1, 2)[P(0)], [1, 2, 3][P(1):], range(P(3)), bin(P(5)), hex(P(10)), chr(P(65)), [0] * P(2), "ab" * P(2), list(range(P(1), P(4))), int("11", P(2)), b"abc"[P(1)]))
t(lambda: (list(Count(3)), tuple(Count(2)), set(Count(2)), sum(Count(4)), max(Count(3)), sorted(Count(3), reverse=True), list(zip(Count(2), "ab")), list(map(str, Count(2))), list(enumerate(Count(2))), list(filter(lambda v: v, Count(3))), [*Count(2)], dict(zip(Count(2), Count(2))), ",".join(str(i) for i in Count(3)), 2 in Count(3), 5 in Count(3), list(reversed(list(Count(2)))), any(Count(2)), all(Count(2)), list(iter(Count(2))), bytes(Count(3)), min(Count(0), default=4), (lambda *a: a)(*Count(3)), [x for x in zip(Count(3), Count(2))], (lambda a: (a.extend(Count(2)), a))([])))
t(lambda: (list(Old()), tuple(Old()), 20 in Old(), 5 in Old(), sum(Old()), [x for x in Old()], list(zip(Old(), "ab")), max(Old())))
t(lambda: (list(It()), sum(It()), list(zip(It(), It())), next(It()), (lambda i: (next(i), list(i)))(It()), list(map(lambda a, b: (a, b), It(), It())), list(zip(*[It()] * 1)), 2 in It(), list(enumerate(It(), 5)), sorted(It()), dict(enumerate(It()))))
t(lambda: (5 in Has(), 6 in Has(), 6 not in Has()))
t(lambda: (int(Conv()), float(Conv()), round(Conv()), round(Conv(), 2), abs(Conv()), divmod(Conv(), 1), divmod(1, Conv()), pow(Conv(), 2), pow(Conv(), 2, 3), Conv() ** 4, -Conv(), list(reversed(Conv())), dir(Conv()), bytes(Conv()), Conv()(1, 2), Conv().dyn, getattr(Conv(), "nope", 3), hasattr(Conv(), "nope"), hasattr(Conv(), "dyn"), callable(Conv()), callable(Plain()), "%d" % Conv(), "%f" % Conv(), list(map(Conv(), [1]))))
t(lambda: (Conv().nope))
t(lambda: (Stack([1, 2]), Stack(), Stack("ab") + [1], len(Stack([1])), Stack([1]) == [1], [1] == Stack([1]), Stack([3, 1])[0], sorted(Stack([3, 1])), isinstance(Stack(), list), repr(Stack([1])), str(Stack()), list(Stack([1])), type(Stack([1])[:]), type(Stack([1]) + [2]), Stack([1, 2]).index(2), (lambda s: (s.append(1), s.sort(), s.pop(), s))(Stack([3])), 1 in Stack([1]), Stack([1]) < [2], bool(Stack()), [*Stack([1])], sum(Stack([1, 2])), "".join(Stack("ab")), tuple(Stack([1])), max(Stack([1, 5])), (lambda s: (setattr(s, "x", 1), s.x))(Stack())[1], list(reversed(Stack([1, 2]))), Stack([1]) * 2, (lambda s: s.__iadd__([2]))(Stack([1]))))
t(lambda: (Named([1]), str(Named()), [Named([2])], f"{Named([3])}", "%s" % (Named([4]),), {"a": Named([1])}))
t(lambda: (D(a=1)["a"], D()["x"], D().get("x"), D({"a": 1}), len(D(a=1)), "a" in D(a=1), D(a=1) == {"a": 1}, {"a": 1} == D(a=1), isinstance(D(), dict), list(D(a=1)), D(a=1) | {"b": 2}, {**D(a=1)}, dict(D(a=1)), D(a=1).copy(), sorted(D(b=1, a=2)), "%(zz)s" % D(), "{q}".format_map(D()), D.fromkeys("a"), type(D.fromkeys("a")).__name__, (lambda d: (d.update(c=3), d.pop("c"), d))(D())))
t(lambda: (S("abc"), S("abc").extra, S("abc", 5).extra, S("abc").upper(), type(S("a").upper()), len(S("ab")), S("a") == "a", "a" == S("a"), S("a") + "b", {S("a"): 1}["a"], {"a": 1}[S("a")], S("a") in ["a"], "".join([S("x"), S("y")]), f"{S('z')}", "%s" % S("q"), hash(S("a")) == hash("a"), S("b") > "a", S("ab")[0], sorted([S("b"), "a"]), isinstance(S(""), str), repr(S("it's")), S("a,b").split(","), int(S("5")), S("ab").startswith("a"), "a" in S("abc"), getattr(P(5), S("x")), str(S("k")), type(str(S("k"))).__name__, bool(S("")), S("ab") * 2, "abc".replace(S("b"), "x")))
t(lambda: (I(5) + 1, 1 + I(5), I(5) * 2, I(5) == 5, 5 == I(5), hash(I(5)) == hash(5), [10, 20][I(1)], I(5) < 6, type(I(5) * 2), I(7) // 2, -I(5), int(I(5)), type(int(I(5))).__name__, f"{I(5)}", f"{I(5):03d}", "%d" % I(5), range(I(3)), {5: 1}[I(5)], sum([I(1), I(2)]), I("12"), I(5) & 4, divmod(I(7), 2), I(2) ** 3, round(I(5)), bin(I(5)), I(3) in [3], max(I(3), 2), str(I(5)), repr(I(5)), bool(I(0)), I(5).bit_length(), I.from_bytes(b"\x01", "big"), abs(I(-5)), I(5) / 2, 2.5 + I(1), 2 ** I(3), ~I(5)))
t(lambda: (T([1, 2]), T() == (), (1, 2) == T([1, 2]), hash(T([1])) == hash((1,)), T([1]) + (2,), {T([1]): 1}[(1,)], len(T([1])), T([1, 2])[1], type(T([1])[:]).__name__, "%s %s" % T([1, 2]), isinstance(1, T([int, str])), T([1]) < (2,), a if (a := T("ab")) else 0, max(T([1, 3])), [*T([1])]))
t(lambda: (F(1.5), [F(1.5)], F(1.5) + 1, F(1.5) == 1.5, str(F(2.5)), f"{F(2.5)}", f"{F(2.5):.2f}", "%s" % F(1), "%.1f" % F(1), hash(F(1.5)) == hash(1.5), round(F(1.5)), int(F(1.5)), float(F(1.5)), F("2.5") * 2, F(1) < 2, sorted([F(2), 1.0]), abs(F(-1)), -F(1), divmod(F(5), 2)))
t(lambda: (Err(1, 2), str(Err(1, 2)), Err(1, 2).args, Err(1, 2).b, repr([Err(1, 2)]), isinstance(Err(1, 2), Exception)))
t(lambda: (Err(1)))
t(lambda: (hash(OnlyEq())))
t(lambda: ({OnlyEq()}))
t(lambda: (OnlyEq() == 5, 5 == OnlyEq(), [OnlyEq()] == [3], OnlyEq() != 5, 7 in [OnlyEq()], [1, OnlyEq()].index(9)))
t(lambda: (WithMeta, repr(WithMeta), str(WithMeta), f"{WithMeta}", [WithMeta], len(WithMeta), list(WithMeta), 1 in WithMeta, 2 in WithMeta, isinstance(3, WithMeta), isinstance(4, WithMeta), isinstance(3, (str, WithMeta)), WithMeta["k"], type(WithMeta), {WithMeta: 1}[WithMeta], bool(WithMeta)))
t(lambda: ((lambda a: (a.append(a), a.append(P(1)), repr(a)))([])))
t(lambda: ((lambda d: (d.__setitem__("me", d), d.__setitem__("p", P(1)), repr(d)))({})[2]))
t(lambda: ((lambda a: (a.append(Named([a])), repr(a))[1])([1])))
t(lambda: (list(zip([P(1)], Count(1), strict=True)), list(zip(Count(2), Count(2), strict=True))))
t(lambda: (list(zip(Count(2), Count(3), strict=True))))
t(lambda: (list(map(lambda v: 1 // v, [1, 0]))))
t(lambda: ([v for v in map(int, ["1", "x"])]))
t(lambda: (list(iter(It().__next__, 2)), list(iter(lambda it=It(): next(it), 3))))
t(lambda: (sorted([1, 2, 3], key=lambda v: 1 // (v - 2))))
t(lambda: ([3, 1, 2].sort(key=lambda v: {}[v])))
t(lambda: ((lambda a: a.sort(key=lambda v: v[0]))([1])))
t(lambda: (dict([P(1)])))
t(lambda: ({}.update(P(1))))
t(lambda: ({}.update(Count(2))))
t(lambda: (print(*Count(3)), print(P(1), Plain.__name__), print(Named([1]), S("s"), I(3), F(1)), print([S("s"), I(3), F(1), Named([1]), None])))
t(lambda: (" ".join(map(str, [P(1), 2])), ", ".join([f"{p}" for p in [P(1)]]), "-".join(str(x) for x in It())))
t(lambda: (isinstance(True, (int, (str,))), issubclass(I, int), issubclass(Meta, type), isinstance(WithMeta, Meta), isinstance(Stack(), (tuple, list)), type(Stack) is type, type(WithMeta) is Meta))
t(lambda: (vars(P(3)), P(3).__dict__, sorted(vars(Plain)) == sorted(Plain.__dict__), [n for n in dir(P(1)) if not n.startswith("__")], P.__name__, P.__qualname__, P.__module__, P(1).__class__.__name__, P.__mro__, Stack.__mro__, Stack.__bases__, Plain.__doc__))
t(lambda: (setattr(P(1), "é", 5), getattr(P(1), "x"), delattr((lambda p: p)(P(1)), "x"), hasattr(P(1), "y")))
t(lambda: (delattr(P(1), "y")))
t(lambda: (P.nope))
t(lambda: (P()))
t(lambda: (P(1, 2)))
t(lambda: (P(y=1)))
t(lambda: (Plain(1)))
t(lambda: ((lambda f, *a, k=1, **kw: (a, k, kw))(1, 2, z=3)))
t(lambda: ((lambda a, b: 1)(1)))
t(lambda: ((lambda a: 1)(1, 2)))
t(lambda: ((lambda a, *, k: 1)(1)))
t(lambda: ((lambda a: 1)(b=1)))
t(lambda: ((lambda a: 1)(1, a=2)))
t(lambda: ((lambda g: (list(g), next(g, "end")))(i for i in range(3))))
t(lambda: (super))
t(lambda: (copyright is not None and exit is not None, repr(exit), repr(quit)))
t(lambda: (exit(3)))
t(lambda: ((lambda: (_ for _ in ()).throw(Err(1, 2)))()))
t(lambda: (open("x.txt", "r").name if False else 1))
t(lambda: (list[int], dict[str, P], list["x"], (int | P), isinstance(P(1), int | P), P | None, tuple[int, ...] == tuple[int, ...], list[int]() == []))
