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
