import typing, types, collections.abc, pickle, copy
from typing import *
T, S, K = TypeVar("T"), TypeVar("S"), TypeVar("K")
P, Ts = ParamSpec("P"), TypeVarTuple("Ts")
def show(*texts):
    for text in texts:
        try: print(text, "->", repr(eval(text, globals())))
        except Exception as e: print(text, "!", type(e).__name__ + ":", e)

# %% what builtin classes with arguments say
class My(list): pass
def function(): pass
show("list[int]", "dict[str, T]", "dict[str, T][int]", "list[int].__parameters__", "dict[T, list[S]].__parameters__", "dict[T, S][int]",
     "dict[T, S][int, str]", "list[int][int]", "list[()]", "tuple[int, ...]", "list[None]", "list[type(None)]", "list['int']", "My[int]",
     "list[function]", "[*tuple[int, str]]", "tuple[*tuple[int, ...]]", "tuple[*Ts][int, str]", "tuple[int, *Ts, T][str, float, bool]",
     "tuple[*Ts, T][*tuple[int, ...], str]", "list[T][int | None]", "list[T][T][int]", "list[int].append", "list[int].__name__",
     "list[int].__class__", "list[int].nothing", "list[int]((1, 2))", "dict[int, int].fromkeys([1])", "list[int] == list[int]",
     "hash(list[int]) == hash(list[int])", "list[int] == list", "len({list[int], list[int], list[str]})", "(*tuple[int],)[0] == tuple[int]",
     "(*tuple[int],)[0].__unpacked__", "isinstance([], list[int])", "issubclass(list, list[int])", "types.GenericAlias(list, int)",
     "types.GenericAlias(list)", "types.GenericAlias(a=1)", "types.GenericAlias is type(list[int])", "copy.deepcopy(list[T]) == list[T]",
     "pickle.loads(pickle.dumps(list[int]))", "pickle.loads(pickle.dumps((*tuple[int, T],)[0]))", "'__args__' in dir(list[int])")
for change in ("list[int].__origin__ = 1", "class D(list[int]): pass\nprint(D.__bases__, D.__orig_bases__)"):
    try: exec(change)
    except Exception as e: print(type(e).__name__, e)

# %% unions of types
show("int | str", "int | None", "None | int", "int | int", "int | str | int", "int | list[int] | list[int]", "(int | str).__args__", "int | 1", "int | 'str'",
     "int | T", "T | None", "(int | list[T])[str]", "(int | list[T]).__parameters__", "(int | str)[int]", "int | str == str | int",
     "int | str == Union[str, int]", "Union[int, str] == int | str", "hash(int | str) == hash(str | int)", "isinstance(1, int | str)",
     "isinstance([], int | None)", "issubclass(bool, int | str)", "types.UnionType()", "types.UnionType", "pickle.loads(pickle.dumps(int | None))",
     "copy.copy(int | str)", "(int | list[T]) | str", "type(int | Any)", "List[int] | None", "Any | None", "'A' | T", "int | ForwardRef('A')")

# %% Union, Optional, Literal
show("Union[int, str]", "Union[int]", "Union[int, int]", "Union[int, Union[str, None]]", "Optional[int]", "Optional[Union[int, str]]", "Union[()]",
     "Union", "Optional", "Union[int, 'A']", "Union[int, 1]", "Union[T, S][int, str]", "Union[T, int][int]", "Union[T, S][int]", "Union[List[int], List[str]]",
     "Optional[int, str]", "Union[int, str] == Union[str, int]", "Union[int, str] is Union[int, str]", "Union[int, str].__args__", "get_origin(Union[int, str])",
     "isinstance(1, Union[int, str])", "isinstance(1, Union)", "Union()", "Union[int, str]()", "Union[int, Union]", "Union[int, ClassVar[int]]",
     "pickle.loads(pickle.dumps(Union[int, str]))", "Literal[1]", "Literal[1, 2, 1]", "Literal[1, True]", "Literal['a', b'b', None]", "Literal[Literal[1, 2], 3]",
     "Literal[1] == Literal[True]", "Literal[1, 2] == Literal[2, 1]", "Literal[1, 2].__args__", "Literal[[]]", "Literal[()]", "Literal[(1, 2)]", "Literal", "Literal[1] is Literal[1]",
     "Literal[1][2]", "hash(Literal[1, 2]) == hash(Literal[2, 1])", "Union[Literal[1], Literal[2], Literal[1]]", "Literal[int]", "Optional[Literal[1]]")

# %% Annotated, ClassVar, Final, Required and others
show("Annotated[int, 1]", "Annotated[int]", "Annotated[Annotated[int, 1], 'b']", "Annotated[T, 1][int]", "Annotated[List[T], 1].__parameters__",
     "Annotated[int, 1].__metadata__", "Annotated[int, 1].__origin__", "Annotated[int, 1] == Annotated[int, 1]", "Annotated[int, 1] == Annotated[int, 2]",
     "get_args(Annotated[int, 1, 2])", "get_origin(Annotated[int, 1])", "Annotated()", "Annotated[int, 1](5)", "Annotated[ClassVar[int], 1]", "List[Annotated[T, 1]][int]",
     "Annotated[*Ts, 1]", "ClassVar[int]", "ClassVar", "ClassVar[int, str]", "ClassVar[ClassVar[int]]", "ClassVar[1]", "ClassVar()", "isinstance(1, ClassVar)",
     "issubclass(int, ClassVar)", "Final[int]", "Final[Final[int]]", "List[Final[int]]", "List[ClassVar[int]]", "Required[int]", "NotRequired[int]", "Required[int, str]", "Required[ClassVar]",
     "TypeGuard[int]", "TypeGuard", "Self", "Self[int]", "Never[int]", "NoReturn", "LiteralString", "TypeAlias", "TypeAlias[int]", "Any", "Any()", "isinstance(1, Any)",
     "List[Self]", "List[Union]", "List[Generic]", "List[Generic[T]]", "List[Protocol]", "Concatenate[int, P]", "Concatenate[int, str]", "Concatenate[()]", "Unpack[Ts]",
     "Unpack[tuple[int, str]]", "Unpack[int, str]", "Unpack[list[int]].__typing_unpacked_tuple_args__", "Self()", "copy.copy(Self) is Self", "pickle.loads(pickle.dumps(Never)) is Never")
for base in ("ClassVar", "ClassVar[int]", "Union", "Optional[int]", "Union[int, str]", "Self", "Literal[1]", "type(Union)", "type(ClassVar[int])", "TypeVar", "ForwardRef", "Annotated", "Unpack[Ts]"):
    try: exec(f"class C({base}): pass"); print(base, "no error")
    except TypeError as e: print(base, "!", e)
class MyAny(Any): pass
print(isinstance(MyAny(), MyAny), MyAny.__mro__)

# %% Callable, of both modules
both = ["{}", "{}[[int, str], float]", "{}[[], int]", "{}[..., int]", "{}[[T], S][int, str]", "{}[P, T]", "{}[P, T][[int, str], float]", "{}[P, T][..., float]",
     "{}[Concatenate[int, P], T][[str], float]", "{}[P, int][Concatenate[int, P]]", "{}[[int, T], T].__parameters__", "{}[[int, str], float].__args__", "{}[..., int].__args__",
     "get_args({}[[int], str])", "get_args({}[P, str])", "get_args({}[..., str])", "{}[int]", "{}[int, str]", "{}[()]", "{}[[int], str, float]", "{}[[int], int] == {}[[int], int]",
     "{}[[int], int] == {}[int, int]", "hash({}[[int], int]) == hash({}[[int], int])", "isinstance(len, {})", "isinstance(len, {}[[int], int])", "pickle.loads(pickle.dumps({}[[int], str]))",
     "pickle.loads(pickle.dumps({}[P, str]))", "copy.deepcopy({}[..., str])", "{}[[*Ts], int][str, float]", "{}[[int, *Ts, T], int][str, float, bool]", "{}[[None], None]", "{}[P, T][[], int]",
     "list[{}[[T], int]][str]", "Optional[{}[[T], int]][str]", "{}[P, T][int, str, float]"]
show(*[text.replace("{}", "Callable") for text in both])
show(*[text.replace("{}", "collections.abc.Callable") for text in both if "[int, str]" != text[2:] and "{}[[int], int] == {}[int" not in text])

# %% type variables
show("TypeVar('A', int)", "TypeVar('A', int, str).__constraints__", "TypeVar('A', int, str, bound=int)", "TypeVar('A', bound='B').__bound__", "TypeVar('A', covariant=True)",
     "TypeVar('A', contravariant=True)", "TypeVar('A', covariant=True, contravariant=True)", "TypeVar('A', bound=1)", "TypeVar('A', bound=Union)", "TypeVar()", "T.__module__", "T.__name__",
     "T.__covariant__, T.__bound__", "T == TypeVar('T')", "copy.copy(T) is T", "copy.deepcopy([T])[0] is T", "isinstance(1, T)", "T()", "T[int]", "pickle.loads(pickle.dumps(T)) is T",
     "P", "P.args", "P.kwargs", "P.args == P.args", "P.args == P.kwargs", "P.args.__origin__ is P", "get_origin(P.args) is P", "P.__bound__", "ParamSpec('Q', covariant=True)", "Ts", "[*Ts]",
     "Ts.__name__", "Ts | int", "P | int", "AnyStr", "T.__typing_subst__(Union)", "P.__typing_subst__(int)", "Ts.__typing_subst__(int)", "typing.T, typing.KT, typing.CT_co")

# %% List and its like
show("List", "List[int]", "List[int, str]", "List[()]", "Dict[str, int]", "Dict[str]", "Tuple", "Tuple[int, ...]", "Tuple[()]", "Tuple[...]", "Tuple[int, 1]", "Tuple[(1,)]", "Type[int]", "List[T][int]",
     "List[T][int, str]", "List[int][int]", "Dict[T, S][int, str]", "Dict[T, T][int]", "Dict[T, List[S]][int, str]", "Tuple[T, *Ts][int, str, float]", "Tuple[*Ts, T][int]", "Tuple[*Ts, *Ts]",
     "Deque[int]", "DefaultDict[str, int]", "Counter[str]", "ChainMap[str, int]", "OrderedDict[str, int]", "Mapping[str, int]", "Iterable[int]", "Hashable", "Sized[int]", "ContextManager[int]", "Pattern[str]", "Match",
     "Generator[int, str, float]", "AsyncGenerator[int, str]", "Coroutine[int, str, float]", "ByteString", "Text", "List()", "List[int]()", "Deque[int]((1, 2))", "Counter[str]('aab')", "isinstance([], List)", "isinstance([], List[int])",
     "issubclass(list, Sequence)", "issubclass(list, List[int])", "List.__origin__", "List[int].__origin__", "List[int].__args__", "get_origin(List)", "get_args(List)", "get_args(Dict[str, T])", "get_origin(List[int])", "get_origin(int)",
     "get_origin(Generic)", "get_origin(Generic[T])", "get_origin(Callable[[], int])", "List[int] == List[int]", "List[int] == list[int]", "List[int] is List[int]", "hash(List[int]) == hash(List[int])", "List['A']", "List['a b']", "List[1]",
     "List.append", "List[int].append", "List[int].nothing", "List[int].__name__", "Dict.__qualname__", "pickle.loads(pickle.dumps(List[T]))", "pickle.loads(pickle.dumps(List)) is List", "copy.copy(Dict[str, T])", "List[Tuple[T, ...]][int]",
     "ClassVar[List[T]].__parameters__", "[*List[int]]", "iter(List)", "iter(Union[int, str])")

# %% generic classes
class Box(Generic[T]):
    kind = "box"
    def __init__(self, value=None): self.value = value
class Pair(Generic[T, S]): pass
class Ints(Box[int]): pass
class Lists(List[T]): pass
class Named(Dict[str, T]): pass
class Any2(Pair[T, T]): pass
class Calls(Generic[P, T]): pass
class Only(Generic[P]): pass
class Row(Generic[*Ts]): pass
class Mixed(Generic[T, *Ts]): pass
show("Box[int]", "Box[int](5).value", "Box[int]().__orig_class__", "Box.__parameters__", "Box.__orig_bases__", "Ints.__orig_bases__", "Ints.__parameters__", "Ints[int]", "Box[int, str]", "Pair[int]", "Pair[int, T][str]", "Pair[T, S].__parameters__",
     "Box[T][S][int]", "Box[int].kind", "Box[List[T]][int]", "Box[int] == Box[int]", "Box[int] == Box[str]", "isinstance(Box(), Box[int])", "issubclass(Ints, Box)", "issubclass(Ints, Box[int])", "Lists.__mro__[1:]", "Lists[int]", "Lists[int]((1, 2))",
     "Lists.__parameters__", "Named[int]", "Any2[int]", "Any2[int, str]", "Calls[[int, str], float]", "Calls[..., float]", "Calls[P, float][[int]]", "Calls[int, str]", "Only[int, str]", "Only[[int, str]]", "Only[...]", "Calls[Concatenate[int, P], str]",
     "Row[int, str]", "Row[()]", "Row[*Ts]", "Row[*tuple[int, ...]]", "Mixed[int]", "Mixed[()]", "Mixed[int, str, float].__args__", "Mixed[*Ts]", "Generic[int]", "Generic[T, T]", "Generic[()]", "Generic[T][int]", "Generic[Ts]",
     "Generic[List[T]]", "Box[None]", "Box['A'].__args__", "Box[Union]", "Box[1]", "get_origin(Box[int])", "get_args(Box[int])", "pickle.loads(pickle.dumps(Box[int]))", "copy.copy(Box[T])", "Box[int].__module__", "Box[int].__name__", "[*Box[int]]")
for text in ("class C(Generic): pass", "class C(Box[T], Generic): pass", "class C(Generic[int]): pass", "Box[int].kind = 1\nprint(Box.kind)",
             "class C(Box[T][int]): pass\nprint(C.__orig_bases__)", "class C(list, Generic[T]): pass\nprint(C.__mro__, C[int])", "class C(Box): pass\nprint(C.__parameters__, C[int])"):
    try: exec(text)
    except TypeError as e: print(text.partition(chr(10))[0], "!", e)

# %% protocols
@runtime_checkable
class HasName(Protocol):
    name: str
@runtime_checkable
class Closes(Protocol):
    def close(self): ...
class Plain(Protocol):
    def close(self): ...
@runtime_checkable
class Item(Protocol[T]):
    def get(self) -> T: ...
class File:
    name = "f"
    def close(self): pass
    def get(self): pass
class NoClose(File): close = None
class Late:
    def __init__(self): self.name = "n"
class Derived(Closes):
    def __init__(self, x): self.x = x
class More(Closes, Protocol):
    def open(self): ...
show("isinstance(File(), HasName)", "isinstance(Late(), HasName)", "isinstance(1, HasName)", "issubclass(File, HasName)", "isinstance(File(), Closes)", "issubclass(File, Closes)", "issubclass(int, Closes)", "isinstance(NoClose(), Closes)",
     "isinstance(File(), Plain)", "issubclass(File, Plain)", "issubclass(1, Closes)", "isinstance(File(), Item)", "isinstance(File(), Item[int])", "Closes()", "HasName()", "Derived(3).x", "isinstance(Derived(1), Closes)", "issubclass(File, Derived)",
     "isinstance(File(), More)", "More._is_protocol, Derived._is_protocol, Closes._is_runtime_protocol", "runtime_checkable(File)", "runtime_checkable(Derived)", "isinstance(1, SupportsInt)", "isinstance('', SupportsInt)", "issubclass(int, SupportsAbs)", "issubclass(str, SupportsIndex)",
     "isinstance(1j, SupportsAbs)", "isinstance(1.5, SupportsRound)", "SupportsAbs[int]", "Item[int]", "Protocol[T]", "Protocol[int]", "Protocol[T, T]", "Closes.__mro__", "SupportsInt()", "Item.__parameters__")
for text in ("class C(File, Protocol): pass", "class C(collections.abc.Sized, Protocol): pass\nprint(C.__mro__[1:])", "class C(collections.abc.Mapping, Protocol): pass"):
    try: exec(text)
    except TypeError as e: print(text.partition(chr(10))[0], "!", e)
print(isinstance([], collections.abc.Iterable), isinstance([], collections.abc.Mapping))

# %% NamedTuple and TypedDict
class Point(NamedTuple):
    """A point."""
    x: int
    y: "int" = 2
    def sum(self): return self.x + self.y
class Film(TypedDict):
    title: str
    year: NotRequired[int]
class Rated(Film, total=False):
    stars: int
    by: Required[str]
Emp = NamedTuple("Emp", [("name", str), ("id", int)])
Opt = TypedDict("Opt", {"in": int, "a b": "str"}, total=False)
show("Point(1)", "Point(1).sum()", "Point()", "Point.__annotations__", "Point._field_defaults", "Point.__doc__", "Point.__bases__", "Point.__orig_bases__ == (NamedTuple,)", "Emp('a', 1)", "Emp.__annotations__", "Emp.__module__",
     "NamedTuple('E', x=int)(1)", "NamedTuple('E', [('x', int)], y=int)", "NamedTuple('E', [('x', 1), ('x', int)])", "NamedTuple('E')()", "NamedTuple('E', [('_a', int)])", "NamedTuple('E', [('x', ())])", "NamedTuple()", "pickle.loads(pickle.dumps(Point(3)))", "Point[int]", "Point(1)._replace(x=5)",
     "Film(title='a')", "type(Film(title='a'))", "Film.__annotations__", "Film.__required_keys__, Film.__optional_keys__", "sorted(Rated.__required_keys__), sorted(Rated.__optional_keys__)", "Film.__total__, Rated.__total__",
     "Film.__mro__", "isinstance({}, Film)", "issubclass(dict, Film)", "get_type_hints(Film)", "get_type_hints(Film, include_extras=True)", "get_type_hints(Rated)", "Opt.__annotations__", "Opt.__optional_keys__ == {'in', 'a b'}", "TypedDict('O', {'x': 1})", "TypedDict('O', {'x': int}, y=int)", "TypedDict('O', [('x', int)])", "TypedDict('O', {'x': ()})", "TypedDict()",
     "is_typeddict(Film), is_typeddict(dict), is_typeddict(TypedDict)", "Film.__module__", "pickle.loads(pickle.dumps(Film)) is Film", "NamedTuple.__name__, TypedDict.__name__", "copy.copy(NamedTuple) is NamedTuple")
for text in ("class C(NamedTuple, File): pass", "class C(NamedTuple):\n  x: int = 1\n  y: int", "class C(NamedTuple):\n  x: int = 1\n  z: int = 2\n  y: int", "class C(NamedTuple):\n  _x: int", "class C(NamedTuple):\n  x: int\n  def _make(self): pass", "class C(NamedTuple):\n  x: int\n  def __new__(self): pass",
             "class C(TypedDict, dict): pass", "class C(TypedDict, metaclass=type): pass", "class C(Film, int): pass", "class C(Point): z = 1\nprint(C(1), C.__mro__)", "class C(TypedDict):\n  x: ()"):
    try: exec(text, {**globals(), "File": dict}); print(text.partition(chr(10))[0], "ok")
    except Exception as e: print(repr(text), "!", type(e).__name__, e)

# %% get_type_hints
class Base:
    a: "int"
    b: Optional["Base"] = None
class Child(Base):
    c: "List[Base]"
    d: ClassVar["str"]
    e: Annotated["int", 1]
def f(x: "int", *args: "T", y: None = None, z: int = None, **kw: List["Base"]) -> "Optional[Child]": pass
def bare(x): pass
def wrong(x: "Nothing"): pass
def syntax(x: "a b"): pass
class Unhinted: pass
show("get_type_hints(Base)", "get_type_hints(Child)", "get_type_hints(Child, include_extras=True)", "get_type_hints(f)", "get_type_hints(bare)", "get_type_hints(wrong)", "get_type_hints(wrong, localns={'Nothing': int})", "get_type_hints(syntax)", "get_type_hints(1)", "get_type_hints(len)",
     "get_type_hints(Unhinted)", "get_type_hints('a')", "get_type_hints(lambda: 0)", "get_type_hints(types)", "ForwardRef('A')", "ForwardRef('A', module='m')", "ForwardRef('A') == ForwardRef('A')", "ForwardRef(1)", "ForwardRef('a b')", "ForwardRef('A').__forward_arg__", "List['A'] == List['A']",
     "get_type_hints(type('X', (), {'__annotations__': {'x': 'list[\"Base\"]', 'y': list['Base'], 'z': 'int | None', 'w': dict['Base', 'int | T']}}))")
@no_type_check
class Quiet:
    x: "nonsense here"
    def m(self, a: "b c"): pass
    class Inner: y: "more nonsense"
print(get_type_hints(Quiet), get_type_hints(Quiet.m), get_type_hints(Quiet.Inner), Quiet.m.__no_type_check__)

# %% for type checkers
class Sub(NewType("N", int).__supertype__): pass
UserId = NewType("UserId", int)
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
first = g
def g(x): return x
def h(): pass
@dataclass_transform(kw_only_default=True, field_specifiers=(len,), extra=1)
def maker(cls): return cls
@no_type_check_decorator
def deco(f): return f
show("UserId", "UserId(5)", "UserId.__supertype__, UserId.__name__, UserId.__module__", "UserId | None", "List[UserId]", "pickle.loads(pickle.dumps(UserId)) is UserId", "isinstance(1, UserId)", "cast(int, 'a')", "assert_type(1, str)", "assert_never(1)", "first()", "len(get_overloads(g))", "[o.__annotations__ for o in get_overloads(g)]",
     "get_overloads(h)", "clear_overloads()", "get_overloads(g)", "maker.__dataclass_transform__", "deco(h).__no_type_check__", "final(h) is h and h.__final__", "final(1)", "TYPE_CHECKING", "typing.nothing", "IO[str].__args__, TextIO.__mro__[1]", "IO.__parameters__", "sorted(typing.__all__) == sorted(set(typing.__all__)), len(typing.__all__)")
try:
    class C(UserId): pass
except TypeError as e: print(e)
import sys, io
old, sys.stderr = sys.stderr, io.StringIO()
reveal_type(5); text = sys.stderr.getvalue(); sys.stderr = old; print(text)

# %% classes of the library with arguments
import queue, subprocess, os, tempfile, concurrent.futures, collections, functools, contextlib, dataclasses, graphlib, difflib, logging, multiprocessing.pool, multiprocessing.queues, multiprocessing.shared_memory
jobs: queue.Queue[int] = queue.Queue[int](3)
def work(jobs: queue.Queue[str], path: os.PathLike[str]) -> concurrent.futures.Future[int]: pass
print(jobs.maxsize, work.__annotations__)
show("queue.SimpleQueue[int]", "queue.PriorityQueue[T][int]", "subprocess.Popen[str]", "subprocess.CompletedProcess[str]", "tempfile.TemporaryDirectory[str]", "multiprocessing.pool.ApplyResult[int]", "multiprocessing.queues.SimpleQueue[int]", "multiprocessing.shared_memory.ShareableList[int]",
     "collections.defaultdict[str, int]", "collections.OrderedDict[str, int]", "collections.Counter[str]", "functools.partial[int]", "functools.cached_property[int]", "contextlib.AbstractContextManager[int]", "dataclasses.Field[int]", "graphlib.TopologicalSorter[int]", "logging.LoggerAdapter[int]", "queue.Empty[int]", "collections.abc.Hashable[int]")

# %% hints go to other processes
import multiprocessing
if __name__ == "__main__":
    values = [list[int], int | str, List[int], Union[int, str], (*tuple[int],)[0], Callable[[int], str], collections.abc.Callable[[int], str], Literal[1], Annotated[int, 5], T, P, Any]
    with multiprocessing.get_context("fork").Pool(1) as pool: print(pool.map(repr, values), pool.apply(list, (values,)) == values)

# %% type[int]
import typing
def make(cls: type[int], n: "type[str]" = str) -> type[list]: return cls()
print(type[int], make.__annotations__, typing.get_type_hints(make), type[int] | None, typing.get_args(type[int]), typing.get_origin(type[int]), type[int] == type[int], list[type[typing.Any]])
class Meta(type): pass
for bad in (lambda: Meta[int], lambda: int[int]):
    try: print(bad())
    except TypeError as e: print(e)
