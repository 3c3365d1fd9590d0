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
