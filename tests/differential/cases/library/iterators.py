# %% every function of itertools over ranges, generators, own iterators, own sequences and lists
import itertools as it, copy, pickle, operator
def show(f, *a, **k):
    try: r = f(*a, **k); print(list(it.islice(r, 12)) if hasattr(r, "__next__") else r)
    except Exception as e: print(type(e).__name__, e)
def gen(n):
    for i in range(n): yield i
class It:
    def __init__(s, n): s.n = n; s.i = 0
    def __iter__(s): return s
    def __next__(s):
        if s.i >= s.n: raise StopIteration
        s.i += 1; return s.i
class Seq:
    def __init__(s, n): s.n = n
    def __getitem__(s, i):
        if i >= s.n: raise IndexError
        return i
for make in (lambda n: range(n), gen, It, Seq, lambda n: list(range(n))):
    show(it.chain, make(2), make(3)); show(it.chain.from_iterable, [make(2), "ab"]); show(it.chain.from_iterable, make(2))
    show(it.compress, make(6), [1, 0, True, 0, "x"]); show(it.dropwhile, lambda x: x < 2, make(5)); show(it.takewhile, lambda x: x < 2, make(5))
    show(it.filterfalse, None, make(3)); show(it.filterfalse, lambda x: x % 2, make(5)); show(it.starmap, pow, zip(make(3), make(4))); show(it.starmap, lambda *a: a, [make(2), (1, 2)])
    show(it.islice, make(9), 2); show(it.islice, make(9), 2, None); show(it.islice, make(9), 1, 8, 3); show(it.pairwise, make(4)); show(it.pairwise, make(1))
    show(it.zip_longest, make(2), make(3), fillvalue="-"); show(it.zip_longest); show(it.zip_longest, make(0), [])
    show(it.product, make(2), "ab"); show(it.product, make(2), repeat=2); show(it.product); show(it.product, make(3), repeat=0); show(it.product, [], make(3))
    show(it.permutations, make(3)); show(it.permutations, make(3), 2); show(it.permutations, make(2), 3); show(it.combinations, make(4), 2); show(it.combinations, make(2), 3); show(it.combinations_with_replacement, make(3), 2)
    show(it.accumulate, make(5)); show(it.accumulate, make(5), lambda a, b: a * 2 + b); show(it.accumulate, make(3), initial=10); show(it.accumulate, make(3), operator.mul, initial=2); show(it.accumulate, ["a", "b"])
    show(it.cycle, make(3)); show(it.cycle, make(0))
    show(lambda: [(k, list(g)) for k, g in it.groupby(make(6), lambda x: x // 2)]); show(lambda: [(k, list(g)) for k, g in it.groupby("aabbbc")])
    show(lambda: [k for k, g in it.groupby(make(6), lambda x: x // 3)])
    a, b = it.tee(make(5)); print(next(a), next(a), list(b), list(a)); a, b, c = it.tee(make(3), 3); print(list(a), list(c), next(b)); d = copy.copy(b); print(list(b), list(d))
    show(zip, make(3), make(2)); show(zip, make(3), make(2), strict=True); show(zip, make(2), make(3), strict=True); show(zip, make(2), make(2), strict=True); show(map, lambda a, b: a + b, make(3), make(4)); show(map, str, make(3)); show(filter, None, make(3)); show(filter, lambda x: x - 1, make(3)); show(enumerate, make(3), 5); show(enumerate, make(3), 2**63 - 1)
print(it.count(), it.count(3), it.count(1.5, .5), it.count(step=2), it.repeat(3), it.repeat("x", 3), it.count(2**70)); show(it.count, 2**63 - 2); show(it.count, 1, -1); show(it.count, .5); show(it.count, "a"); show(it.count, 1, "a")
from fractions import Fraction
show(it.count, Fraction(1, 3), Fraction(1, 3)); show(it.repeat, 1, 3); show(it.repeat, 1, -2); show(it.repeat); show(it.repeat, 1, "a"); show(it.repeat, times=2, object=3)
for args in [(), ([],), ([], -1), ([], 1, -1), ([], 1, 2, 0), ([], "a"), ([], 1, 2, 3, 4)]: show(it.islice, *args)
i = iter(range(10)); list(it.islice(i, 2, 5)); print(next(i)); i = iter(range(10)); list(it.islice(i, 0, 5, 3)); print(next(i))
show(it.tee, [1], -1); print(it.tee([1], 0)); show(it.permutations, [1], "a"); show(it.permutations, [1], -1); show(it.combinations, [1]); show(it.product, [1], repeat=-1); show(it.product, 1); show(it.chain, 1); show(it.cycle, 1); show(it.zip_longest, 1); show(it.zip_longest, [], fill=1); show(it.groupby); show(it.accumulate, 1); show(it.dropwhile, 1); show(it.takewhile, 1, [1]); show(it.starmap, 1, [1])
g = it.groupby("aab"); k, first = next(g); k2, second = next(g); print(list(first), list(second), list(g))
class C(it.chain): pass
class N(it.count):
    def __next__(self): return 7
print(list(C([1], [2])), next(N()), type(C()).__name__, it.chain[int], isinstance(C(), it.chain))
print(operator.length_hint(it.repeat(1, 5)), list(map(next, [iter("ab")] * 2)))
for x in [it.count(3, 2), it.repeat(2, 5), it.cycle([1, 2]), it.chain([1, 2], [3]), it.islice(range(10), 2, 8), it.product([1, 2], repeat=2), it.permutations("abc"), it.combinations("abcd", 2), it.accumulate([1, 2, 3]), it.zip_longest([1], [2, 3]), it.compress([1, 2], [0, 1]), it.tee([1, 2, 3])[0], enumerate("abc"), zip("ab", "cd"), it.groupby("aab")]:
    try: next(x)
    except StopIteration: pass
    y = copy.copy(x); z = None
    try: z = pickle.loads(pickle.dumps(x))
    except TypeError as e: print(e)
    if isinstance(x, it.groupby): continue
    print(list(it.islice(y, 5)) if not isinstance(x, (it.cycle,)) else '-', list(it.islice(z, 5)) if z else None, type(z) is type(x))
def stop(x): raise StopIteration
print(list(map(stop, [1, 2])), list(it.takewhile(stop, [1])), list(it.starmap(stop, [(1,)])))
m = map(lambda x: 1 / x, [1, 0, 2]); print(next(m))
try: next(m)
except ZeroDivisionError as e: print(e)
print(list(m))
x = iter([])
for _ in range(5000): x = it.chain(x, [1])
try: print(len(list(x)))
except RecursionError as e: print("R", e)

# %% iterators over what gives items at once, and where they stop doing so
import itertools as it, sys
def drain(make):
    i = make()
    out = []
    try:
        while True: out.append(next(i))
    except StopIteration: pass
    except Exception as e: out.append((type(e).__name__, str(e)))
    try: out.append(next(i))
    except StopIteration: out.append("end")
    except Exception as e: out.append((type(e).__name__, str(e)))
    return out
big = sys.maxsize
for make in (
    lambda: zip([1, 2, 3], (4, 5, 6), range(3)), lambda: zip([1, 2], [3]), lambda: zip([1], [2, 3]), lambda: zip(),
    lambda: (lambda i: zip(i, i))(iter([1, 2, 3, 4, 5])), lambda: (lambda i, j: zip(i, j, i))(iter([1, 2, 3]), iter([4, 5, 6])),
    lambda: (lambda i, j: zip(j, i, i))(iter([1, 2, 3]), iter([4, 5, 6])), lambda: zip("ab", [1, 2], {3: 4, 5: 6}, {7}),
    lambda: zip([1, 2], [3], strict=True), lambda: zip([1], [2, 3], strict=True), lambda: zip([1], [2], strict=True),
    lambda: enumerate([7, 8]), lambda: enumerate((7, 8), big - 1), lambda: enumerate([7, 8], big), lambda: enumerate("ab", -1), lambda: enumerate(enumerate([1])),
    lambda: it.accumulate([1, 2, big, 1]), lambda: it.accumulate(range(big - 1, big)), lambda: it.accumulate([1, 2.5, 3]), lambda: it.accumulate([1, "a"]),
    lambda: it.chain([1, 2], [], (3,), range(2)), lambda: it.chain(it.chain([1], [2]), [3]), lambda: it.islice([1, 2, 3, 4], 3), lambda: it.islice(it.count(5), 2, 9, 3),
    lambda: it.islice(it.count(), 3), lambda: it.islice(range(5), 1, 3), lambda: it.islice(it.count(big - 1), 3), lambda: it.islice(it.count(1, -2), 3),
    lambda: reversed([1, 2, 3]), lambda: reversed([]), lambda: reversed((1, 2)), lambda: zip(reversed([1, 2]), enumerate([3, 4])),
): print(drain(make))
a = [1, 2, 3, 4]; r = reversed(a); print(next(r)); del a[1:]; print(list(r), list(r)); a.extend([5, 6, 7]); print(list(r))
a = [1, 2, 3]; r = reversed(a); a.append(4); print(list(r))
i = iter([1, 2, 3, 4, 5]); s = it.islice(i, 2); print(list(s), list(i))
nested = [1]
for _ in range(3000): nested = it.chain(nested)
print(list(nested))
nested = iter([1])
for _ in range(3000): nested = it.islice(nested, 5)
print(list(nested))

# %% groups of what gives items at once and of what does not, taken to the end, in part, late or not at all
import itertools as it, operator, copy
class Odd:
    "Equal to what has the same last digit."
    def __init__(s, n): s.n = n
    def __eq__(s, o): return s.n % 10 == o.n % 10
    def __repr__(s): return f"Odd({s.n})"
def gen(items):
    for item in items: yield item
rows = [[], [1], [1, 1, 2, 2, 2, 3], [1, 1.0, True, 2, 1], ["a", "a", "b"], [[1], [1], [2]], [None, None, 0], [float("nan")] * 2, [Odd(1), Odd(11), Odd(2), Odd(12), Odd(1)]]
for row in rows:
    for make in (list, tuple, iter, gen, lambda row: it.chain(row, row), lambda row: it.islice(row, 4)):
        for key in (None, str, lambda x: x):
            print([(k, list(g)) for k, g in it.groupby(make(row), key)], [k for k, _ in it.groupby(make(row), key)], end=" ")
            late = list(it.groupby(make(row), key))
            print([list(g) for _, g in late], [next(g, "-") for _, g in it.groupby(make(row), key)], [(next(g, "-"), sum(1 for _ in g)) for _, g in it.groupby(make(row), key)])
groups = it.groupby([1, 1, 2, 2, 3]); key, group = next(groups); print(key, next(group), next(groups)[0], list(group))
base = iter([1, 1, 2, 2]); groups = it.groupby(base); key, group = next(groups); print(key, next(base), list(group), [(k, list(g)) for k, g in groups], list(base))
items = [1, 1]; groups = it.groupby(items); key, group = next(groups); items += [1, 2]; print(list(group)); items.append(2); print([(k, list(g)) for k, g in groups])
for get in (operator.itemgetter(1), operator.itemgetter(1, 0), operator.itemgetter(slice(2)), operator.itemgetter(-1, slice(1))): print(get("abc"), get([1, 2, 3]), get)
class P: x = 1
P.y = P
for get in (operator.attrgetter("x"), operator.attrgetter("x", "y.x"), operator.attrgetter("y.y.x")): print(get(P), get)
for make in (lambda: operator.itemgetter(), lambda: operator.itemgetter(5)([1]), lambda: operator.itemgetter(0, 5)([1]), lambda: operator.attrgetter("y.z")(P), lambda: operator.attrgetter(1)):
    try: print(make())
    except Exception as e: print(type(e).__name__, e)

# %% builtins that take what a generator yields, where it stands
def show(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
def values(*items):
    for item in items:
        got = yield item
        if got is not None: print("sent", got)
class Odd:
    def __init__(self, n): self.n = n
    def __bool__(self): print("truth", self.n); return bool(self.n)
    def __lt__(self, o): print("lt", self.n); return self.n < o.n
    def __gt__(self, o): print("gt", self.n); return self.n > o.n
    def __radd__(self, o): print("radd", self.n); return o + self.n
def failing():
    yield 1
    raise ValueError("within")
def own():
    try: yield 1; yield 2
    finally: print("finally")
big = 2 ** 63 - 1
for f in (
    lambda: sum(values(1, 2, 3)), lambda: sum(values(big, 1, -1)), lambda: sum(values(1, 2.5, 3)), lambda: sum(values(1.5, 2.5)), lambda: sum(values([1], [2]), []), lambda: sum(values(1, "a")), lambda: sum(values(1, Odd(2), 3)), lambda: sum(failing()),
    lambda: any(values(0, "", 3, 4)), lambda: any(values(0, None)), lambda: all(values(1, Odd(1), Odd(0), Odd(1))), lambda: all(values()), lambda: any(values(Odd(0), Odd(2))), lambda: any(failing()), lambda: all(failing()), lambda: any(own()),
    lambda: max(values(3, 1, 2)), lambda: min(values(3, 1, 2)), lambda: max(values(1, 2.5, True)), lambda: max(values(1, "a")), lambda: max(values()), lambda: max(values(Odd(1), Odd(3), Odd(2))).n, lambda: min(values(Odd(1), Odd(3))).n, lambda: max(failing()),
    lambda: list(values(1, "a")), lambda: tuple(values(1, 2)), lambda: set(values(1, 1)), lambda: sorted(values(2, 1)), lambda: ",".join(values("a", "b")), lambda: ",".join(values("a", 1)), lambda: dict(values((1, 2))), lambda: [*values(1), *values(2)], lambda: list(failing()),
): show(f)
g = values(1, 2, 3); print(next(g), sum(g), list(g))
def again():
    try: print("within", next(me))
    except ValueError as e: print(e)
    yield 1
me = again(); print(sum(me))
def total(n): return sum(total(i) if i else 1 for i in range(n))
print(total(8))

# %% generators that delegate, to any depth, with all that can be sent to them
def leaf(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("leaf got", got)
    except KeyError as e: print("leaf caught", e); yield "caught"
    finally: print("leaf over")
    return n * 10
def middle(n):
    r = yield from leaf(n); print("middle", r)
    r = yield from range(2); print("range", r)
    r = yield from [7]; print("list", r)
    r = yield from iter("x"); print("str", r)
    return "m"
def top(n): return (yield from middle(n))
for x in top(2): print(x)
g = top(3); print(next(g), g.send("a"), g.throw(KeyError("k")), list(g))
g = top(1); print(next(g)); g.close(); print(list(g))
g = middle(0)
print(next(g))
try: g.send("no")
except AttributeError as e: print(e)
class Node:
    def __init__(self, value, left=None, right=None): self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left: yield from self.left
        yield self.value
        if self.right: yield from self.right
def tree(lo, hi):
    if lo >= hi: return None
    mid = (lo + hi) // 2
    return Node(mid, tree(lo, mid), tree(mid + 1, hi))
print(sum(tree(0, 500)), list(tree(0, 20)), max(tree(0, 9)))
def deep(n):
    if n: yield from deep(n - 1)
    else: yield "bottom"
print(list(deep(300)))
def flat(x):
    for i in x:
        if isinstance(i, list): yield from flat(i)
        else: yield i
print(list(flat([1, [2, [3, [], [4]]], 5])), sum(flat([[[1]], 2])))
def handled():
    try: raise ValueError(1)
    except ValueError:
        yield from leaf(2)
        try: raise
        except ValueError as e: print("still", e)
print(list(handled()))

# %% arguments with stars, and what they leave alone
def show(f):
    try: print(f())
    except TypeError as e: print(e)
def two(a, b): return (a, b)
def some(a, b=2, *rest, c=3, **more): return (a, b, rest, c, more)
def gen(n): yield from range(n)
class C:
    def __init__(self, a, b): self.ab = a, b
    def m(self, a, b): return self.ab, a, b
    def __call__(self, *a): return a
pair, items = (1, 2), [3, 4]
for f in (
    lambda: two(*pair), lambda: two(*items), lambda: two(*gen(2)), lambda: two(*"ab"), lambda: two(*{5: 6, 7: 8}), lambda: two(1, *[2]), lambda: two(*[1], 2), lambda: two(*pair, *items), lambda: two(*[1]), lambda: two(*5), lambda: two(*pair, b=1),
    lambda: some(*pair), lambda: some(*items, *pair, c=9), lambda: some(*[], a=1), lambda: some(**{"a": 1, "z": 2}), lambda: some(*pair, **{"c": 1}),
    lambda: C(*pair).m(*items), lambda: C(1, 2)(*items, *items), lambda: max(*items), lambda: print(*pair, *gen(2), sep="-"), lambda: (lambda *a: a)(*items), lambda: (lambda a, b: a)(*pair),
): show(f)
def keep(*a): a = list(a); a.append(9); return a
print(keep(*items), items, keep(*pair), pair)
def change(a, b): items.append(b); return a
print(change(*items), items)
def recurse(n, acc): return acc if not n else recurse(*[n - 1, acc + n])
print(recurse(100, 0))
a, b, c, d, e, f, g = [1, 2, 3, 4, 5, 6, 7]; print(a, g)
x = [x for x in range(8)]; x, y, *z = x; print(x, y, z)
x = list(range(8)); x, x1, x2, x3, x4, x5, x6, x7 = x; print(x, x7)
try: a, b, c, d, e, f, g = [1, 2]
except ValueError as error: print(error)

# %% fields of named tuples
from collections import namedtuple
import copy, pickle
P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p.y, P.x.__doc__, P.y.__doc__, type(P.x).__name__, P.x.__get__(None, P) is P.x, P.y.__get__(p), P.y.__get__((7, 8)))
for f in (lambda: setattr(p, "x", 1), lambda: delattr(p, "x"), lambda: P.x.__get__(5), lambda: P.y.__get__((1,)), lambda: P.x.__set__(p, 1), lambda: setattr(p, "z", 1), lambda: p.z):
    try: print(f())
    except (AttributeError, TypeError, IndexError) as e: print(type(e).__name__, e)
P.x.__doc__ = "across"; print(P.x.__doc__)
class Q(P):
    y = property(lambda self: "mine")
    @property
    def sum(self): return self.x + self[1]
q = Q(3, 4); print(q.x, q.y, q.sum, q._replace(x=9), q == (3, 4), [(n.x, n.y) for n in (p, q, P(8, 9))])
print(pickle.loads(pickle.dumps(p)), copy.copy(p), copy.deepcopy(q), P.x.__reduce__()[1])
class D(P): __slots__ = (); x = 11
print(D(1, 2).x, D(1, 2)[0])
