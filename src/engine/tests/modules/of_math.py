import math
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for e in ("math.floor(2.7)","math.ceil(-2.5)","math.trunc(-3.9)","math.floor(10**30)","math.ceil(1e20)","math.floor(float('inf'))","math.floor(float('nan'))","math.sqrt(2)","math.sqrt(-1)","math.factorial(20)","math.factorial(25)","math.factorial(-1)","math.factorial(2.0)","len(str(math.factorial(3000)))%1000","math.gcd(12,18)","math.gcd()","math.gcd(0,0)","math.gcd(10**30,10**20)","math.lcm(4,6)","math.lcm()","math.lcm(0,3)","math.comb(10,3)","math.comb(100,50)","math.comb(3,5)","math.comb(-1,2)","math.perm(5,2)","math.perm(5)","math.perm(3,4)","math.isqrt(10**20)","math.isqrt(-1)","math.isqrt(10**41)","math.log(10)","math.log(8,2)","math.log(0)","math.log(-1)","math.log2(8)","math.log10(1000)","math.log10(10**400)","math.log(10**400)","math.log(10,1)","math.exp(1)","math.exp(1000)","math.pow(2,10)","math.pow(-8,1/3)","math.pow(0,-1)","math.fmod(-7,3)","math.fmod(1,0)","math.remainder(7,4)","math.modf(-2.5)","math.frexp(10)","math.ldexp(0.5,4)","math.ldexp(1.0,2000)","math.hypot(3,4)","math.hypot(1,1,1)","math.dist([1,2],[4,6])","math.dist([1],[1,2])","math.copysign(1,-0.0)","math.isclose(1,1+1e-10)","math.isclose(1,1.1,rel_tol=0.2)","math.isnan(math.nan)","math.isinf(-math.inf)","math.isfinite(1)","math.degrees(math.pi)","math.radians(180)","math.sin(0)","math.cos(0)","math.tan(0)","math.asin(2)","math.acos(1)","math.atan2(1,1)","math.fsum([0.1]*10)","math.fsum([1e100,1,-1e100])","sum([0.1]*10)","math.prod([1,2,3,4])","math.prod([])","math.prod([1.5,2])","math.prod([2],start=5)","math.prod(range(1,30))","math.gamma(5)","math.gamma(0)","math.lgamma(1)","math.erf(0)","math.ulp(1.0)","math.nextafter(1.0,2.0)","math.sqrt('a')","math.pi","math.e","math.tau","math.inf","math.exp2(10)","math.fabs(-3)","math.floor('a')","math.gcd(1.5)","math.comb(10**20,2)", "math.perm(10**20,2)"): T(lambda: eval(e))
class R:
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __trunc__(self): return 'trunc'
    def __float__(self): return 4.0
    def __index__(self): return 12
T(lambda: (math.floor(R()), math.ceil(R()), math.trunc(R())))
