"""Deep recursion, in Python and through builtins, ends with a RecursionError."""
import copy, functools, json, sys
def attempt(name, function):
    try:
        function()
        print(name, 'done')
    except RecursionError as error:
        print(name, 'RecursionError')
    except Exception as error:
        print(name, type(error).__name__, error)

def f(n): return f(n + 1)
attempt('call', lambda: f(0))

def depth(n=1):
    try: return depth(n + 1)
    except RecursionError: return n
print(900 < depth() < 1001)
sys.setrecursionlimit(300)
print(200 < depth() < 301)
sys.setrecursionlimit(1000)

def nested(make, n):
    value = make(None)
    for _ in range(n): value = make(value)
    return value
shapes = {
    'list': lambda v: [v], 'tuple': lambda v: (v,), 'dict': lambda v: {1: v},
}
for name, make in shapes.items():
    deep, other = nested(make, 50_000), nested(make, 50_000)
    attempt(name + ' repr', lambda: repr(deep))
    attempt(name + ' str', lambda: str(deep))
    attempt(name + ' format', lambda: f'{deep}')
    attempt(name + ' ==', lambda: deep == other)
    attempt(name + ' in', lambda: deep in [other])
    attempt(name + ' deepcopy', lambda: copy.deepcopy(deep))
    attempt(name + ' json', lambda: json.dumps(deep))
    if name != 'dict':
        attempt(name + ' <', lambda: deep < other)
        attempt(name + ' sort', lambda: sorted([deep, other]))
    print(name, 'shallow', repr(nested(make, 50)) == str(nested(make, 50)), nested(make, 300) == nested(make, 300))
attempt('json.loads', lambda: json.loads('[' * 50_000 + ']' * 50_000))
attempt('isinstance', lambda: isinstance(1, nested(lambda v: (v or str,), 50_000)))

class Equal:
    def __init__(self, inner): self.inner = inner
    def __eq__(self, other): return self.inner == other.inner
    def __repr__(self): return f'<{self.inner!r}>'
    def __hash__(self): return hash(self.inner)
    def __lt__(self, other): return self.inner < other.inner
    def __bool__(self): return bool(self.inner)
    def __len__(self): return len(self.inner)
    def __call__(self): return self.inner()
    def __getattr__(self, name): return getattr(self.inner, name)
    def __iter__(self): return iter(self.inner)
    def __contains__(self, x): return x in self.inner
a, b = nested(Equal, 5000), nested(Equal, 5000)
attempt('__eq__', lambda: a == b)
attempt('__repr__', lambda: repr(a))
attempt('__hash__', lambda: hash(a))
attempt('__lt__', lambda: a < b)
attempt('__bool__', lambda: bool(a))
attempt('__call__', lambda: a())
attempt('__getattr__', lambda: a.missing)
attempt('__contains__', lambda: 1 in a)

class Loop:
    def __repr__(self): return repr([self])
    def __str__(self): return '%s' % self
    def __eq__(self, other): return [self] == [other]
    def __hash__(self): return hash((self,))
    def __len__(self): return len(self)
    def __lt__(self, other): return sorted([self, other]) is None
    def __getattr__(self, name): return getattr(self, name + 'x')
    def __iter__(self): return iter(list(self))
    def __format__(self, spec): return f'{self}'
    def __add__(self, other): return self + other
x, y = Loop(), Loop()
attempt('loop repr', lambda: repr(x))
attempt('loop str', lambda: str(x))
attempt('loop ==', lambda: x == y)
attempt('loop hash', lambda: {x: 1})
attempt('loop len', lambda: len(x))
attempt('loop <', lambda: x < y)
attempt('loop getattr', lambda: x.name)
attempt('loop iter', lambda: list(x))
attempt('loop format', lambda: format(x))
attempt('loop +', lambda: x + y)
attempt('sort key', lambda: sorted([1, 2], key=lambda v: sorted([1, 2], key=lambda w: f(0))))
attempt('map', lambda: list(map(f, [0])))
attempt('reduce', lambda: functools.reduce(lambda p, q: f(0), [1, 2]))
def gen(n): yield from gen(n + 1)
attempt('generator', lambda: list(gen(0)))
it = iter([1])
for _ in range(50_000): it = map(lambda v: v, it)
attempt('property', lambda: type('P', (), {'p': property(lambda self: self.p)})().p)
del it
print('end')
