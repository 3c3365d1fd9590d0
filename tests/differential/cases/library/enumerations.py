# %% enumerations, what they show and what they refuse
from enum import *
import enum
class C(Enum):
    R=1; G=2; B=R
    def f(self): return 1
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: C.R.G)
t(lambda: type(C.__dict__['R']))
t(lambda: C(7)); t(lambda: C['x']); t(lambda: C.zz); t(lambda: C.R.zz)
t(lambda: dir(C)); t(lambda: dir(C.R))
t(lambda: setattr(C.R,'name','x')); t(lambda: setattr(C.R,'value',3)); t(lambda: C.name)
def d():
    class D(Enum): A=1; A=2
t(d)
def d():
    class D(Enum): _x_=1
t(d)
def d():
    class D(Enum): mro=1
t(d)
def d():
    class D(C): X=1
t(d)
def d():
    class D(Flag): A=1; B=6
t(d)
def d():
    class D(Flag): A=1; B='x'
t(d)
def d():
    class D(Flag): A='x'
    return list(D), D.A
t(d)
def d():
    class D(Enum):
        _order_='A B'; B=1; A=2
t(d)
class F(Flag): A=1; B=2; C=4; AB=3; Z=0
t(lambda: list(F)); t(lambda: F(8)); t(lambda: F(7)); t(lambda: F(-1)); t(lambda: F.A|F.C); t(lambda: str(F.A|F.C)); t(lambda: F(0)); t(lambda: ~F.A); t(lambda: F.Z); t(lambda: len(F)); t(lambda: len(F.AB)); t(lambda: list(F.AB))
t(lambda: F('x'))
class I(IntFlag): A=1; B=2; C=4
t(lambda: I(9)); t(lambda: I(9)|I.B); t(lambda: ~I.A); t(lambda: I(-2)); t(lambda: str(I(9))); t(lambda: I.A|16); t(lambda: f"{I.A}"); t(lambda: list(I(9)))
for b in (STRICT, CONFORM, EJECT, KEEP):
    class B(Flag, boundary=b): A=1; B=4
    print(b, repr(b))
    t(lambda: B(2)); t(lambda: B(7)); t(lambda: ~B.A); t(lambda: B(-3)); t(lambda: B(8))
t(lambda: verify(UNIQUE)(C)); 
class N(Enum): A=1; B=3
t(lambda: verify(CONTINUOUS)(N))
class N(Flag): A=1; B=4
t(lambda: verify(CONTINUOUS)(N))
class N(Flag): A=1; B=2; C=7
t(lambda: verify(NAMED_FLAGS)(N)) 
class N(Flag, boundary=KEEP): A=1; B=2; C=12; D=31
t(lambda: verify(NAMED_FLAGS)(N)) 
t(lambda: unique(C))
class S(StrEnum): A=auto(); BC=auto()
t(lambda: (S.A, S.BC.value, str(S.A), f"{S.A:>5}"))
def d():
    class D(StrEnum): A=1
t(d)
class IE(int, Enum): A=1
t(lambda: (IE.A, str(IE.A), f"{IE.A}", "%s"%IE.A)); 
class IE2(IntEnum): A=1
t(lambda: (IE2.A, str(IE2.A), f"{IE2.A}"))
class R(str, ReprEnum): A='x'
t(lambda: (R.A, str(R.A), f"{R.A}"))
X=Enum('X','a b c'); t(lambda: list(X)); t(lambda: X.__module__)
X=Enum('X',{'a':3,'b':4}, type=int); t(lambda: list(X)); t(lambda: X.a+1)
X=Enum('X',['a','b'], start=5); t(lambda: list(X))
import pickle, copy
t(lambda: pickle.loads(pickle.dumps(C.R)) is C.R); t(lambda: pickle.loads(pickle.dumps(F.A|F.C)) is F.A|F.C); t(lambda: F.A.__reduce_ex__(2)); t(lambda: C.R.__reduce_ex__(2)); t(lambda: copy.deepcopy(C.R) is C.R)
t(lambda: C.R in C); t(lambda: F.A in F.AB); t(lambda: 1 in F.AB)
def d():
    class P(Enum):
        A=(1,2); 
        def __init__(self,a,b): self.a=a; self.b=b
        @property
        def s(self): return self.a+self.b
    return P.A, P.A.s, P((1,2))
t(d)
def d():
    class P(Enum):
        def __new__(cls, v):
            o=object.__new__(cls); o._value_=v*2; return o
        A=1; B=2
    return list(P), P(2)
t(d)
def d():
    class P(Enum):
        @staticmethod
        def _generate_next_value_(name,start,count,last): return name*2
        A=auto(); B=auto()
    return list(P)
t(d)
def d():
    class P(Enum):
        A=auto(); 
        def _generate_next_value_(name,start,count,last): return name*2
    return list(P)
t(d)
def d():
    class P(Enum):
        A=3; B=auto()
    return list(P)
t(d)
def d():
    class P(Enum):
        A=member(len); B=nonmember(5)
    return list(P), P.B
t(d)
def d():
    class P(Enum):
        _ignore_='q z'; q=5; A=1
        for q in range(3): vars()['n%d'%q]=q
    return list(P)
t(d)
def d():
    class P(Enum):
        __private=5; A=1
    return list(P), P._P__private
t(d)
def d():
    class P(Enum):
        A=1
        @nonmember
        class Inner: pass
    return list(P), P.Inner.__name__
t(d)
def d():
    class P(Enum):
        A=[1]; B=[1]; C={}
    return list(P), P([1]), P({})
t(d)
def d():
    class P(Flag):
        A=auto(); B=auto(); AB=3; C=auto()
    return list(P), P.AB, P.C
t(d)
def d():
    from datetime import date
    class P(date, Enum):
        A=2020,1,2
    return P.A, P.A.year, str(P.A), f"{P.A}"
t(d)
def d():
    class Base:
        def __init_subclass__(cls, **k): super().__init_subclass__(); print('sub', getattr(cls,'__members__',None), k)
    class P(Base, Enum, x=1): A=1
t(d)
t(lambda: C.__members__); t(lambda: type(C.__members__)); t(lambda: C.R.__objclass__); t(lambda: bool(C)); t(lambda: C.R < C.G); t(lambda: hash(C.R)==hash('R')); t(lambda: delattr(C,'R')); t(lambda: setattr(C,'R',2)); t(lambda: C()); t(lambda: I.A < I.B); t(lambda: C.R.value.real)
t(lambda: C.__doc__); t(lambda: F.A & 1); t(lambda: F.A | 1); t(lambda: I.A & 3); t(lambda: enum.Flag._boundary_); t(lambda: IntFlag._boundary_)
t(lambda: enum.__all__)
t(lambda: list(enum._iter_bits_lsb(11)))
t(lambda: enum.bin(10)) ; t(lambda: enum.show_flag_values(13)); t(lambda: EnumCheck.UNIQUE); t(lambda: FlagBoundary.KEEP)
