# %% importlib.util and its like
import importlib, importlib.abc, importlib.machinery, importlib.metadata, importlib.util, os, sys
def T(f, *args, **kwargs):
    try: print(f(*args, **kwargs))
    except Exception as error: print(type(error).__name__, error)
with open("plug.py", "w") as file: file.write("VALUE = 3\nNAME = __name__\ndef f(): return VALUE\n")
spec = importlib.util.spec_from_file_location("my_plug", "plug.py"); module = importlib.util.module_from_spec(spec); print(hasattr(module, "VALUE"), module.__name__, module.__spec__ is spec, module.__package__ == "", os.path.basename(module.__file__), "my_plug" in sys.modules)
spec.loader.exec_module(module); print(module.VALUE, module.NAME, module.f()); sys.modules["my_plug"] = module; import my_plug; print(my_plug is module, importlib.util.find_spec("my_plug") is spec, spec.name, spec.parent, spec.has_location, spec.submodule_search_locations)
print(importlib.util.find_spec("no_such_module_at_all"), importlib.util.find_spec("json") is not None, importlib.util.find_spec("json.decoder").name, importlib.util.find_spec("math").name, importlib.util.find_spec("json.nothing"))
T(importlib.util.find_spec, "math.nothing"); T(importlib.util.find_spec, ".x"); T(importlib.util.find_spec, "nothing_here.x") if 0 else None; T(importlib.util.resolve_name, ".a", "p.q"); T(importlib.util.resolve_name, "..a", "p.q"); T(importlib.util.resolve_name, "...a", "p.q"); T(importlib.util.resolve_name, "a", None)
T(importlib.metadata.version, "no-such-package-here"); T(importlib.metadata.version, ""); print(issubclass(importlib.metadata.PackageNotFoundError, ModuleNotFoundError))
class L(importlib.abc.Loader):
    def exec_module(self, module): module.made = module.__name__.upper()
spec = importlib.util.spec_from_loader("virtual", L()); module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module); print(module.made, spec.origin, module.__spec__.name)
print(importlib.machinery.ModuleSpec("a.b", None), importlib.machinery.ModuleSpec("a.b", None).parent, importlib.machinery.ModuleSpec("a", None, origin="o", is_package=True), importlib.machinery.SOURCE_SUFFIXES, importlib.util.spec_from_file_location("x", "x.txt"))
loader = importlib.machinery.SourceFileLoader("plug", "plug.py"); print(loader.get_source("plug").split("\n")[0], loader.is_package("plug"), loader.get_filename("plug"))
os.remove("plug.py")

# %% timeit and secrets
import io, secrets, timeit
from contextlib import redirect_stdout, redirect_stderr
def T(f, *args, **kwargs):
    try: return f(*args, **kwargs)
    except BaseException as error: return type(error).__name__, str(error)
seen = []
print(timeit.timeit("seen.append(x)", "x = 5", number=3, globals=globals()) >= 0, seen, timeit.repeat(lambda: seen.append(1), number=2, repeat=2) and seen, T(timeit.Timer, 3), T(timeit.Timer, "pass", None), T(timeit.Timer, "return"), T(timeit.timeit, "1/0", number=1))
clock = iter(range(0, 1000000, 1)); print(timeit.Timer(timer=lambda: next(clock)).timeit(5), timeit.Timer(timer=lambda: next(clock)).autorange(), timeit.reindent("a\nb", 2))
out = io.StringIO()
with redirect_stdout(out): print(timeit.main(["-n", "2", "-r", "3", "-u", "sec", "pass"], _wrap_timer=lambda timer: lambda: next(clock)), timeit.main(["-z"]))
print(out.getvalue()); err = io.StringIO()
with redirect_stderr(err): print(timeit.main(["-u", "parsec"]), timeit.main(["-n1", "1/0"]))
print(err.getvalue().split("\n")[0], err.getvalue().split("\n")[-2])
print(len(secrets.token_bytes()), len(secrets.token_hex(4)), len(secrets.token_urlsafe(16)), secrets.randbelow(1), T(secrets.randbelow, 0), secrets.compare_digest("a", "a"), secrets.compare_digest(b"a", b"b"), T(secrets.compare_digest, "a", b"a"), T(secrets.compare_digest, 1, 1), secrets.choice([3]), secrets.DEFAULT_ENTROPY, secrets.__all__)

# %% html entities
import html
for text in ("&AMP;", "&LT", "&amp;lt;", "&COPY; &copy &notin; &notit;", "&#x80;&#0;&#xD800;", "&nosuch;"): print(repr(html.unescape(text)))
