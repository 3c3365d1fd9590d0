def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% data classes: fields
import dataclasses as d, typing, abc, typing as t
from dataclasses import dataclass, field, InitVar, KW_ONLY, make_dataclass, fields
from typing import ClassVar
@dataclass
class A:
    x: "int"
    c: "ClassVar[int]" = 5
    e: "t.ClassVar" = 6
    i: "InitVar[int]" = 3
    j: "d.InitVar" = 4
    _: "KW_ONLY"
    k: "list[A]" = field(default_factory=list, repr=False, metadata={"m": 1})
    def __post_init__(self, i, j): self.sum = i + j
print([f.name for f in fields(A)], A(1, 2, 3, k=[1]), A(1).sum, A.__doc__, A.__match_args__, A.__dataclass_params__); import re; plain = lambda f: re.sub(r" object at 0x\w+", "", repr(f)); print(plain(fields(A)[1])); T(A); T(lambda: fields(A)[1].metadata["m"])
print(plain(field()), plain(field(default=3, kw_only=True)), d.Field[int], typing.get_type_hints(A.__init__)["k"])
@dataclass
class Odd: self: int; __dataclass_self: int = 2; MISSING: int = 3
print(Odd(1), A.__eq__.__qualname__, A.__repr__.__qualname__, A.__init__.__qualname__)
@dataclass
class Loop: me: "Loop" = None
l = Loop(); l.me = l; print(l)
def bad(ns):
    try: dataclass(type("B", (), {"__module__": __name__, **ns}))
    except Exception as e: print(type(e).__name__, e)
bad({"__annotations__": {"x": "ClassVar[int]"}, "x": field(kw_only=True)}); bad({"__annotations__": {"x": "KW_ONLY", "y": "KW_ONLY"}}); bad({"__annotations__": {"x": "ClassVar"}, "x": field(default_factory=int)}); bad({"__annotations__": {"x": "int"}, "x": []}); bad({"x": field()})

# %% data classes: slots, made ones, abstract ones
import dataclasses as d, abc, typing, weakref
from dataclasses import dataclass, field, make_dataclass
class Root: __slots__ = "r"
@dataclass(slots=True)
class S(Root):
    a: int; r: int = 0; b: str = field(default="b", init=False)
print(S.__slots__, S(1), S(1).b); T(lambda: setattr(S(1), "zz", 1)); T(lambda: dataclass(weakref_slot=True)(type("W", (), {})))
@dataclass(slots=True, weakref_slot=True)
class W: a: int
w = W(1); print(W.__slots__, weakref.ref(w)() is w)
class Base(abc.ABC):
    @property
    @abc.abstractmethod
    def x(self): pass
    @abc.abstractmethod
    def __lt__(self, o): pass
@dataclass(order=True)
class Full(Base): x: int = 0
print(Full.__abstractmethods__, Full(1) < Full(2))
TT = typing.TypeVar("TT")
M = make_dataclass("M", ["a", ("b", int), ("c", list, field(default_factory=list))], bases=(typing.Generic[TT],), namespace={"double": lambda self: self.b * 2}, frozen=True)
print(M(1, 2), M(1, 2).double(), M.__annotations__, M[int], M.__module__, M.__orig_bases__); T(lambda: setattr(M(1, 2), "a", 3))
for bad in (["for"], [("a",)], ["a b"], ["a", "a"], [("a", 1, 2, 3)], [5]): T(lambda: make_dataclass("X", bad))
class D:
    def __set_name__(self, owner, name): self.name = name + "!"
@dataclass
class N: v: int = field(default=D(), init=False)
print(N.v.name, d.replace(M(1, 2), a=5), d.asdict(M(1, {"k": (1, 2)})), d.astuple(M(1, [2])))

# %% pprint: wrapping
import pprint, collections, types, dataclasses, string
from pprint import pformat
words = "the quick brown fox jumped over a lazy dog".split()
big = dict(zip(words, range(9)))
class Sub(dict): pass
class Own(dict):
    def __repr__(self): return "own " + dict.__repr__(self)
@dataclasses.dataclass
class P: name: str; parts: list = dataclasses.field(default_factory=list); hidden: int = dataclasses.field(default=1, repr=False)
@dataclasses.dataclass(repr=False)
class Q: name: str
class NT(collections.namedtuple("NT", "a b")): pass
for x in (big, Sub(big), collections.OrderedDict(big), collections.Counter(big), collections.defaultdict(int, big), collections.ChainMap({}, big, {"z": 1}), types.SimpleNamespace(**big), types.MappingProxyType(big), collections.UserDict(big), collections.UserList(words), collections.deque(words), collections.deque(words, 20),
          set(words), frozenset(words), " ".join(words) * 3, collections.UserString(" ".join(words) * 2), b"abcdefgh" * 8, bytearray(b"abcdefgh" * 8), {"key": " ".join(words) * 2, "b": b"x" * 60}, [words] * 2, (1,), tuple(words), P("n", words), [P("n" * 30, [1] * 10)], NT(words, words), {(1, 2): {3: {4: {5: "x" * 30}}}}, "line\nbreaks\n" * 4):
    print(pformat(x, width=40))
print(pformat(Own(big), width=20)); print(pformat(list(range(40)), compact=True, width=30)); print(pformat([words, words], compact=True, width=44)); print(pformat({"a": [1, [2, [3, [4]]]], "t": (1, (2, (3,)))}, depth=2), pformat({"b": 1, "a": 2}, sort_dicts=False), pformat([1234567, -1000], underscore_numbers=True)); print(pformat([big, words], indent=4, width=50)); print(pformat({}, width=1), pformat([], width=1), pformat(set(), width=1), pformat("", width=1))

# %% pprint: what else it does
import pprint, io, re
l = [1]; l.append(l); t = {"k": l}
fix = lambda s: re.sub(r"id=\d+", "id=N", s)
print(fix(pprint.pformat(l)), fix(pprint.saferepr(t)), pprint.isrecursive(l), pprint.isreadable(l), pprint.isreadable([1, "a", (2,)]), pprint.isreadable([int]), pprint.isrecursive([1]))
out = io.StringIO(); pprint.pprint({"b": 1, "a": 2}, stream=out); pprint.pp({"b": 1, "a": 2}, stream=out); pprint.PrettyPrinter(stream=out, width=5).pprint([1, 22]); print(out.getvalue())
for bad in ({"indent": -1}, {"depth": 0}, {"width": 0}): T(lambda: pprint.pformat(1, **bad))
class Dotted(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str): return (object if " " not in object else repr(object)), False, False
        return pprint.PrettyPrinter.format(self, object, context, maxlevels, level)
print(Dotted().pformat({"a b": 1, "c": ["d", "e f"]}), pprint.pformat({1: 2, "a": 3, None: 4, (1,): 5})) if 0 else print(Dotted().pformat({"a b": 1, "c": ["d", "e f"]}), pprint.pformat({"b": {3, 1}, "a": (1,)}))
