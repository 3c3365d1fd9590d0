def T(f):
    try: print(f())
    except Exception as e: print(f"{type(e).__name__}: {e}")

# %% pickles are CPython's
import pickle, collections
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
class Slots:
    __slots__ = ("a", "_b")
class Numbers(list): pass
s = Slots(); s.a = 1; n = Numbers([1, 2]); n.name = "n"; loop = [1]; loop.append(loop)
values = [None, True, 0, 255, 256, -1, 2 ** 31, 2 ** 70, -2 ** 70, 1.5, "", "a\nb", "\u20ac" * 100, b"", b"ab" * 200, bytearray(b"x"), (), (1,), (1, 2, 3, 4), [1], [1, 2],
          {}, {"a": 1}, {"a": 1, "b": 2}, {7}, frozenset([7]), range(3), slice(1, 2), 1j, ..., NotImplemented, int, len, [].append, Point(1, 2), Point, n, collections.deque([1], 3),
          collections.OrderedDict(a=1), collections.Counter("a"), collections.defaultdict(int, a=1), ValueError("x"), OSError(2, "no", "f"), type(None), loop, ("k", "k")]
for protocol in range(6):
    for value in values:
        data = pickle.dumps(value, protocol)
        print(protocol, data if len(data) < 150 else (len(data), data[:20]), type(pickle.loads(data)).__name__)
for protocol in range(2, 6): print(pickle.dumps(s, protocol))
big = pickle.dumps(list(range(3000)) + ["x" * 70000], 4); print(len(big), pickle.loads(big)[-1] == "x" * 70000)

# %% pickles of other Pythons
import pickle
for data in (b"(lp0\nI1\naF2.5\naV\\u20ac\np1\naL12L\naI01\naNa.", b"\x80\x02c__builtin__\nxrange\nq\x00K\x01K\x05K\x02\x87q\x01Rq\x02.", b"\x80\x02U\x03abcq\x00.", b"S'a\\n'\n.",
             b"c__builtin__\nset\np0\n((lp1\nI1\natp2\nRp3\n.", b"(i__builtin__\nlist\n.", b"(dp0\nS'a'\nI1\ns.", b"\x80\x03]q\x00(K\x01\x88\x89N\x8a\x05\x00\x00\x00\x00\x01e."):
    print(pickle.loads(data))
print(pickle.loads(b"U\x02\xc3\xa4.", encoding="utf-8"), pickle.loads(b"U\x02\xc3\xa4.", encoding="bytes"))
for data in (b"", b"\x80\x04K", b"]x", b".", b"0", b"(.", b"a.", b"\x80\x09.", b"h\x05.", b"Sabc\n.", b"\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N."):
    T(lambda: pickle.loads(data))

# %% picklers that are derived from
import copyreg, io, pickle
class Table: pass
class Mine(pickle.Pickler):
    def persistent_id(self, obj): return ("table", 7) if isinstance(obj, Table) else None
    def reducer_override(self, obj): return (int, ("42",)) if obj is print else NotImplemented
class Other(pickle.Unpickler):
    def persistent_load(self, pid): return f"<{pid}>"
    def find_class(self, module, name):
        if module != "builtins": raise pickle.UnpicklingError(f"{module}.{name} is forbidden")
        return super().find_class(module, name)
file = io.BytesIO(); Mine(file).dump([Table(), print, 1]); file.seek(0); print(Other(file).load())
T(lambda: Other(io.BytesIO(pickle.dumps(Table))).load())
class Odd:
    def __init__(self, n): self.n = n
file = io.BytesIO(); p = pickle.Pickler(file, 2); p.dispatch_table = copyreg.dispatch_table.copy(); p.dispatch_table[Odd] = lambda odd: (float, (odd.n,)); p.dump(Odd(3)); print(pickle.loads(file.getvalue()))
file = io.BytesIO(); p = pickle.Pickler(file); p.dump("abc"); p.dump("abc"); p.clear_memo(); p.dump("abc"); print(file.getvalue()); file.seek(0); u = pickle.Unpickler(file)
for _ in range(2): T(lambda: u.load())
class New:
    def __new__(cls, a, *, b): self = object.__new__(cls); self.ab = a, b; return self
    def __getnewargs_ex__(self): return self.ab[:1], {"b": self.ab[1]}
for protocol in range(2, 6): print(pickle.loads(pickle.dumps(New(1, b=2), protocol)).ab)
class Setter:
    def __reduce__(self): return (Setter, (), 5, None, None, lambda_like)
def lambda_like(obj, state): obj.got = state
print(pickle.loads(pickle.dumps(Setter())).got)
buffers = []; data = pickle.dumps(pickle.PickleBuffer(bytearray(b"abc")), 5, buffer_callback=buffers.append); print(data, len(buffers)); print(bytes(pickle.loads(data, buffers=[b"abc"])))

# %% what cannot be pickled
import io, pickle, threading
class Bad:
    def __init__(self, made): self.made = made
    def __reduce__(self): return self.made
for made in (1, (), (1, ()), (int, 1), (int,), (list, (), None, 5), (dict, (), None, None, 5), (list, (), None, None, None, 5), (int, (), 1, 2, 3, 4, 5)): T(lambda: pickle.dumps(Bad(made)))
class Gone: pass
g = Gone(); del Gone
T(lambda: pickle.dumps(lambda: 0)); T(lambda: pickle.dumps(threading.Lock())); T(lambda: pickle.dumps(x for x in ())); T(lambda: pickle.dumps(io))
T(lambda: pickle.dumps(1, 6)); T(lambda: pickle.dumps(1, 4, buffer_callback=print)); T(lambda: pickle.Pickler(3)); T(lambda: pickle.Unpickler(3)); T(lambda: pickle.loads("text"))
class Slots: __slots__ = ("a",)
T(lambda: pickle.dumps(Slots(), 1)); T(lambda: pickle.dumps(g))

# %% iterators, and frozen classes with slots
import copy, dataclasses, itertools, pickle
def both(x): return list(itertools.islice(pickle.loads(pickle.dumps(x)), 5)), list(itertools.islice(copy.deepcopy(x), 5))
for x in (iter([1, 2, 3]), iter((1, 2)), iter("ab"), iter(range(3)), zip("ab", "cd"), enumerate("ab"), map(str, [1, 2]), filter(None, [0, 1]), reversed([1, 2]) if False else iter({1: 2}),
          itertools.count(3), itertools.cycle("ab"), itertools.chain([1], [2]), itertools.islice(range(9), 4), itertools.accumulate([1, 2]), itertools.combinations("abc", 2)):
    print(both(x))
@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: str = "x"
for protocol in range(6): print(pickle.loads(pickle.dumps(Frozen(1), protocol)))

# %% plain data in batches and frames, numbers at their limits, what is shared and what holds itself
import hashlib
import pickle

text, pair = "shared %d" % 1, (1, "two")
itself = []
itself.append(itself)
around = ([],)
around[0].append(around)
deep = []
for _ in range(150):
    deep = [deep]
DATA = [
    [n for n in (0, 1, 255, 256, 65535, 65536, -1, -128, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63 - 1, 2**63, -2**63, 10**700, -10**700)],
    [0.0, -0.0, 1.5, float("inf"), float("-inf"), 1e-300, True, False, None],
    [text, text, pair, pair, [pair], {text: pair}],
    *[list(range(n)) for n in (0, 1, 2, 999, 1000, 1001, 2000, 2001)],
    *[dict.fromkeys(range(n)) for n in (0, 1, 2, 1000, 1001, 2000)],
    *[set(range(n)) for n in (0, 1, 1000, 1001)], frozenset(range(2000)), frozenset(), (), ((),), (1, 2), (1, 2, 3), (1, 2, 3, 4), tuple(range(300)),
    ["é" * n for n in (0, 1, 127, 128, 40000)], [b"x" * n for n in (0, 255, 256, 65535, 65536, 70000)], ["%06d" % n for n in range(20000)],
    [["%d" % n] * 2 for n in range(300)], {"a": {"b": {"c": [1, {2, 3}, frozenset([4])]}}}, itself, around, deep, "x" * 65530, bytes(65534),
]
for data in DATA:
    found = pickle.dumps(data)
    print(len(found), hashlib.sha256(found).hexdigest()[:12], len(pickle.dumps(data, 5)), end=" ")
    back = pickle.loads(found)
    print(repr(back) == repr(data), type(back) is type(data), pickle.loads(pickle.dumps(data, 2)) == data if data not in (itself, around) else "itself")
back = pickle.loads(pickle.dumps([text, text, pair, pair]))
print(back[0] is back[1], back[2] is back[3])
back = pickle.loads(pickle.dumps(around))
print(back[0][0] is back)
for wrong in (b"", b"\x80\x04", b"\x80\x04]", b"\x80\x04K", b"\x80\x04h\x05.", b"\x80\x04e.", b"\x80\x04]]a", b"\x80\x04]\x85u.", b"\x80\x04\x8c\x02\xff\xff.", b"\x80\x04}](K\x01u."):
    try:
        print(pickle.loads(wrong))
    except Exception as error:
        print(type(error).__name__)

# %% batches beside what is not plain
import pickle


class Other:
    pass


for n in (0, 1, 2, 999, 1000, 1001, 2000):
    kinds = list(range(n)), dict.fromkeys(range(n)), set(range(n)), frozenset(range(n))
    print(n, *[len(pickle.dumps([Other, data], protocol)) for data in kinds for protocol in range(6)])

# %% what CPython has in C
import _pickle, io, pickle, sys
print(pickle.Pickler, pickle.dumps.__module__, pickle.PicklingError, pickle.loads(pickle.dumps(pickle.dumps)) is pickle.dumps)
print(_pickle.Pickler is pickle.Pickler, _pickle.loads(_pickle.dumps([1, (2, 'x')])))
try: _pickle.nope
except AttributeError as e: print(e)
del sys.modules['pickle']
sys.modules['_pickle'] = None
import pickle
print(pickle.Pickler.__module__, pickle.loads(pickle.dumps({'a': [1.5]})))

# %% deep copies
import copy, copyreg
class A:
    def __init__(self): self.x = [1, (2, [3])]; self.s = {1, 2}; self.me = self
a = A(); b = copy.deepcopy(a)
print(b.x, b.s, b.me is b, b.x is not a.x, b.x[1] is not a.x[1])
t = (1, 2, 'a'); l = [1]; l.append(l); m = copy.deepcopy(l)
print(copy.deepcopy(t) is t, m[1] is m)
d = {(1, 2): [3]}; d['self'] = d; e = copy.deepcopy(d)
print(e['self'] is e, e[(1, 2)])
memo = {}; x = [[1]]; copy.deepcopy(x, memo)
print(len(memo), any(v == [x[0], x] for v in memo.values()))
class R: pass
copyreg.pickle(R, lambda o: (list, ((1, 2),)))
print(copy.deepcopy(R()), copy.copy(R()))

# %% objects that have a say, in the middle of others
import io, pickle


class Plain:
    def __init__(self):
        self.x, self.y = 1, [1, 2]


class Reduced:
    def __init__(self):
        self.items, self.pairs = [], {}

    def append(self, item):
        self.items.append(item)

    def extend(self, items):
        self.items.extend(items)

    def __setitem__(self, key, value):
        self.pairs[key] = value

    def __reduce__(self):
        return Reduced, (), None, iter([1, Plain(), 3]), iter([(1, 2), ("z", Plain())])


def setter(made, state):
    made.__dict__.update(state, by="setter")


class WithSetter:
    def __reduce__(self):
        return WithSetter, (), {"q": 1}, None, None, setter


class Named:
    def __reduce__(self):
        return "named"


named = Named()


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return self.value == other.value


class ByKeywords:
    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.args = args, kwargs
        return made

    def __getnewargs_ex__(self):
        return self.args


class Stateful:
    def __getstate__(self):
        return {"k": 1}

    def __setstate__(self, state):
        self.state = state


class Slots:
    __slots__ = "a", "b"


class Outer:
    class Inner:
        pass


def attributes(made):
    return {name: vars(value) if isinstance(value, Plain) else value for name, value in sorted(vars(made).items())}


for protocol in range(6):
    again = lambda value: pickle.loads(pickle.dumps(value, protocol))
    plain = Plain()
    plain.me, plain.own = plain, plain.__dict__
    same = again(plain)
    print(protocol, same.me is same, same.own is same.__dict__, sorted(vars(same)))
    made = again([Reduced(), Reduced()])
    print(made[0].items[0], vars(made[0].items[1]), made[1].items[2], made[1].pairs[1], vars(made[1].pairs["z"]))
    print(attributes(again(WithSetter())), again([named, named])[1] is named, again(Outer.Inner) is Outer.Inner)
    keyed = again({Key(1): 2, Key(2): {Key(3)}, 4: frozenset([Key(5)])})
    print(keyed[Key(1)], Key(3) in keyed[Key(2)], Key(5) in keyed[4])
    if protocol >= 2:
        print(again(ByKeywords(1, k=2)).args)
        slots = Slots()
        slots.a = 5
        slots = again((slots, slots))
        print(slots[0] is slots[1], slots[0].a, hasattr(slots[0], "b"))
    print(again(Stateful()).state)
    file = io.BytesIO(pickle.dumps(Plain(), protocol) + pickle.dumps([named], protocol) + b"rest")
    print(vars(pickle.load(file)), pickle.load(file) == [named], file.read())

# %% what changes while it is pickled, and pickles that end early
import pickle


class Growing:
    def __init__(self, container):
        self.container = container

    def __reduce__(self):
        if isinstance(self.container, dict):
            self.container[len(self.container)] = 1
        else:
            self.container.append(5)
        return int, ()


growing = {}
growing[0] = Growing(growing)
growing[1] = 2
try: print(pickle.dumps(growing))
except RuntimeError as error: print(error)
growing = [1, 2]
growing.insert(1, Growing(growing))
print(pickle.loads(pickle.dumps(growing)))

calls = 0


def called():
    global calls
    calls += 1
    return calls


class Calls:
    def __reduce__(self):
        return called, ()


whole = pickle.dumps([Calls(), Calls(), 7], 3)
for end in range(2, len(whole)):
    calls = 0
    try: print(end, pickle.loads(whole[:end]))
    except (EOFError, pickle.UnpicklingError) as error: print(end, calls, type(error).__name__)

for answer in [(1,), (1, 2), (int, 2), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), 5, "missing", [],
               (int, (), None, None, iter([1])), (int,) * 7]:
    class Wrong:
        def __reduce__(self):
            return answer
    for protocol in 4, 5:
        try: print(len(pickle.dumps([Wrong()], protocol)))
        except Exception as error: print(type(error).__name__, str(error).split(" at 0x")[0])

deep = []
for _ in range(3000): deep = [deep]
try: pickle.dumps(deep)
except RecursionError: print("too deep")
