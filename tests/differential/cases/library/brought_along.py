# What packages from elsewhere ask of the language and of the library when they are imported.

def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% descriptors of builtin types
up = str.upper.__get__('ab'); print(up(), str.upper.__get__('x', str)(), object.__setattr__.__get__ is not None, hasattr(len, '__get__'), hasattr(str.upper, '__get__'))
class A: pass
a = A(); put = object.__setattr__.__get__(a); put('x', 5); print(a.x, dict.get.__get__({1: 2})(1), list.append.__get__([])(3), str.upper.__get__(None, str)('q'))
T(lambda: str.upper.__get__(3)())

# %% modules that derive
import types, sys
class Lazy(types.ModuleType):
    def __init__(self, name, extra):
        super().__init__(name, 'doc of ' + name)
        self.extra = extra
    def __getattr__(self, attr):
        if attr.startswith('_'): raise AttributeError(attr)
        return self.extra + attr
m = Lazy('lazy', 'got ')
print(m.__name__, m.__doc__, m.extra, m.thing, isinstance(m, types.ModuleType), m, sorted(k for k in vars(m) if not k.startswith('__')))
sys.modules['lazy'] = m
import lazy
print(lazy.other, lazy is m)
from lazy import name as n
print(n)
T(types.ModuleType); T(types.ModuleType, 3); T(lambda: types.ModuleType('a', 'b', 'c'))
plain = types.ModuleType('plain'); print(plain, plain.__doc__, plain.__name__); plain.__init__('other', 'said'); print(plain.__name__, plain.__doc__)

# %% keywords that are unpacked alone
def f(*a, **k): k['new'] = 1; return a, k
def g(a, b=2): return a, b
d = {'a': 1, 'b': 3}
print(g(**d), f(**d), d, f(0, **d)[1] is d, f(*[1], **{}), g(**{'a': 5}))
class M(dict): pass
print(g(**M(a=4)), f(**M(z=1)), dict(**d), max(*[3, 9], **{'key': lambda v: -v}))
class N:
    def keys(self): return ['a', 'b']
    def __getitem__(self, k): return k * 2
print(g(**N()))
T(lambda: g(**{1: 2})); T(lambda: g(**{'a': 1, 'c': 2})); T(lambda: g(**3)); T(lambda: g(1, **{'a': 1})); T(lambda: g(**None)); T(lambda: len(**{'x': 1})); T(lambda: g(**{'a': 1}, **{'a': 2})); T(lambda: g(**{'a': 1}, a=3))
def wrap(h):
    def inner(*args, **kwargs): return h(*args, **kwargs)
    return inner
k = {'b': 7}; print(wrap(wrap(g))(1, **k), k)

# %% gettext
import gettext, io, struct
def catalog(pairs, order='<'):
    pairs = sorted(pairs); ids = b''; strs = b''; places = []
    for one, other in pairs:
        places.append((len(one), len(ids), len(other), len(strs))); ids += one + b'\0'; strs += other + b'\0'
    start = 28 + 16 * len(pairs); out = struct.pack(order + '7I', 0x950412de, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    out += b''.join(struct.pack(order + '2I', n, start + at) for n, at, _, _ in places)
    out += b''.join(struct.pack(order + '2I', n, start + len(ids) + at) for _, _, n, at in places)
    return out + ids + strs
head = b'Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2);\nX-Note: one\n  more\n'
pairs = [(b'', head), (b'yes', 'jā'.encode()), (b'file\0files', 'fails\0faili\0failu'.encode()), (b'menu\x04Open', b'Atvert'), (b'menu\x04tab\0tabs', b'cilne\0cilnes\0ciles')]
for order in '<>':
    t = gettext.GNUTranslations(io.BytesIO(catalog(pairs, order)))
    print(t.gettext('yes'), t.gettext('no'), [t.ngettext('file', 'files', n) for n in (0, 1, 2, 11, 21, 111)], t.pgettext('menu', 'Open'), t.pgettext('x', 'Open'), t.npgettext('menu', 'tab', 'tabs', 5), t.ngettext('a', 'b', 1), t.charset(), sorted(t.info()))
n = gettext.NullTranslations(); n.add_fallback(t); print(n.gettext('yes'), n.ngettext('file', 'files', 3), n.charset(), n.info())
n.install(['ngettext']); print(_('yes'), ngettext('file', 'files', 2)); import builtins; del builtins._, builtins.ngettext
print([gettext.c2py(p)(v) for p in ('n>1', 'n%10==1?0:1', '!n', '(n-1)*2', 'n==1||n==3', '7/n') for v in (1, 3, 10)])
for p in ('n+', 'n n', '(n', 'm', 'n ? 1', '', '1' * 1001, 'n =1'): T(gettext.c2py, p)
T(gettext.c2py('n'), 'x')
print(gettext.find('nothing', '/nowhere', ['de_DE.UTF-8']), gettext.textdomain(), gettext.gettext('as it is'), gettext.ngettext('one', 'many', 2), type(gettext.translation('nothing', '/nowhere', fallback=True)).__name__)
T(gettext.translation, 'nothing', '/nowhere'); T(gettext.GNUTranslations, io.BytesIO(b'x' * 30))

# %% marshal
import marshal
values = [None, True, False, ..., StopIteration, 0, -1, 2**31 - 1, 2**31, -2**31 - 1, 10**40, -10**40, 1.5, -0.0, 2j, '', 'abc', 'é😀', 'x' * 300, b'', b'ab', (), (1, 'a'), [1, [2]], {}, {'a': (1,)}, {3}, frozenset('b')]
for v in values:
    back = marshal.loads(marshal.dumps(v)); print(repr(back)[:40], type(back) is type(v), [marshal.loads(marshal.dumps(v, n)) == v for n in range(5)])
print([marshal.loads(data) for data in (b'i\x01\0\0\0', b'z\x02hi', b'\xe9\x05\0\0\0', b')\x02TF', b'[\x02\0\0\0\xda\x01ar\0\0\0\0', b'{NT0')], marshal.version)
for data in (b'', b'i', b'?', b'0', b'[\xff\xff\xff\xff', b'r\x09\0\0\0'): T(marshal.loads, data)
for v in (object(), print, 1 .__class__, [[object()]]): T(marshal.dumps, v)
import io
f = io.BytesIO(); marshal.dump([1], f); marshal.dump('two', f); f.seek(0); print(marshal.load(f), marshal.load(f)); T(marshal.load, f)

# %% names that others use
import html, xml.etree.ElementTree as ET
from importlib import resources
print(html._charref.sub(html._replace_charref, '&lt;&#65;'), sorted(ET.HTML_EMPTY)[:3], callable(resources.files))
T(resources.files, 'json.decoder')

# %% floats in the middle between two texts
print(1923090715643424.25, 1923090715643424.75, -1923090715643425.25, 562949953421312.125, 1125899906842624.5, 0.5, 2.25, 4503599627370497.5, 1e22, 2.0**60, 9007199254740993.0)
