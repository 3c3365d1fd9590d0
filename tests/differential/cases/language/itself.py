# %% every method and operator of builtin types with the receiver itself as each argument
import collections


def show(x, depth=0):
    t = type(x).__name__
    if depth > 2: return t
    if isinstance(x, (int, str, float, bytes, bytearray, type(None), type(NotImplemented))): return f"{t} {x!r}"[:200]
    if isinstance(x, (set, frozenset)): return f"{t} {sorted(map(repr, x))}"
    if isinstance(x, (list, tuple, collections.deque)): return f"{t} [{', '.join([show(i, depth + 1) for i in list(x)[:5]])}] {len(x)}"
    if isinstance(x, dict): return f"{t} {len(x)}"
    return t
MAKERS = {
    "list": lambda: [3, 1, 2], "tuple": lambda: (1, 2), "dict": lambda: {1: 2, 3: 4}, "set": lambda: {1, 2}, "frozenset": lambda: frozenset((1, 2)),
    "str": lambda: "ab", "bytes": lambda: b"ab", "bytearray": lambda: bytearray(b"ab"), "int": lambda: 3, "bool": lambda: True, "float": lambda: 2.5,
    "slice": lambda: slice(1, 2), "deque": lambda: collections.deque([1, 2]), "bounded": lambda: collections.deque([1, 2], 2), "defaultdict": lambda: collections.defaultdict(list, {1: [2]}),
    "Counter": lambda: collections.Counter("aab"),
    "namedtuple": lambda: collections.namedtuple("P", "x y")(1, 2), "keys": lambda: {1: 2}.keys(), "items": lambda: {1: 2}.items(),
}
# What compares memory, makes what names another type, or is not there: not about arguments.
SKIP = {"__dict__", "__module__", "__weakref__", "__lt__", "__le__", "__gt__", "__ge__", "__iand__", "__ror__", "__rmod__", "__bool__", "__bytes__", "__alloc__", "__iter__", "__reversed__", "__getformat__", "elements", "from_bytes", "hex", "maketrans", "splitlines", "__init_subclass__", "__subclasshook__", "__class__", "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__reduce__", "__reduce_ex__", "__getstate__", "__sizeof__", "__dir__", "__new__", "__class_getitem__", "__format__", "__doc__", "__getnewargs__", "__setstate__", "__hash__", "__repr__", "__str__", "__init__"}
OPS = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">", ">=", "in", "@"]
for kind, make in MAKERS.items():
    row = []
    for op in OPS + ["+=", "-=", "*=", "&=", "|=", "^="]:
        # CPython refuses this one: the buffer is in use.
        if kind == "bytearray" and op == "+=": continue
        x = make(); space = {"x": x}
        try:
            if op.endswith("=") and op not in ("<=", ">=", "==", "!="): exec(f"x {op} x", space); r = space["x"]
            else: r = eval(f"x {op} x", space)
            row.append(f"{op} {show(r)} {show(x)}")
        except Exception as e: row.append(f"{op} {type(e).__name__}")
    print(kind, *row, sep="; ")
    for name in dir(make()):
        if name in SKIP or (name.startswith("_") and not name.startswith("__")): continue
        if kind == "bytearray" and name in ("__iadd__", "__imul__"): continue
        row = []
        for count in (0, 1, 2):
            x = make()
            try:
                method = getattr(x, name)
                if not callable(method): continue
                row.append(f"{show(method(*[x] * count))}, {show(x)}")
            except Exception as e: row.append(type(e).__name__)
        print(kind, name, *row, sep="; ")
    row = []
    for f in (list, tuple, set, frozenset, dict, sorted, sum, min, max, any, all, collections.deque, collections.Counter, collections.OrderedDict, bytes, bytearray, "".join):
        try: row.append(show(f(make())))
        except Exception as e: row.append(type(e).__name__)
    print(kind, *row, sep="; ")
