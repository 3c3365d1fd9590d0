class Named:
    def __init__(self, name): self.name = name
    def __del__(self): print("gone", self.name)

# %% what is compared is not kept
def compared():
    other = Named(0)
    print(Named(1) is other)
    print(other is Named(2))
    print(Named(3) == other, other != Named(4))
    x = Named(5) is other
    print("after 5")
    print(Named(6) in (other,), "x" in str(Named(7)))
compared()

# %% a reference that is asked for its object does not keep it
import weakref
def asked():
    named = Named(1)
    reference = weakref.ref(named)
    print(reference() is named, named is reference())
    del named
    print(reference())
asked()

# %% neither do statements that are over
def statements():
    Named(1)
    print("after 1")
    x = Named(2).name
    print("after 2")
    if Named(3) is not None: print("in 3")
    for _ in [Named(4)]: pass
    _ = 0
    print("after 4")
    y = {"k": Named(5)}; y.pop("k")
    print("after 5")
    assert Named(6)
    print("after 6")
statements()

# %% what a deleted global stood for is not kept by an earlier statement
class A:
    def __init__(s, n): s.n = n; s.items = {}
    def __del__(s): print("del", s.n)
    def __setitem__(s, k, v): pass
    def m(s, x): return x
    def __contains__(s, x): return True
    def __eq__(s, o): return s is o
    __hash__ = None
def test_global():
    pass
x = A(1); x.v = 5; del x; 
print("-1")
a = A(1); x = A(2); a == x; del x
print("-2")
x = A(3); a is x; del x
print("-3")
x = A(4); x[1] = 2; del x
print("-4")
x = A(5); x.v = 1; x.v += 1; del x
print("-5")
x = A(6); x in a; del x
print("-6")
x = A(7); d = {}; d["k"] = x; del d["k"]; del x
print("-7")
x = A(8); [1, x]; del x
print("-8")
x = A(9); a.z = x; a.z = None; del x
print("-9")
x = A(10); y = x if x is not None else a; del y; del x
print("-10")
x = A(11); x.items["k"] = 1; del x
print("-11")
x = A(12); x.v = 1; x = None
print("-12")
x = A(13); assert x != a; x = None
print("-13")
x = A(14); isinstance(x, A); x = None
print("-14")
x = A(15); x.m(x); x = None
print("-15")
x = A(16); f"{x.n}"; x = None
print("-16")
l = [A(17)]; l[0].v = 3; l.clear()
print("-17")
l = [A(18)]; l[0].v = 3; l = None
print("-18")
l = [A(19)]; l.pop().v = 3
print("-19")
A(20).v = 3
print("-20")
A(21).items["k"] = 4
print("-21")
x = A(22); x.v, y = 1, 2; x = None
print("-22")
x = A(23); z = (x, 1); del z, x
print("-23")
for x in [A(24), A(25)]: x.v = 1
del x
print("-25")
with open("/dev/null") as f: x = A(26); x.v = 3
del x
print("-26")
def f():
    l = [A(27)]; l[0].v = 3; l = None
    print("-27")
    l = {"a": A(28)}; l["a"].v = 3; del l["a"]
    print("-28")
    o = A(29); o.p = A(30); o.p.q = 5; o.p = None
    print("-30")
    o.p = A(31); o.p.items["x"] = 5; del o.p
    print("-31")
    o.p = A(32); a == o.p; del o.p
    print("-32")
    A(33).v = 1
    print("-33")
f()
import weakref
class N:
    def __init__(s): s.me = s; s.v = 1
y = N(); p = weakref.proxy(y); y.me = None; del y
try: print(p.v)
except ReferenceError as e: print(e)
for i in range(2):
    y = N(); r = weakref.ref(y); y.me = y.v; y = None
    if i: x = r()
print(x)
