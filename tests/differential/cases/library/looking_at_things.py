import inspect, functools, types, collections, pickle
def show(*texts):
    for text in texts:
        try: print(text, "->", eval(text, globals()))
        except Exception as e: print(text, "!", type(e).__name__ + ":", e)

# %% signatures
def f(a, /, b: int = 2, *args, c, d: "str" = "x", **kw) -> "int": pass
def g(x, y): pass
class New:
    def __new__(cls, a, b=1): pass
class Init(New):
    def __init__(self, z): pass
class Call:
    def __call__(self, q, *, r=3): pass
class NoSelf:
    def __call__(): pass
class Meta(type):
    def __call__(cls, m): pass
class Made(metaclass=Meta): pass
class Plain: pass
class PM:
    def m(self, a, b, c=3): pass
    p = functools.partialmethod(m, 1, c=5)
@functools.wraps(g)
def wrapped(*args): pass
show("inspect.signature(f)", "inspect.signature(f, eval_str=True)", "inspect.signature(New)", "inspect.signature(Init)", "inspect.signature(Call())", "inspect.signature(NoSelf())", "inspect.signature(Made)", "inspect.signature(Plain)", "inspect.signature(PM.p)", "inspect.signature(PM().p)", "inspect.signature(PM().m)", "inspect.signature(wrapped)",
     "inspect.signature(wrapped, follow_wrapped=False)", "inspect.signature(functools.partial(f, 1, c=2))", "inspect.signature(5)", "inspect.signature(Meta)", "inspect.signature(f).parameters['a']", "inspect.signature(f).parameters['b'].kind.description", "repr(inspect.Parameter.KEYWORD_ONLY)",
     "inspect.signature(g).bind(1, y=2)", "inspect.signature(g).bind(1)", "inspect.signature(g).bind(1, 2, 3)", "inspect.signature(g).bind(1, 2, z=3)", "inspect.signature(f).bind(1, a=5, c=2)", "inspect.signature(f).bind(a=1, c=2)", "inspect.signature(g).bind_partial(y=1).arguments", "pickle.loads(pickle.dumps(inspect.signature(g))) == inspect.signature(g)", "inspect.signature(g) == inspect.signature(wrapped)",
     "inspect.signature(g).replace(return_annotation=int)", "inspect.signature(f).parameters['b'].replace(default=inspect._empty)", "inspect.Parameter('for', inspect.Parameter.KEYWORD_ONLY)", "inspect.Parameter('.0', inspect.Parameter.POSITIONAL_OR_KEYWORD)", "inspect.getfullargspec(f)", "inspect.getfullargspec(PM().m)", "inspect.getfullargspec(5)")

# %% calls
def f0(): pass
def f1(a): pass
def f2(a, b, c=3, *rest, k, l=2, **kw): pass
def f3(a, b=2): pass
class C:
    def m(self, x): pass
show("inspect.getcallargs(f2, 1, 2, 5, 6, k=1, z=3)", "inspect.getcallargs(f1)", "inspect.getcallargs(f1, 1, 2)", "inspect.getcallargs(f0, 1)", "inspect.getcallargs(f3, 1, 2, 3)", "inspect.getcallargs(f2)", "inspect.getcallargs(f2, 1, 2)", "inspect.getcallargs(f1, 1, a=2)", "inspect.getcallargs(f1, 1, z=2)", "sorted(inspect.getcallargs(C().m, 5))", "inspect.getcallargs(C.m)", "inspect.getcallargs(lambda a, b, c: 0)")

# %% kinds of objects
class D:
    """Doc of D."""
    x = 1
    def m(self):
        """Doc of m.

            indented
        last"""
    @property
    def p(self): "Doc of p."
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
class E(D):
    def m(self): pass
    @property
    def p(self): pass
async def coro(): pass
async def agen(): yield
def gen(): yield
names = [n for n in dir(inspect) if n.startswith("is") and n not in ("isabstract", "iskeyword", "ismethodwrapper", "isgetsetdescriptor", "ismemberdescriptor", "isawaitable")]
for label, value in dict(function=gen, method=D().m, cls=D, prop=D.p, builtin=len, module=inspect, code=gen.__code__, generator=gen(), lambda_=lambda: 0, coroutine=coro, asyncgen=agen, partial=functools.partial(coro), number=1).items(): print(label, [n for n in names if getattr(inspect, n)(value)])
show("[(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(E) if not a.name.startswith('_')]", "inspect.getdoc(E)", "inspect.getdoc(E.m)", "inspect.getdoc(E().m)", "inspect.getdoc(E.p)", "inspect.getdoc(5) is not None", "repr(inspect.cleandoc('  a\\n    b\\n      c\\n\\n'))", "[n for n, _ in inspect.getmembers(D) if n[0] != '_']", "[n for n, _ in inspect.getmembers_static(D, lambda v: isinstance(v, property))]",
     "inspect.getmro(E)[0].__name__", "inspect.getmodulename('/a/b.py'), inspect.getmodulename('b.txt')", "inspect.indentsize('\\t x')", "inspect.getclasstree([D, E])", "inspect.getgeneratorstate(gen())", "inspect.getargs(D.m.__code__)", "inspect.getargs(5)", "inspect.isawaitable(5)", "inspect.getmodule(inspect.signature).__name__", "inspect.getfile(5)", "inspect.getfile(int)", "inspect.unwrap(D)", "inspect.formatannotation(dict[str, int]), inspect.formatannotation(D), inspect.formatannotation(int)")

# %% annotations
class A:
    x: "int"
    y: list[int] = 1
class B(A): pass
def f(a: "A", b: int) -> "list[A]": pass
class F:
    __annotations__ = 5
show("inspect.get_annotations(A)", "inspect.get_annotations(B)", "inspect.get_annotations(f)", "inspect.get_annotations(f, eval_str=True)", "inspect.get_annotations(A, eval_str=True)", "inspect.get_annotations(5)", "inspect.get_annotations(F)", "inspect.get_annotations(functools.partial(f), eval_str=True)", "inspect.get_annotations(f, globals={'A': str}, eval_str=True)")

# %% sources
# About the class.
# More of it.
class Fodder:
    """Text
at the margin."""
    # line inside

    @functools.lru_cache
    def decorated(self, a=(1,
                           2)):
        text = """
not indented
"""
        return text
        # behind, as far right
    # behind, less

    def one(self): return 1

# after

def continued(x): return x and \
x
def nested():
    class Inner:
        def m(self): pass
    return Inner
table = lambda: [
    1,
]
for thing in (Fodder, Fodder.decorated, Fodder.one, continued, nested, nested(), nested().m, table): print(inspect.getsource(thing).rstrip() if thing is not nested() else "", inspect.getsourcelines(thing)[1] > 0, sep="|")
print(repr(inspect.getcomments(Fodder)), repr(inspect.getcomments(nested)), inspect.getsourcefile(nested) == inspect.getfile(nested))
def caller(a, *b, **c):
    frame = inspect.currentframe(); info = inspect.getframeinfo(frame, 3)
    return info.function, info.index, len(info.code_context), inspect.formatargvalues(*inspect.getargvalues(frame)[:3], {"a": a, "b": b, "c": c}), [f.function for f in inspect.stack()], inspect.stack()[0][4][0].strip()[:12]
print(caller(1, 2, k=3))
try: 1 / 0
except ZeroDivisionError: print([(f.function, f.positions.lineno == f.lineno) for f in inspect.trace()])

# %% help
"""Module doc."""
import sys
class Base:
    "Base doc."
    __slots__ = ()
    z = 1
    def base_m(self): "base method"
class A(Base):
    """Class A.

    More text.
    """
    __slots__ = ()
    count = 0
    name: str = "x"
    def __init__(self, a: int, b=2, *, c=None):
        """Init doc."""
    def m(self, x, y: "str" = 'q') -> bool:
        """Method m.

        Indented
            deeper
        """
    def nodoc(self): pass
    # comment before
    def commented(self):
        pass
    @classmethod
    def cm(cls, a): "cm doc"
    @staticmethod
    def sm(a, b): "sm doc"
    @property
    def p(self): "prop doc"
    @property
    def q(self): return 1
    lam = lambda self, x: x
    __hash__ = None
    inner = 5
def f(a, b=1, *args, k: int = 3, **kw) -> str:
    """Doc of f.

    second"""
def g(): pass
help(f); help(g); help(A); help(A.m); help(A(1).m); help(A.p); help(A.cm); help(lambda x: x)

# %% signatures of builtins
import inspect
for f in (len, print, sorted, sum, open, isinstance, [].append, list.append, str.split, "".split, str.join, dict.get, {}.update, int.to_bytes, int.from_bytes, float, list, complex, object, memoryview, set.add, max, min, dict, int, str, range, round):
    try: print(getattr(f, "__name__", f), inspect.signature(f))
    except ValueError as e: print(type(e).__name__, str(e).split(" at 0x")[0])
print(inspect.signature(sorted).bind([1], key=len).arguments, inspect.signature(print).parameters["sep"].default, inspect.getfullargspec(len))

# %% nothing is documented by what object says
import inspect
class A:
    def nodoc(self): pass
    __hash__ = None
print(inspect.getdoc(A.nodoc), None.__doc__, [(a.name, a.defining_class.__name__) for a in inspect.classify_class_attrs(A) if a.name in ("__hash__", "nodoc")])
