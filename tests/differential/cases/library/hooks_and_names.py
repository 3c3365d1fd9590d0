def T(f):
    try: print(f())
    except Exception as e: print(f"{type(e).__name__}: {e}")

# %% hooks that fail, and late registrations
import io, sys, threading
def hook(args): raise ValueError("in the hook")
seen = []; sys.stderr = told = io.StringIO()
sys.excepthook = lambda kind, error, tb: seen.append((kind.__name__, str(error)))
threading.excepthook = hook
t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join(); print(seen, repr(told.getvalue()))

t = threading.Thread(target=lambda: 1 / 0); threading.excepthook = threading.__excepthook__; sys.stderr = None; t._stderr = told = io.StringIO(); t.start(); t.join(); print(told.getvalue().split("\n")[0], told.getvalue().split("\n")[-2])

# %% unittest's modules, and names of typing
import typing, unittest
print(unittest.case.TestCase is unittest.TestCase, unittest.runner.TextTestRunner is unittest.TextTestRunner, unittest.result.TestResult is unittest.TestResult)
class Mine: pass
print(unittest.util.strclass(Mine), unittest.util.safe_repr("x" * 100, short=True), unittest.util.three_way_cmp(1, 2))
class Movie(typing.TypedDict): name: str
@typing.final
class Last: pass
@typing.no_type_check
def loose(a: "no such thing"): pass
print(typing.is_typeddict(Movie), typing.is_typeddict(dict), Last.__final__, typing.get_type_hints(loose), typing.T, typing.KT, typing.VT, typing.T_co, typing.T_contra)
F = typing.ForwardRef
print(F("int") == F("int"), F("int") == F("str"), hash(F("a")) == hash(F("a")), F("int"), F("int", module="m"))
T(lambda: F(1)); T(lambda: F("a b")); T(lambda: typing.assert_never("x" * 200)); print("sys" in typing.__all__, "T" in typing.__all__)


# %% what is put in the place of modules
import sys, types
sys.modules['no_such_module'] = None
sys.modules['atexit'] = None
sys.modules['own'] = types.SimpleNamespace(x=1)
import own
print(own.x)
try: import no_such_module
except ImportError as error: print(type(error).__name__, error)
