from enum import *
class Color(Enum):
    RED=1; GREEN=2; CRIMSON=1
    def hi(self): return self.name
print(list(Color), Color.RED, repr(Color.RED), Color(2), Color['RED'], Color.CRIMSON is Color.RED, Color.RED.hi(), len(Color), Color.RED in Color, Color.RED==1, {Color.RED:1}, list(Color.__members__))
try: Color(9)
except ValueError as e: print(e)
try: Color.RED=3
except AttributeError as e: print(e)
class N(IntEnum): A=auto(); B=auto()
print(N.A+1, N.B, repr(N.B), N.A<N.B, f"{N.A}", sorted([N.B,N.A]))
class P(Flag): R=auto(); W=auto(); X=auto(); RW=R|W
print(P.R|P.X, repr(P.R|P.W), P.RW, P.R in P.RW, ~P.R, bool(P.R&P.W), list(P), repr(P.R & P.W), list(P.RW))
class S(StrEnum): AA=auto(); B='x'
print(S.AA, repr(S.B), S.B=='x')
class Pl(Enum):
    E=(1,2); M=(3,4)
    def __init__(self,a,b): self.a=a;self.b=b
    @property
    def s(self): return self.a+self.b
print(Pl.E.s, Pl.M.value, Pl((1,2)))
A=Enum('A','x y z'); print(list(A))
try:
    @unique
    class U(Enum): a=1; b=1
except ValueError as e: print(e)
try:
    class C2(Color): pass
except TypeError as e: print(e)
class IF(IntFlag): A=1; B=2
print(IF.A|IF.B, repr(IF.A|IF.B), IF(3), IF.A|8, repr(IF(0)))
print(isinstance(N.A,int), Color, type(Color.RED), str(N), hash(Color.RED)==hash('RED'))
class W(Enum):
    MON='m'
    @classmethod
    def _missing_(cls,v): return cls.MON
print(W('zzz'))
