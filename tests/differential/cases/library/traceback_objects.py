def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% what is said of an exception
import traceback as t
class Bad(Exception):
    def __str__(self): 1 / 0
class Odd:
    def __repr__(self): return "odd"
class Worse:
    def __repr__(self): raise ValueError
def noted(notes): e = ValueError(1); e.__notes__ = notes; return e
for e in (ValueError(None), ValueError(""), SyntaxError("m"), SyntaxError("m", ("f", None, None, None)), SyntaxError(None), KeyError(""), Bad(), noted(["a\nb", 5]), noted(Odd()), noted([Worse()]), noted(Worse()), noted(()), SyntaxError("msg", ("file.py", 1, 9, "  text")), SyntaxError("msg", ("file.py", 1, 3, "  text", 1, 5))): print(t.format_exception_only(e))
Named = type("Named", (Exception,), {"__module__": 5}); print(t.format_exception_only(Named("x")))
print(t.format_exception_only(None), t.format_exception(None), t.format_exception(ValueError, ValueError(2), None)); T(lambda: t.format_exception(5)); T(lambda: t.format_exception(ValueError(1), None)); T(lambda: t.format_exception(ValueError(1), ValueError(2)))
import inspect; print(inspect.signature(t.format_exception), inspect.signature(t.print_exception))

# %% lines of a stack
import traceback as t
f = t.FrameSummary("f", 1, "n", line="  x = 1 ", locals={"a": [1]}); print(f.line, f.locals, list(f), f == ("f", 1, "n", "x = 1"), f[0], len(f), f == f, f != 5, f == t.FrameSummary("f", 1, "n", line="y"), f); T(lambda: setattr(f, "other", 1))
s = t.StackSummary.from_list([("f", 1, "g", "a = b"), f] + [("f", 2, "h", "h()")] * 6); print("".join(s.format()), t._RECURSIVE_CUTOFF)
class Skip(t.StackSummary):
    def format_frame_summary(self, frame): return None if frame.name == "g" else frame.name + "!"
print(Skip(s).format(), t.format_list([("f", 3, "k", None)]))
def a(): b()
def b(): c()
def c(): 1 / 0
try: a()
except ZeroDivisionError as e: error = e
tb = error.__traceback__; names = lambda stack: [f.name for f in stack]
print(names(t.extract_tb(tb)), names(t.extract_tb(tb, 2)), names(t.extract_tb(tb, -2)), names(t.extract_tb(tb, 0)), names(t.StackSummary.extract(t.walk_tb(tb), limit=1)), [n for _, n in t.walk_tb(tb)] == [f.lineno for f in t.extract_tb(tb)], len(t.format_exception(error, limit=1)), t.format_exception(error, limit=0))
def deep(): return names(t.extract_stack())[-2:], names(t.extract_stack(limit=1)), names(t.extract_stack(limit=0)), len(t.extract_stack(limit=2))
print(deep())
import sys; sys.tracebacklimit = 1; print(names(t.extract_tb(tb))); sys.tracebacklimit = -3; print(names(t.extract_tb(tb))); del sys.tracebacklimit

# %% exceptions taken down
import traceback as t
def chained():
    try: {}["k"]
    except KeyError as e: raise ValueError("v") from e
try: chained()
except ValueError as e: error = e
x = t.TracebackException.from_exception(error); print(x == t.TracebackException.from_exception(error), x == t.TracebackException.from_exception(error, limit=0), x != 5, str(x), x.exc_type, str(x.__cause__), x.__context__ is None, x.exceptions, x.__suppress_context__, x.__notes__, [f.name for f in x.stack], list(x.format_exception_only()), len(list(x.format())), len(list(x.format(chain=False))))
s = t.TracebackException.from_exception(SyntaxError("m", ("f", 1, 2, "abc"))); print(s.filename, repr(s.lineno), s.text, s.offset, s.msg, s.end_lineno)
g = ExceptionGroup("g", [ExceptionGroup("h", [ValueError(i) for i in range(3)]), TypeError(1), OSError(2)])
for options in ({}, {"max_group_width": 1}, {"max_group_depth": 1}, {"max_group_width": 2, "max_group_depth": 2}): print("".join(t.TracebackException.from_exception(g, **options).format()))
print([str(e) for e in t.TracebackException.from_exception(g).exceptions], t.TracebackException.from_exception(g))
e = None
for i in range(2000):
    new = ValueError(i); new.__context__ = e; e = new
print(len(t.format_exception(e)))
e = ValueError("deep")
for i in range(1500): e = ExceptionGroup("g", [e])
print("".join(t.format_exception(e))[-200:])
