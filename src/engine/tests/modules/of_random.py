import random
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for seed in (0, 1, 42, -5, 2**70, 3.5, 'text', b'bytes'):
    random.seed(seed); print(seed, [random.random() for _ in range(3)], random.randint(1,100), random.getrandbits(70), random.choice('abcdef'))
random.seed(1)
T(lambda: random.sample(range(100), 10)); T(lambda: random.sample(range(10**6), 5)); T(lambda: random.sample([1,2,3,4],3)); T(lambda: random.choices([1,2,3],k=5)); T(lambda: random.choices('abc',weights=[1,2,3],k=5)); T(lambda: random.choices('abc',cum_weights=[1,2,3],k=5))
x=list(range(10)); random.shuffle(x); print(x)
T(lambda: random.uniform(1,10)); T(lambda: random.triangular(0,1,0.5)); T(lambda: random.randrange(10)); T(lambda: random.randrange(0,100,7)); T(lambda: random.randrange(5,1,-1)); T(lambda: random.randbytes(5)); T(lambda: random.randint(10**20,10**21))
T(lambda: random.paretovariate(3)>=1); T(lambda: 0 <= random.betavariate(1,2) <= 1); T(lambda: random.gauss(0,1) < 100); T(lambda: random.expovariate(1) > 0)
for bad in ("random.choice([])","random.randrange(0)","random.randint(5,1)","random.sample([1],2)","random.sample({1},1)","random.choices([],k=1)","random.randrange(1,2,0)","random.choices([1],weights=[1,2])","random.getrandbits(-1)","random.seed([])"): T(lambda: eval(bad))
s=random.getstate(); a=random.random(); random.setstate(s); print(a==random.random())
r=random.Random(7); print(r.random(), random.Random(7).random(), r.getrandbits(0), r.getrandbits(32), r.getrandbits(64))
