def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% abc
import abc, contextlib, collections.abc
class A(abc.ABC):
    @abc.abstractmethod
    def m(self): pass
class B(A):
    def m(self): return 1
before = abc.get_cache_token(); A.register(int); print(abc.get_cache_token() != before, isinstance(1, A), issubclass(bool, A), issubclass(str, A), isinstance(B(), A))
T(A); T(lambda: A.register(1)); T(lambda: issubclass(1, A)); T(lambda: B.register(A)); T(lambda: A.register(B)); print(A.register(float) is float)
class Proxy:
    __class__ = int
print(isinstance(Proxy(), A))
print(issubclass(A, contextlib.AbstractContextManager), [x for x in ("Sized", "Hashable", "Iterable", "Callable") if hasattr(getattr(collections.abc, x), "__class_getitem__")])
T(lambda: collections.abc.Sized[int]); print(collections.abc.Iterable[int], collections.abc.Mapping[str, int])

# %% contextlib: abstract managers and stacks
import contextlib
from contextlib import ExitStack, nullcontext, closing, AbstractContextManager, AbstractAsyncContextManager
class Both:
    def __enter__(self): return self
    def __exit__(self, *a): pass
    async def __aenter__(self): return self
    async def __aexit__(self, *a): pass
print(issubclass(Both, AbstractContextManager), issubclass(Both, AbstractAsyncContextManager), issubclass(int, AbstractContextManager), AbstractContextManager[int]); T(AbstractContextManager)
class Half(AbstractContextManager): pass
T(Half); T(lambda: ExitStack().enter_context(1)); T(lambda: ExitStack().push(1).x)
def note(*a): print("note", a)
def fail(text):
    def leave(*a): raise KeyError(text)
    return leave
def swallow(kind, e, tb): print("swallows", kind.__name__ if kind else None, e.__context__ if e else None); return True
with ExitStack() as s: s.callback(note, 1, 2); s.push(swallow); s.push(fail("a")); s.push(fail("b")); s.callback(note); 1 / 0
try:
    with ExitStack() as s: s.push(fail("one")); s.push(fail("two")); raise ValueError("body")
except KeyError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__), e.__context__.__context__.__context__)
with ExitStack() as s: s.callback(note, "kept"); rest = s.pop_all(); print("left")
rest.close(); rest.close(); print([sync for sync, _ in rest._exit_callbacks], sorted(contextlib.__all__))

# %% contextlib: asynchronous
import contextlib
from contextlib import asynccontextmanager, aclosing, AsyncExitStack, nullcontext
def run(coroutine):
    try: coroutine.send(None)
    except StopIteration as stop: return stop.value
log = []
@asynccontextmanager
async def managed(name):
    log.append("in " + name)
    try: yield name
    finally: log.append("out " + name)
@managed("decorated")
async def decorated(): log.append("body"); return 5
class Closing:
    async def aclose(self): log.append("closed")
async def main():
    async with managed("a") as a: log.append(a)
    log.append(await decorated()); log.append(await decorated())
    async with aclosing(Closing()) as c: log.append(type(c).__name__)
    async with nullcontext(7) as n: log.append(n)
    async def later(*a, **k): log.append((a, k))
    async with AsyncExitStack() as s:
        log.append(await s.enter_async_context(managed("b"))); s.push_async_callback(later, 1, x=2); s.callback(log.append, "plain")
        s.push_async_exit(managed("never entered").__aexit__) if 0 else None
    try:
        async with AsyncExitStack() as s: await s.enter_async_context(managed("c")); raise ValueError("through")
    except ValueError as e: log.append(repr(e))
    try: await AsyncExitStack().enter_async_context(3)
    except TypeError as e: log.append(str(e))
run(main()); print(*log, sep="\n"); print(contextlib.AsyncContextDecorator.__module__, AsyncExitStack.__module__)

# %% types
import types
def show(*texts):
    for text in texts:
        try: print(text, "->", repr(eval(text, globals())))
        except Exception as e: print(text, "!", type(e).__name__ + ":", e)
class Stand:
    def __init__(self, *bases): self.bases = bases
    def __mro_entries__(self, bases): return self.bases
class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases, **kwds): return {"made": sorted(kwds)}
    def __new__(cls, name, bases, ns, **kwds): return super().__new__(cls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kwds): pass
class Base(metaclass=Meta): pass
ns = types.SimpleNamespace(a=1); ns.me = ns
made = types.new_class("Made", (Stand(int, Base),), {"x": 1}, lambda ns: ns.update(y=2))
show("made.__bases__, type(made), made.made, made.y, made.__module__, made.__orig_bases__[0].bases", "types.resolve_bases((int, Stand(), Stand(str)))", "types.resolve_bases((int,))", "types.resolve_bases(1)", "types.prepare_class('A', (Base,), {'k': 1})",
     "types.prepare_class('A', (int,), {'metaclass': Meta})", "types.prepare_class('A')", "types.new_class('X', (Base,), {'metaclass': type('M2', (type,), {})})", "types.new_class('X').__bases__", "ns", "types.SimpleNamespace(1)", "types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1)",
     "types.MappingProxyType({'a': 1})", "types.MappingProxyType({'a': 1}) | {'b': 2}", "types.MappingProxyType(1)", "types.MappingProxyType([])", "types.MappingProxyType[int, str]", "types.MappingProxyType({})['x']", "types.UnionType is type(int | str)", "types.coroutine(1)")
@types.coroutine
def gen(): return (yield 1)
async def waits(): return await gen()
c = waits(); print(c.send(None)); T(lambda: c.send(4))
