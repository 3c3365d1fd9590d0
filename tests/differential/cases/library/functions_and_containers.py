def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% functools: generic functions
import functools, collections, collections.abc as c, abc, types
from functools import singledispatch, singledispatchmethod
@singledispatch
def show(x, *more):
    """Shows."""
    return "base"
@show.register
def _(x: int): return "int"
@show.register
def _(x: "list"): return "list"
@show.register(c.Mapping)
def _(x): return "mapping"
@show.register(c.Sized)
def _(x): return "sized"
@show.register
def _(x: float | complex): return "inexact"
show.register(type(None), lambda x: "none")
print(*[show(x) for x in (1, True, [], {}, "s", 1.5, 2j, None, object(), collections.ChainMap(), {1})], show.__name__, show.__doc__, show.registry[int](0), show.dispatch(dict)(0))
T(show); T(lambda: show.register(5)); T(lambda: show.register(5, len)); T(lambda: show.register(lambda x: 0) and 0 if 0 else show.register("a", len)); T(lambda: type(show.registry)); T(lambda: show.register(list[int], len))
def wrong(x: list[int]): pass
def wrong2(x: int | list[int]): pass
T(lambda: show.register(wrong)); T(lambda: show.register(wrong2))
class Late: pass
print(show(Late())); c.Sized.register(Late); print(show(Late()))
@singledispatch
def two(x): return "base"
two.register(c.Sized, lambda x: "sized"); two.register(c.Iterable, lambda x: "iterable"); T(lambda: two([]))
class Both(c.Iterable, c.Sized):
    def __iter__(self): return iter(())
    def __len__(self): return 0
print(two(Both()), [k.__name__ for k in functools._compose_mro(dict, [c.Sequence, c.MutableMapping, c.Mapping, c.Set])])
class A:
    @singledispatchmethod
    def m(self, x): return "base"
    @m.register
    def _(self, x: int): return "int"
    @singledispatchmethod
    @classmethod
    def k(cls, x): return cls.__name__
    @k.register(str)
    @classmethod
    def _(cls, x): return "str"
print(A().m(1), A().m(""), A.k(1), A.k(""), A().m.__name__)

# %% functools: methods, orders, properties, partial functions
import functools, abc, copy, pickle
from functools import partial, partialmethod, total_ordering, cached_property
class A:
    def m(self, *a, **k): return a, k
    p = partialmethod(m, 1, x=2); q = partialmethod(p, 3, y=4); s = partialmethod(staticmethod(lambda *a: a), 5); k = partialmethod(classmethod(lambda cls, *a: (cls.__name__, a)), 6); n = partialmethod(partial(lambda *a: len(a), 1), 7)
    @cached_property
    def v(self): print("computed"); return 1
a = A(); print(a.p(9, z=1), a.q(), a.s(1), a.k(), A.k(2), a.n(), A.p(a, 8), a.v, a.v, A.__dict__["q"].keywords, a.p.__name__ if hasattr(a.p, "__name__") else "")
print(repr(partialmethod(len, 3, b=4))); T(lambda: partialmethod(5))
f = partial(print); f.__setstate__((f, (f,), {"a": f}, {})); print(f); f.__setstate__((print, (), {}, None))
f = partial(len, [1]); f.note = 1; g = copy.copy(f); print(g(), g.note, f); f.__setstate__((max, (1,), {"key": None}, None)); print(f(5), f.__dict__); T(lambda: f.__setstate__((1, 2))); T(lambda: f.__setstate__((print, [], {}, None)))
@total_ordering
class N:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n if isinstance(o, N) else NotImplemented
    def __eq__(self, o): return isinstance(o, N) and self.n == o.n
print(N(1) <= N(2), N(1) > N(2), N(2) >= N(2), N.__ge__.__name__, N.__ge__.__qualname__, pickle.loads(pickle.dumps(N.__le__)) is N.__le__); T(lambda: N(1) >= 3); T(lambda: total_ordering(type("X", (), {})))
class S: __slots__ = ("a",); v = cached_property(lambda self: 1)
T(lambda: S().v); print(partial[int], cached_property[int], partialmethod[int], isinstance(A.v, cached_property))

# %% copies
import copy, copyreg, weakref, collections
class P:
    def __init__(self, x): self.x = x
class St(P):
    def __getstate__(self): return {"y": self.x}
class Sl: __slots__ = ("a", "b")
class New:
    def __new__(cls, v): self = object.__new__(cls); self.v = v; return self
    def __getnewargs__(self): return (self.v,)
class Dc(P):
    def __deepcopy__(self, memo): return ("deep", len(memo) >= 0)
    def __copy__(self): return "shallow"
class Sub(dict): pass
class L(list): pass
p = P([1]); q = copy.copy(p); r = copy.deepcopy(p); print(q.x is p.x, r.x is p.x, r.x, copy.copy(St(3)).__dict__, copy.copy(Dc(1)), copy.deepcopy(Dc(1)))
s = Sl(); s.a = [1]; t = copy.deepcopy(s); print(t.a, t.a is s.a, hasattr(t, "b"), copy.copy(New(4)).v, copy.copy(slice(1, 2)), copy.deepcopy(range(3)))
d = Sub(a=[1]); d.extra = [2]; e = copy.deepcopy(d); print(type(e).__name__, e, e.extra, e.extra is d.extra); l = L([1, [2]]); l.me = l; m = copy.deepcopy(l); print(type(m).__name__, m, m.me is m, m[1] is l[1])
class Bad:
    def __reduce_ex__(self, n): return (len, ([],), None, None, None, 1, 2)
class Str:
    def __reduce__(self): return "global"
class No:
    def __getattribute__(self, name):
        if name.startswith("__reduce"): raise AttributeError(name)
        return object.__getattribute__(self, name)
T(lambda: copy.copy(Bad()) and 0) if 0 else None; x = Str(); print(copy.copy(x) is x); T(lambda: copy.copy(No())); T(lambda: copy.deepcopy(No()))
class Reg: pass
copyreg.pickle(Reg, lambda r: (dict, ((("k", 1),),))); print(copy.copy(Reg()), copy.deepcopy([Reg()]))
w = weakref.ref(p); print(copy.copy(w) is w, copy.deepcopy([w])[0] is w); b = copy.deepcopy(p.__init__); print(b.__self__ is p, b.__self__.x); print(copy.Error is copy.error, copy.copy(Exception("a", 1)).args, copy.deepcopy(frozenset({(1, 2)})))
o = collections.OrderedDict(a=[1]); print(copy.deepcopy(o), copy.copy(collections.Counter("aab")), copy.deepcopy(collections.deque([[1]], 3)), copy.deepcopy(collections.defaultdict(list, a=[1])))

# %% abstract containers
import collections.abc as c
class S(c.Set):
    def __init__(self, items=()): self.items = list(dict.fromkeys(items))
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
    def __len__(self): return len(self.items)
    def __repr__(self): return f"S({self.items})"
    __hash__ = c.Set._hash
class M(S, c.MutableSet):
    def add(self, x): self.items.append(x) if x not in self.items else None
    def discard(self, x): self.items.remove(x) if x in self.items else None
a, b = S([1, 2, 3]), S([2, 3, 4])
print(a & b, a | b, a - b, a ^ b, a & [1], [1, 9] | a, [1, 9] - a, a <= b, a < S([1, 2, 3, 4]), a >= S([1]), a == {1, 2, 3}, a.isdisjoint([7]), hash(a) == hash(frozenset([1, 2, 3]))); T(lambda: a & 5); T(lambda: a < 5); T(lambda: a - 5)
m = M([1, 2]); m |= [3]; m &= {2, 3}; m ^= {3, 4}; print(m, m.pop()); m -= m; print(m); T(lambda: m.remove(1)); T(m.pop); m ^= [1]; m ^= m; print(m)
class Q(c.Sequence):
    def __init__(self, *items): self.items = items
    def __getitem__(self, i): return self.items[i]
    def __len__(self): return len(self.items)
q = Q("a", "b", "a", "c"); print(q.index("a", 1), q.index("c", -1), q.count("a"), list(reversed(q)), "z" in q); T(lambda: q.index("a", 3)); T(lambda: q.index("c", 0, -1))
class D(c.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
d = D(); d.update({"a": 1}, b=2); d.update([("c", 3)]); nan = float("nan"); d["n"] = nan
print(d.keys() & {"a", "x"}, ("a", 1) in d.items(), ("n", nan) in d.items(), ("q", 1) in d.items(), nan in d.values(), len(d.items()), d.pop("a"), d.pop("a", 0), d.setdefault("b", 9), dict(d) == d, sorted(d.keys() | {"z"})); T(lambda: d.pop("nope")); T(D.popitem, D())
class G(c.Generator):
    def send(self, v): return v
    def throw(self, typ, val=None, tb=None): return super().throw(typ, val, tb)
g = G(); print(next(g), g.send(3), iter(g) is g); T(lambda: g.throw(ValueError, ValueError("v"))); g.close(); T(lambda: c.Generator()); T(lambda: c.Sized())
for name in ("Hashable", "Iterable", "Sized", "Container", "Callable", "Coroutine", "Generator", "Collection", "Reversible", "AsyncIterator"): print(name, [k.__name__ for k in (int, str, list, dict, type(lambda: 0), type(x for x in ())) if issubclass(k, getattr(c, name))], sorted(getattr(c, name).__abstractmethods__))

# %% ChainMap, UserDict, UserList, UserString
from collections import ChainMap, UserDict, UserList, UserString
import copy, collections.abc as c
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m, list(m), m.keys(), m.items(), sorted(m.values()), m | {"c": 4}, {"z": 0, "a": 9} | m, isinstance(m, c.MutableMapping), m.parents, m.new_child(q=1), ChainMap.fromkeys("ab", 0), ChainMap[int, str], m == {"a": 1, "b": 3}, m.get("zz"), copy.copy(m), bool(ChainMap()))
m["b"] = 5; del m["b"]; print(m.pop("a"), m); T(lambda: m.pop("b")); T(m.popitem); T(lambda: m["nope"]); m |= {"k": 1}; print(m)
class U(UserDict):
    def __missing__(self, k): return k * 2
u = U(a=1); u.extra = [1]; v = copy.copy(u); print(u["x"], u, v, v.extra is u.extra, v.data is u.data, u | {"b": 2}, {"a": 0} | u, U.fromkeys("ab"), "x" in u, u.copy() == u, type(u.copy()).__name__); u |= {"z": 1}; print(u)
l = UserList([3, 1]); l += [2]; l.sort(); print(l, l + (9,), [0] + l, 2 * l, l[:2], type(l[:2]).__name__, l < [1, 2, 4], l == UserList([1, 2, 3]), l.index(2), copy.copy(l)); l *= 2; l.extend(UserList([7])); print(l, l.pop(), l.count(1))
s = UserString("Hello %s"); print(s % "x", type(s.upper()).__name__, s.find("l"), s.split(), "o" in s, UserString("l") in s, s + "!", "> " + s, s * 2, s.replace(UserString("l"), "L"), s.startswith("He"), s.partition("l"), int(UserString("5")), s == "Hello %s", s.count("l"), s.encode(), UserString(5), "%s" % s, s[1:3], hash(s) == hash("Hello %s"), s.center(12, "*"), s.isalpha(), s.join(["a", "b"]))
print(ChainMap.__module__, UserString.__module__, UserString.upper.__qualname__)

# %% sets of weak references
import weakref, gc
class K:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"K{self.n}"
k = [K(i) for i in range(5)]; W = weakref.WeakSet
names = lambda s: sorted(x.n for x in s)
a, b = W(k[:3]), W(k[2:]); print(names(a & b), names(a | b), names(a - b), names(a ^ b), a <= W(k), a < W(k[:3]), W(k) > a, a.isdisjoint(k[3:]), a == W(k[:3]), a == {1})
a.intersection_update(b); print(names(a)); a ^= b; print(names(a)); a -= [k[3]]; print(names(a)); a |= k; a &= k[:1]; print(names(a), k[0] in a, 5 in a); a.symmetric_difference_update(k[:2]); print(names(a)); del k[1]; gc.collect(); print(len(a)); T(a.pop)
