import sys, io, warnings
def T(f, *args):
    try: print(f(*args))
    except BaseException as e: print(type(e).__name__ + ":", e)
def said(f, *args):
    old, sys.stderr = sys.stderr, io.StringIO()
    try: f(*args)
    finally: text, sys.stderr = sys.stderr.getvalue(), old
    print([line.split(":", 2)[-1].strip() for line in text.splitlines()])

# %% filters
def give(text="w", kind=UserWarning): warnings.warn(text, kind)
def many(): give(); give(); give("other"); warnings.warn("here"); warnings.warn("here")
said(many); said(many)
for action in ("always", "default", "module", "once", "ignore"):
    warnings.resetwarnings(); warnings.simplefilter(action); print(action); said(many); said(many)
warnings.simplefilter("error"); T(give); warnings.filterwarnings("ignore", "w.*"); T(give); T(give, "other"); T(give, "W loud"); warnings.filterwarnings("always", module="nothing"); T(give, "x")
warnings.resetwarnings(); warnings.filterwarnings("ignore", category=DeprecationWarning, append=True); warnings.simplefilter("always", append=True); said(give, "d", DeprecationWarning); said(give, "p", PendingDeprecationWarning)
print([(f[0], f[2].__name__, f[4]) for f in warnings.filters], "__warningregistry__" in globals())
T(lambda: warnings.simplefilter("wrong")); T(lambda: warnings.filterwarnings("ignore", 5)); T(lambda: warnings.filterwarnings("ignore", category=int)); T(lambda: warnings.filterwarnings("ignore", lineno=-1)); T(lambda: warnings.warn("x", int)); T(lambda: warnings.warn("x", "y"))

# %% what is silent by itself
for kind in (UserWarning, DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning, SyntaxWarning, RuntimeWarning, FutureWarning, BytesWarning): print(kind.__name__); said(lambda: warnings.warn("text", kind))
print([(f[0], f[1], f[2].__name__, f[3], f[4]) for f in warnings.filters if f[2] is not BytesWarning])

# %% recording, places, other ways to show
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always"); warnings.warn("a"); warnings.warn(DeprecationWarning("b"), stacklevel=1); warnings.warn_explicit("c", UserWarning, "file.py", 7)
    def outer(): inner()
    def inner(): warnings.warn("level", stacklevel=2)
    outer()
print([(str(w.message), w.category.__name__, w.file, w.line, w.source) for w in log], [(w.filename, w.lineno) for w in log][2], log[3].lineno - log[0].lineno, str(log[2]))
with warnings.catch_warnings(record=True, action="error") as log: T(lambda: warnings.warn("raised"))
c = warnings.catch_warnings(record=True); print(c, warnings.catch_warnings()); T(c.__exit__)
with c: T(c.__enter__)
print(repr(warnings.formatwarning("m", UserWarning, "nofile", 3)), repr(warnings.formatwarning("m", UserWarning, "nofile", 3, "  code ")))
with warnings.catch_warnings():
    warnings.simplefilter("always"); warnings.showwarning = lambda *args: print("mine", args[0], args[1].__name__, args[4:]); warnings.warn("shown")
    warnings.showwarning = 5; T(lambda: warnings.warn("x"))
said(lambda: warnings.warn("plain again"))
warnings.formatwarning = lambda message, category, filename, lineno, line=None: f"::{category.__name__} {message}\n"; said(lambda: warnings.warn("formed"))
out = io.StringIO(); warnings.showwarning("m", UserWarning, "f", 1, file=out, line="code"); print(out.getvalue()); sys.stderr, old = None, sys.stderr; warnings.warn("nowhere"); sys.stderr = old
