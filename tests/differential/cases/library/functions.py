# %% heapq, bisect, functools, operator and the dicts of collections in every way
import bisect, copy, functools, heapq, operator, pickle
from collections import Counter, OrderedDict, defaultdict, deque


def T(f, *args, **kwargs):
    try: print(f(*args, **kwargs))
    except Exception as e: print(type(e).__name__ + ":", e)


class Item:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.n < other.n
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"I{self.n}"


numbers = [5, 1, 4, 1, 5, 9, 2, 6]
for make in (lambda n: n, lambda n: (n, "x"), lambda n: [n], lambda n: n + 0.5, str, Item, lambda n: (n, Item(n))):
    heap = []
    for n in numbers: heapq.heappush(heap, make(n))
    print(heap, heapq.heappushpop(heap, make(3)), heapq.heappushpop(heap, make(0)), heapq.heapreplace(heap, make(7)), heap)
    print([heapq.heappop(heap) for _ in range(len(heap))])
    heap = [make(n) for n in numbers]; heapq.heapify(heap); print(heap)
    print(heapq.nsmallest(3, heap), heapq.nlargest(3, heap))
    print(list(heapq.merge([make(1), make(3)], [make(2), make(3)], [])))
    row = sorted([make(n) for n in numbers])
    print([bisect.bisect_left(row, make(n)) for n in range(11)], [bisect.bisect(row, make(n)) for n in range(11)])
    for n in numbers: bisect.insort(row, make(n)); bisect.insort_left(row, make(n))
    print(row)
print(list(heapq.merge([5, 3, 1], [4, 3, 2], reverse=True)), list(heapq.merge(["a", "bbb"], ["cc"], key=len)), list(heapq.merge()))
for f in (heapq.heappush, heapq.heappop, heapq.heapify, heapq.heapreplace, heapq.heappushpop):
    for args in (((), 1), ([], 1), ([1], "a"), ([1, 2], "a")) if f in (heapq.heappush, heapq.heapreplace, heapq.heappushpop) else (((),), ([],), ([2, 1],)): T(f, *args)
for args in (([1, 2, 3], 2, -1), ([1, 2, 3], 2, 1, 2), ([1, 2, 3], 2, 0, 99), ([1, 2, 3], "a"), (5, 1), ((1, 2, 3), 2), (range(10), 4), ([1, 2],), ([1, 2, 3], 2, 5)): T(bisect.bisect_left, *args); T(bisect.bisect_right, *args)
T(bisect.bisect_left, [3, 2, 1], -2, key=lambda x: -x); T(bisect.bisect_right, a=[1, 2], x=1, lo=0, hi=None); row = [(1, "b"), (3, "a")]; bisect.insort(row, (2, "z"), key=lambda p: p[0]); print(row); T(bisect.insort, (1,), 1); T(bisect.insort, deque([1, 3]), 2)


class Grows:
    def __lt__(self, other): heap.append(self); return True


heap = [Grows(), Grows(), Grows()]; T(heapq.heapify, heap)
d = defaultdict(list); d["a"].append(1); print(d, d["b"], len(d), d.get("zz"), d.default_factory); T(defaultdict(None).__getitem__, "q"); T(defaultdict(lambda: 1 / 0).__getitem__, "q")
d = defaultdict(int, {"x": 1}); d["y"] += 5; print(d, dict(d), copy.copy(d), pickle.loads(pickle.dumps(d)), d | {"z": 1}); d.default_factory = None; T(d.__getitem__, "n"); d[Item(1)] = 2; print(d[Item(1)])


class Deep(defaultdict):
    def __missing__(self, key): self[key] = Deep(); return self[key]


d = Deep(); d[1][2] = 3; print(dict(d))
print(defaultdict(lambda: defaultdict(int))["a"]["b"], defaultdict(list).__missing__("k"))
c = Counter("abracadabra"); c.update("aa"); c.update({"z": 3}); c.update(q=2); print(c, c.most_common(2)); c.update([Item(1), Item(1), Item(2)]); print(c[Item(1)]); T(Counter, [[]]); T(Counter, 5); c = Counter(a=1.5); c.update("a"); print(c)


class Loud(Counter):
    def __setitem__(self, key, value): print("set", key, value); super().__setitem__(key, value)


print(Loud("aab"))
o = OrderedDict((n, str(n)) for n in range(6)); o.move_to_end(2); o.move_to_end(4, last=False); print(o, list(reversed(o))); T(o.move_to_end, 99); print(o.popitem(), o.popitem(last=False), o); T(OrderedDict().popitem)
for n in range(50): o.move_to_end(3, last=n % 2 == 0); o.move_to_end(5, last=n % 3 == 0); o[n + 100] = n; o.pop(n + 80, None)
print(o); o.move_to_end(3 if 3 in o else next(iter(o)), False); print(o == OrderedDict(o), copy.copy(o) == o, pickle.loads(pickle.dumps(o)) == o); o = OrderedDict({Item(1): 1, Item(2): 2}); o.move_to_end(Item(1)); print(o)


@functools.lru_cache(maxsize=3)
def square(n, *, extra=0):
    "doc"
    print("run", n); return n * n + extra


print([square(n) for n in (1, 2, 1, 3, 4, 1, 2)], square.cache_info(), square.__name__, square.__doc__, square.__wrapped__(9), square.cache_parameters()); square.cache_clear(); print(square.cache_info(), square(2, extra=1), square(n=2)); T(square, []); T(square)


@functools.lru_cache(typed=True)
def kind(x): return type(x).__name__


print(kind(1), kind(1.0), kind(True), kind("a"), kind.cache_info())


@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info(), copy.copy(fib) is fib, pickle.loads(pickle.dumps(fib)) is fib)


@functools.lru_cache(0)
def never(n): return n


print(never(1), never(1), never.cache_info()); T(functools.lru_cache, "a")


@functools.lru_cache(maxsize=2)
def nested(n): return 0 if n == 0 else nested(n - 1) + 1


print(nested(10), nested.cache_info()); by = functools.lru_cache(maxsize=2)(lambda item: item.n); print(by(Item(1)), by(Item(1)), by(Item(2)), by(Item(3)), by(Item(1)), by.cache_info())


class Holder:
    @functools.lru_cache(maxsize=None)
    def method(self, x): return (self.__class__.__name__, x)
    @functools.cache
    def other(self): return 1
    part = functools.partialmethod(method, 5)


h = Holder(); print(h.method(1), h.method(1), Holder.method.cache_info(), h.other(), h.part(), h.method.cache_info())


@functools.cache
def fails(x): raise ValueError(x)


T(fails, 1); T(fails, 1); print(fails.cache_info())
p = functools.partial(int, base=2); print(p("101"), p, p.func, p.args, p.keywords, functools.partial(p, "11")(), functools.partial(p, base=8)("11"), p("77", base=8)); T(functools.partial); T(functools.partial, 5); p.note = 1; q = pickle.loads(pickle.dumps(p)); print(q("11"), q.note, copy.copy(p).note, copy.deepcopy(p)("10"))


class Own(functools.partial): pass


print(Own(max, 3)(2), type(Own(max)).__name__, functools.partial(print, "a", sep="-")("b"), isinstance(p, functools.partial))
T(functools.reduce, operator.add, [1, 2, 3]); T(functools.reduce, lambda a, b: a * b, range(1, 6), 10); T(functools.reduce, max, []); T(functools.reduce, max, [], 5); T(functools.reduce, max, 5); T(functools.reduce, operator.add, (c for c in "abc")); T(functools.reduce, operator.add, iter([Item(1)])); T(functools.reduce, operator.concat, [[1], [2]]); T(functools.reduce, operator.truediv, [1, 0]); T(functools.reduce, lambda a, b: a + b, iter([]))
key = functools.cmp_to_key(lambda a, b: b - a); print(sorted([1, 3, 2], key=key), key(1) < key(2), key(1) == key(1), key(2).obj, max([1, 5, 2], key=key)); T(lambda: key(1) < 5); T(lambda: sorted("ab", key=functools.cmp_to_key(lambda a, b: None)))
for name in ("lt", "le", "eq", "ne", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor", "is_", "is_not", "iadd", "isub", "imul", "concat", "getitem"):
    for args in ((7, 2), ([1, 2, 1], 1), ("ab", "b"), (Item(1), Item(2)), ({1}, {2})): T(getattr(operator, name), *args)
for name in ("neg", "pos", "invert", "inv", "not_", "truth", "abs"):
    for arg in (5, -2.5, "a", [], True): T(getattr(operator, name), arg)
i = operator.itemgetter(1); print(i([1, 2]), i, operator.itemgetter(0, -1)("abc"), operator.itemgetter(slice(1, 3))("abcd"), operator.itemgetter("a")({"a": 1}), pickle.loads(pickle.dumps(i))("xy"), copy.copy(i)("xy")); T(i, [1]);  T(operator.itemgetter(1), 5)
a = operator.attrgetter("real", "n.x" if False else "imag"); print(a(5), a, operator.attrgetter("__class__.__name__")(5), pickle.loads(pickle.dumps(a))(6)); T(operator.attrgetter, 5);  T(operator.attrgetter("zz"), 5)
m = operator.methodcaller("split", ",", maxsplit=1); print(m("a,b,c"), m, operator.methodcaller("upper")("a"), pickle.loads(pickle.dumps(m))("x,y,z"), copy.copy(operator.methodcaller("upper"))("b")); T(operator.methodcaller); T(operator.methodcaller, 5); T(operator.methodcaller("nope"), 5)
print(list(map(operator.itemgetter(0), ["ab", "cd"])), sorted([(2, "a"), (1, "b")], key=operator.itemgetter(1)), list(map(operator.methodcaller("upper"), "ab")), operator.call(int, "11", base=2)); data = [1, 2]; operator.setitem(data, 0, 9); operator.delitem(data, 1); print(data, operator.iconcat(data, [1]))
for ops in ("union", "intersection", "difference", "symmetric_difference"):
    print(sorted(getattr({1, 2, 3}, ops)([2, 3, 4])), sorted(getattr({1, 2, 3}, ops)({3, 5}))); s = {1, 2, 3}; getattr(s, {"union": "update"}.get(ops, ops + "_update"))(*([[2, 3], [3]] if ops != "symmetric_difference" else [[2, 5]])); print(sorted(s)); s = {Item(1), Item(2)}; print(sorted(getattr(s, ops)({Item(2), Item(3)}), key=lambda i: i.n))
s = {1, 2}; s |= s; s &= s; print(s, s | s, s & s, s - s, s ^ s); s -= s; print(s); s = {1}; s ^= s; print(s)

# %% what object says of how its objects are pickled and copied
import copy
import copyreg
import pickle


class A:
    def __init__(self):
        self.x = 1


class Listed(list):
    pass


class Slots:
    __slots__ = ("a", "_Slots__b")


class State:
    def __getstate__(self):
        return 5


class Args(tuple):
    def __getnewargs__(self):
        return (list(self),)


class Own:
    def __reduce__(self):
        return Own, ()


class Over:
    def __init__(self, x):
        self.x = x

    def __reduce_ex__(self, protocol):
        function, args, state, *rest = super().__reduce_ex__(protocol)
        return (function, args, {**state, "protocol": protocol}, *rest)


class Registered:
    def __init__(self, x):
        self.x = x


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


slots = Slots()
slots.a = 1
show(lambda: A().__reduce_ex__(2)[1:])
show(lambda: A().__reduce_ex__(4)[0] is copyreg.__newobj__)
show(lambda: Listed([1]).__reduce_ex__(2)[1:3])
show(lambda: list(Listed([1]).__reduce_ex__(2)[3]))
show(lambda: slots.__reduce_ex__(2)[1:3])
show(lambda: State().__reduce_ex__(2)[2])
show(lambda: Args((1, 2)).__reduce_ex__(2)[1])
show(lambda: (A().__getstate__(), object().__getstate__(), slots.__getstate__()))
show(lambda: Own().__reduce_ex__(2))
show(lambda: A().__reduce__()[0] is copyreg._reconstructor)
show(lambda: {1: 2}.__reduce_ex__(2)[1])
show(lambda: (i for i in ()).__reduce_ex__(2))
show(lambda: (copy.copy(Over(3)).__dict__, pickle.loads(pickle.dumps(Over(3))).x))
copyreg.pickle(Registered, lambda r: (Registered, (r.x + 1,)))
show(lambda: copy.copy(Registered(1)).x)
show(lambda: copy.deepcopy(Args((1, [2]))))
show(lambda: (copy.copy(slots).a, copy.deepcopy(Listed([[1]]))))

# %% operator.index makes ints
import operator
class C(int): pass
class D:
    def __index__(self): return 7
print(operator.index(True), type(operator.index(C(3))), operator.index(D()))

# %% functions of modules in C say their module
import math, time, sys, _thread
for call in (lambda: math.sqrt(), lambda: math.sqrt(1, 2), lambda: math.sqrt(x=1), lambda: time.sleep(), lambda: time.time(1), lambda: time.sleep(secs=1), lambda: sys.getrefcount(), lambda: _thread.get_ident(1), lambda: len(), lambda: [].append(), lambda: "".upper(1), lambda: math.pow(1)):
    try: print(call())
    except TypeError as e: print(e)
