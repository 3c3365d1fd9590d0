def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% enum
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hello(self): return f'hi {self.name}'
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def low(self): return self.name.lower()
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['GREEN'], list(Color), len(Color), Color.CRIMSON, Color.RED is Color.CRIMSON, Color.RED.hello(), Color.default(), Color.RED.low, Color.RED in Color, isinstance(Color.RED, Color), Color.__members__, type(Color.RED), f'{Color.RED}', Color.RED == 1, {Color.RED: 1}[Color.RED], Color.RED != Color.GREEN)
T(lambda: Color(9)); T(lambda: Color['X']); T(lambda: Color.RED < Color.GREEN); T(lambda: setattr(Color, 'RED', 5)); T(lambda: Color())
class N(IntEnum): A = 1; B = auto(); C = auto()
print(N.A < N.B, N.A + 1, N(3), list(N), N.B == 2, f'{N.A}', '%d' % N.B, repr(N.A), str(N.A), sorted([N.C, N.A]), int(N.C), [10, 20, 30][N.A])
class F(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(F.R | F.X, F.RW, F.R in F.RW, F.R & F.W, bool(F.R & F.W), ~F.R, F(3), F(0), repr(F.R | F.X), F.RW ^ F.R, list(F), list(F.RW))
class S(StrEnum): A = auto(); B = 'bee'
print(S.A, S.B == 'bee', S.B.upper(), repr(S.A), f'{S.A}')
class IF(IntFlag): A = 1; B = 2
print(IF.A | IF.B, IF(3), int(IF.A | IF.B))
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, m, r): self.m, self.r = m, r
print(Planet.EARTH.m, Planet.MARS.value, Planet((5.97, 6.37)))
X = Enum('X', 'a b c'); print(list(X), X.b.value, Enum('Y', {'p': 5}).p)
def dup():
    @unique
    class U(Enum): A = 1; B = 1
T(dup)
def ext():
    class Sub(Color): pass
T(ext)
class A(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    ONE = auto(); TWO = auto()
print(A.ONE.value, [a.value for a in A])
class Mixed(str, Enum): A = 'a'; B = 'b'
print(Mixed.A, Mixed.A == 'a', Mixed.A.upper(), f'{Mixed.A}', Mixed('b'), Mixed.A.value)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A
print(M(99))

# %% dataclass
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError, KW_ONLY, InitVar, make_dataclass
from typing import ClassVar, List, Optional
@dataclass
class P:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list)
    count: ClassVar[int] = 5
    hidden: int = field(default=1, repr=False)
    def norm(self): return (self.x ** 2 + self.y ** 2) ** .5
p = P(3, 4)
print(p, p == P(3, 4), p != P(3, 5), p.norm(), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(P)], is_dataclass(p), p.count, P.__match_args__); p.tags.append('a'); print(p, P(1).tags, hash is None)
T(lambda: P()); T(lambda: P(1, 2, [], 4, 5)); T(lambda: P(1, z=2)); T(lambda: hash(p)); T(lambda: p < p)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'x'
print(F(1) < F(2), sorted([F(2), F(1, 'y'), F(1, 'a')]), {F(1): 'v'}[F(1)], max(F(1), F(5)))
try: F(1).a = 2
except FrozenInstanceError as e: print(type(e).__name__, e)
T(lambda: delattr(F(1), 'a')); T(lambda: F(1) < 5)
@dataclass
class B:
    base: int
@dataclass
class D(B):
    derived: int = 2
    _: KW_ONLY
    kw: str = 'k'
    iv: InitVar[int] = 7
    def __post_init__(self, iv): self.post = iv + self.base
print(D(1), D(1, 3, kw='z', iv=100).post, repr(D(1)))
@dataclass(eq=False, repr=False)
class E: v: int
print(E(1) == E(1), repr(E(1)).split(' object')[0])
@dataclass(slots=True, kw_only=True)
class K: a: int; b: int = 2
print(K(a=1)); T(lambda: K(1)); T(lambda: setattr(K(a=1), 'zz', 1))
def bad():
    @dataclass
    class X:
        a: int = 1
        b: int
T(bad)
def bad():
    @dataclass
    class X: a: list = []
T(bad)
M = make_dataclass('M', ['q', ('r', int, 5)]); print(M(1))
@dataclass
class Node:
    v: int
    next: Optional['Node'] = None
print(Node(1, Node(2)), asdict(Node(1, Node(2))))
@dataclass(unsafe_hash=True)
class H: a: int = field(compare=False); b: int = 1
print(H(1) == H(2), hash(H(1)) == hash(H(5)))

# %% namedtuple
from collections import namedtuple
from typing import NamedTuple
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._asdict(), p._replace(x=9), P._fields, P._make([5, 6]), tuple(p), len(p), [*p], hash(p) == hash((1, 2)), isinstance(p, tuple), P.__name__, p + (3,), p < P(1, 3))
x, y = p; print(x, y)
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[2, 3]); print(Q(1), Q._field_defaults)
R = namedtuple('R', 'def a a', rename=True); print(R._fields)
T(lambda: P(1)); T(lambda: P(1, 2, 3)); T(lambda: setattr(p, 'x', 5)); T(lambda: p.z); T(lambda: namedtuple('B', 'a a')); T(lambda: namedtuple('B', 'def')); T(lambda: namedtuple('B', '_x')); T(lambda: p._replace(q=1)); T(lambda: P(1, 2, z=3)); T(lambda: P(x=1))
class E(NamedTuple):
    name: str
    id: int = 3
    def show(self): return f'{self.name}#{self.id}'
e = E('bob')
print(e, e.show(), e._replace(id=4), E.__annotations__, E._field_defaults, e == ('bob', 3), E._fields); T(lambda: E())
class Sub(P):
    __slots__ = ()
    @property
    def total(self): return self.x + self.y
print(Sub(1, 2).total, Sub(1, 2))
import pickle, copy
print(copy.copy(p), copy.deepcopy(e), pickle.loads(pickle.dumps(p)))

# %% abc
from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def show(self): return f'{self.name} {self.area()}'
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = 'sq'
class Half(Shape):
    def area(self): return super().area()
print(Sq(2).show(), isinstance(Sq(1), Shape), Shape.__abstractmethods__ == {'area', 'name'})
T(Shape); T(Half)
class V(ABC): pass
V.register(int); print(isinstance(5, V), issubclass(bool, V), V())
class WithHook(ABC):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, 'quack') or NotImplemented
class Duck: quack = 1
print(isinstance(Duck(), WithHook), isinstance(5, WithHook))
from collections.abc import Iterable, Sequence, Mapping, Callable, Hashable, Sized, Iterator, MutableMapping, Container, Generator, Set
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance(5, Iterable), isinstance(len, Callable), isinstance([], Hashable), isinstance('', Sequence), isinstance(iter([]), Iterator), isinstance({1}, Set), isinstance((i for i in ()), Generator), isinstance([], Sized))
class MyMap(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MyMap(); m['a'] = 1; m.update(b=2); print(dict(m), m.get('z'), m.pop('a'), list(m.items()), 'b' in m, m.setdefault('q', 5), len(m), m == {'b': 2, 'q': 5})
class MySeq(Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
s = MySeq(); print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)))
def f():
    class X(MutableMapping): pass
    X()
T(f)

# %% typing at run time
from typing import *
T_ = TypeVar('T_')
class Stack(Generic[T_]):
    def __init__(self) -> None: self.items: List[T_] = []
    def push(self, x: T_) -> None: self.items.append(x)
s: Stack[int] = Stack[int](); s.push(1); print(s.items)
def f(a: Union[int, str], b: Optional[Dict[str, Any]] = None, *c: Callable[[int], str]) -> Iterator[int]: ...
print(f.__annotations__['b'], List[int], Dict[str, int], Optional[int], Union[int, str], Tuple[int, ...], Callable[[int], str], Any, list[int], dict[str, list[int]], int | None, Literal['a', 1], Type[int], Iterable[int])
print(cast(int, 'a'), get_type_hints(f)['a'], TYPE_CHECKING, NewType('U', int)(5))
class Pr(Protocol):
    def go(self) -> int: ...
@runtime_checkable
class RP(Protocol):
    def go(self): ...
class Im:
    def go(self): return 1
class TD(TypedDict): a: int
print(TD(a=1), TD.__annotations__)
@overload
def o(a: int) -> int: ...
@final
class Fi: pass
def o(a): return a
print(o(3)); x: Final = 5; Vec = List[float]; print(Vec, TypeVar('Q'), get_origin(List[int]), get_args(Dict[str, int]))

# %% enum members and flags
from enum import *
class C(Enum):
    RED = 1
    GREEN = 2
    def describe(self): return self.name
class F(IntFlag):
    A = 1
    B = 2
print([name for name in dir(C.RED) if name[0] != '_'], F.A | F.B, repr(F.A | 8), F.A | 4, repr(F(16)))
try: print(1 in C)
except TypeError as error: print(error)

# %% field of a dataclass
from dataclasses import dataclass, field, fields
from typing import ClassVar, List
@dataclass
class I:
    a: int
    c: ClassVar[int] = 3
    l: List[int] = field(default_factory=list, metadata={'k': 1})
print(fields(I))

# %% generics, protocols and new types
from typing import *
import typing
T = TypeVar('T'); K = TypeVar('K', bound=int)
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, i: T) -> None: self.items.append(i)
s = Stack[int](); s.push(1); print(s.items, type(s).__name__, Stack[int], Stack.__mro__[1:])
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Callable[[int], str], Tuple[int, ...], Any, T, K, ClassVar[int], Literal['a', 1], Type[int], Iterable[int], Generator[int, None, str])
print(list[int], dict[str, int], tuple[int, ...], int | None, int | str, type(list[int]), list[int]([1]))
def f(a: int, b: 'str' = 'x', *c: float, **d: Any) -> Optional[int]: ...
print(get_type_hints(f), f.__annotations__)
print(get_origin(List[int]), get_args(Dict[str, int]), get_origin(int | str), get_args(Optional[int]))
@runtime_checkable
class Sized2(Protocol):
    def size(self) -> int: ...
class Z:
    def size(self): return 1
print(isinstance(Z(), Sized2), isinstance(3, Sized2))
try: Sized2()
except TypeError as e: print(e)
class TD(TypedDict, total=False): a: int; b: str
print(TD(a=1), TD.__annotations__)
U = NewType('U', int); print(U(3), U.__name__, U)
print(cast(int, 'a'), TYPE_CHECKING)
@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a): return a
print(g(1))
@final
class Fi: pass
x: Final = 3
print(isinstance(3, int | str), issubclass(int, int | str), isinstance(None, int | None))
P = ParamSpec('P')
def deco(fn: Callable[P, T]) -> Callable[P, T]: return fn
class Pair(Generic[T, K]): pass
print(Pair[int, int], Pair[T, int][str])
try: Pair[int]
except TypeError as e: print(e)
try: isinstance([], List[int])
except TypeError as e: print(e)
print(Annotated[int, 'x'], get_type_hints(f, include_extras=True)['a'], Deque[int], DefaultDict[str,int], Sequence[int], Mapping[str,int])
print(no_type_check(f) is f, NoReturn, Self, Never, Optional[List[int]])
def h(self) -> Self: ...
print(Union[int], Union[int, int], Optional[None], Union[int, Union[str, int]] == Union[int, str])
print(Counter[str], Callable[..., int], Awaitable if True else 0)
