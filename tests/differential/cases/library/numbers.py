def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% math
import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.factorial(20), math.factorial(50), math.isqrt(10 ** 40 + 5), math.gcd(12, 18, 27), math.gcd(), math.lcm(4, 6), math.comb(50, 25), math.perm(5, 2), math.perm(5), math.prod([1, 2, 3], start=2), math.dist((0, 0), (3, 4)), math.hypot(3, 4, 12))
print(math.sqrt(2), math.pow(2, .5), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(-1, -1), math.sinh(1), math.tanh(1), math.degrees(math.pi), math.radians(180), math.exp2(3), math.erf(.5), math.gamma(5), round(math.lgamma(10), 12))
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-3), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25), math.frexp(8.0), math.ldexp(.5, 4), math.copysign(3, -0.0), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(.1 + .2, .3), math.fsum([.1] * 10), math.floor(1e20), math.ulp(1.0), math.nextafter(1, 2), math.log(10 ** 400), math.sqrt(10 ** 300))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.comb(-1, 2), lambda: math.isqrt(-1), lambda: math.acos(2), lambda: math.sqrt('a'), lambda: math.gcd(1.5), lambda: math.floor('a'), lambda: math.pow(0, -1), lambda: math.log(-1), lambda: math.fmod(1, 0), lambda: math.nope): T(f)

# %% random
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.uniform(1, 2), random.choice('abcdef'), random.sample(range(100), 5), random.randrange(0, 100, 7), random.getrandbits(70), random.choices([1, 2, 3], k=5), random.choices('ab', weights=[1, 9], k=5), random.gauss(0, 1), random.normalvariate(0, 1), random.expovariate(1), random.betavariate(1, 2), random.triangular(0, 1, .3), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1), random.paretovariate(1), random.weibullvariate(1, 2))
l = list(range(10)); random.shuffle(l); print(l)
for s in (0, 1, -5, 'text', 1.5, 2 ** 80, b'bytes', None):
    if s is not None: random.seed(s); print(s, random.random(), random.randint(0, 9))
r = random.Random(7); print(r.random(), r.randint(1, 6), [r.randrange(10) for _ in range(5)])
st = r.getstate(); a = r.random(); r.setstate(st); print(a == r.random(), r.randbytes(4))
T(lambda: random.choice([])); T(lambda: random.randint(5, 1)); T(lambda: random.sample([1], 2)); T(lambda: random.randrange(0)); T(lambda: random.sample({1}, 1)); T(lambda: random.seed([1]))
print(0 <= random.SystemRandom().random() < 1)

# %% random in children
import random, multiprocessing as mp, os
def child(q): q.put(random.random())
if __name__ == '__main__':
    random.seed(1)
    ctx = mp.get_context('fork'); q = ctx.Queue()
    ps = [ctx.Process(target=child, args=(q,)) for _ in range(3)]
    [p.start() for p in ps]
    got = [q.get() for _ in ps]
    [p.join() for p in ps]
    print(len(set(got)), random.random())

# %% statistics
import statistics as st
d = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(d), st.median(d), st.mode(d), st.stdev(d), st.pstdev(d), st.variance(d), st.pvariance(d), st.fmean(d), st.geometric_mean([1, 2, 4]), st.harmonic_mean([40, 60]), st.median_low(d), st.median_high(d), st.quantiles(d, n=4), st.multimode('aabb'), st.correlation([1, 2, 3], [1, 2, 4]), st.linear_regression([1, 2, 3], [2, 4, 6]), st.mean([1.5, 2.5]))
T(lambda: st.mean([])); T(lambda: st.stdev([1])); T(lambda: st.mode([])); T(lambda: st.median([]))

