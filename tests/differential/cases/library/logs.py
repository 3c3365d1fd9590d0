# %% styles and checks
import logging, sys
def T(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
record = logging.makeLogRecord({"name": "n", "levelname": "INFO", "msg": "hi %s", "args": ("you",), "created": 0.25, "msecs": 250.0})
logging.Formatter.converter = __import__("time").gmtime
for fmt, style in (("%(name)s %(message)s", "%"), ("{name:>5} {message!r}", "{"), ("$name ${message}", "$"), ("%(asctime)s", "%"), ("{asctime}", "{"), ("${asctime}", "$")): T(lambda: logging.Formatter(fmt, style=style).format(record))
for fmt, style in (("none", "%"), ("none", "{"), ("none", "$"), ("{name", "{"), ("{name!x}", "{"), ("{name:q}", "{"), ("{name-x}", "{"), ("$", "$"), ("x $1", "$"), ("%(name)", "%"), ("x", "?")): T(lambda: logging.Formatter(fmt, style=style) and "fine")
T(lambda: logging.Formatter("%(nope)s").format(record)); T(lambda: logging.Formatter("%(nope)s", defaults={"nope": 3}).format(record)); T(lambda: logging.Formatter("%(asctime)s", "%H:%M").format(record)); T(lambda: logging.BufferingFormatter().format([record, record]))
for level in ("INFO", "nope", 5, None, 1.5): T(lambda: logging._checkLevel(level))
T(lambda: logging.getLogger(3)); T(lambda: logging.setLoggerClass(int)); T(lambda: logging.getLogger("a").log("x", "y")); T(lambda: logging.basicConfig(nope=1)); logging.getLogger().handlers.clear(); T(lambda: logging.basicConfig(stream=sys.stdout, filename="x")); T(lambda: logging.basicConfig(style="?")); T(lambda: logging.getLogger("q").info("x", extra={"name": 1})); T(lambda: logging.getLogger("q").warning("x", extra={"name": 1}))
print(logging.getLogger("a.b.c"), logging.getLogger("a").getChild("x.y").name, type(logging.root.manager.loggerDict["a.b"]).__name__, logging.getLogger("a.b"), logging.getLogger("a.b.c").parent, logging.StreamHandler(sys.stdout), logging.NullHandler(), logging.LoggerAdapter(logging.getLogger("a"), {}), sorted(logging.getLevelNamesMapping())[:3], logging.getLevelName(35))

# %% records find their callers
import logging, sys, warnings
logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(funcName)s %(lineno)d %(message)s", level=logging.DEBUG)
def inner(**kwargs): logging.getLogger("x").info("told", **kwargs)
def outer(**kwargs): inner(**kwargs)
outer(); outer(stacklevel=2); outer(stacklevel=3)
logging.LoggerAdapter(logging.getLogger("y"), {"k": 1}).warning("adapted"); logging.getLogger("d").warning("%(a)s", {"a": 5}); logging.getLogger("d").error("%d", "x") if 0 else None
class Keep(logging.Handler):
    def emit(self, record): print(record.name, record.levelname, record.getMessage().split(": ", 1)[1])
logging.getLogger("py.warnings").addHandler(Keep()); logging.getLogger("py.warnings").propagate = False
logging.captureWarnings(True); warnings.warn("seen", UserWarning); logging.captureWarnings(False)
logging.disable(logging.INFO); logging.info("no"); logging.warning("yes"); logging.disable(logging.NOTSET); logging.debug("again")
class F:
    def filter(self, record): record.msg = "changed"; return record.levelno > 20
logging.getLogger("f").addFilter(F()); logging.getLogger("f").info("x"); logging.getLogger("f").error("y"); logging.getLogger("g").addFilter(lambda r: r.levelno != 40); logging.getLogger("g").error("no"); logging.getLogger("g").critical("yes")
try: 1 / 0
except ZeroDivisionError: logging.getLogger("e").exception("failed", exc_info=False)

# %% dictConfig and fileConfig
import io, logging, logging.config, os, sys
def T(config, configure=logging.config.dictConfig):
    try: configure(config); print("fine")
    except Exception as e: print(type(e).__name__, e, "|", e.__cause__)
class H(logging.StreamHandler):
    def __init__(self, word, stream=None): super().__init__(stream); self.word = word
    def emit(self, record): print(self.word, self.format(record))
old = logging.getLogger("old"); kept = logging.getLogger("app.below")
base = {"version": 1, "formatters": {"f": {"format": "<{levelname}> {message}", "style": "{"}}, "filters": {"only": {"name": "app"}},
        "handlers": {"h": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "f", "level": "INFO", "filters": ["only"]}, "own": {"()": H, "word": "cfg://words[0]", "stream": "ext://sys.stdout", ".": {"mark": 1}}, "mem": {"class": "logging.handlers.MemoryHandler", "capacity": 2, "target": "h"}},
        "loggers": {"app": {"level": "DEBUG", "handlers": ["h", "own"], "propagate": False}, "mem": {"handlers": ["mem"], "level": "DEBUG"}}, "root": {"level": "ERROR", "handlers": ["own"]}, "words": ["first"]}
T(base)
logging.getLogger("app").info("one"); logging.getLogger("app.sub").debug("two"); logging.getLogger("other").error("three"); old.error("no"); kept.info("four"); print(old.disabled, kept.disabled, logging._handlers["own"].mark, sorted(logging._handlers))
T({"version": 1, "incremental": True, "loggers": {"app": {"level": "ERROR"}}, "handlers": {"h": {"level": "ERROR"}}}); logging.getLogger("app").info("quiet"); logging.getLogger("app").error("loud")
for wrong in ({}, {"version": 2}, {"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "nope"}}}, {"version": 1, "loggers": {"x": {"handlers": ["nope"]}}}, {"version": 1, "root": {"level": "nope"}}, {"version": 1, "formatters": {"f": {"format": "x"}}}, {"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "1x": 2}}}): T(wrong)
T(io.StringIO("[loggers]\nkeys=root,z\n[handlers]\nkeys=a\n[formatters]\nkeys=f\n[formatter_f]\nformat=%(name)s:%(message)s\n[handler_a]\nclass=StreamHandler\nargs=(sys.stdout,)\nformatter=f\nlevel=INFO\n[logger_root]\nlevel=INFO\nhandlers=a\n[logger_z]\nlevel=ERROR\nqualname=z\nhandlers=\npropagate=1\n"), logging.config.fileConfig)
logging.getLogger("z").info("no"); logging.getLogger("z").error("yes"); logging.info("root"); T("nothing.ini", logging.config.fileConfig)

# %% handlers
import logging, logging.handlers, os, queue, sys, time
log = logging.getLogger("h"); log.setLevel(logging.DEBUG); log.propagate = False
h = logging.handlers.RotatingFileHandler("r.log", maxBytes=30, backupCount=2); log.addHandler(h); h.namer = lambda name: name + ".old"
for n in range(8): log.info("message %d", n)
h.close(); log.removeHandler(h); print({name: open(name).read() for name in sorted(os.listdir(".")) if name.startswith("r.log")}, repr(h).startswith("<RotatingFileHandler /"))
for name in os.listdir("."):
    if name.startswith("r.log"): os.remove(name)
q = queue.Queue(); log.addHandler(logging.handlers.QueueHandler(q)); out = logging.StreamHandler(sys.stdout); out.setLevel(logging.ERROR); listener = logging.handlers.QueueListener(q, out, respect_handler_level=True)
listener.start(); log.error("by %s", "queue"); log.info("no"); listener.stop(); print(q.empty(), q.unfinished_tasks); log.handlers.clear()
out.setLevel(0); m = logging.handlers.MemoryHandler(3, target=out); log.addHandler(m); log.info("1"); log.info("2"); print(len(m.buffer)); log.info("3"); log.info("4"); log.error("5"); print(m.buffer); log.info("6"); m.close(); print(m.target); log.handlers.clear()
t = logging.handlers.TimedRotatingFileHandler("t.log", when="midnight", utc=True, delay=True); print(t.computeRollover(86400 * 3 + 5) == 86400 * 4, t.suffix, bool(t.extMatch.match("2024-01-02")), t.interval, t.stream); t = logging.handlers.TimedRotatingFileHandler("t.log", when="W2", utc=True, delay=True); print(t.computeRollover(0), t.dayOfWeek); t.close()
for when in ("W9", "W", "x"):
    try: logging.handlers.TimedRotatingFileHandler("t.log", when=when, delay=True)
    except ValueError as e: print(e)
f = logging.FileHandler("f.log", "w", encoding="latin-1", delay=True); log.addHandler(f); print(f.stream, os.path.exists("f.log")); log.info("\xe9"); f.close(); print(open("f.log", "rb").read()); os.remove("f.log"); log.handlers.clear()
class Bad(logging.Handler):
    def emit(self, record): raise ValueError("bad")
h = logging.StreamHandler(sys.stdout); h.name = "named"; print(logging._handlers["named"] is h, h.setStream(sys.stderr) is sys.stdout, h.setStream(sys.stderr)); h.name = None; print("named" in logging._handlers)
logging.raiseExceptions = False; log.addHandler(logging.StreamHandler(3)); log.info("into nothing"); print("on")
