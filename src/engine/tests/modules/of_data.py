import json, textwrap, pprint, statistics, functools, itertools as it, dataclasses, contextlib, heapq, bisect, copy, string, operator
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d={'a':[1,2.5,None,True],'b':{'c':'é\n"'},'e':[],'f':{}}
T(lambda: json.dumps(d)); T(lambda: json.dumps(d,indent=2,sort_keys=True)); T(lambda: json.dumps(d,ensure_ascii=False,separators=(',',':'))); T(lambda: json.loads(json.dumps(d))==d)
for s in ('','{','[1,','{"a" 1}','nul','"a','"\\x"','[1] x','{"a":1,}','01','-','1e5','[1.5e-3]','"\\ud83d\\ude00"',"{'a':1}"): T(lambda: json.loads(s))
T(lambda: json.dumps({1:2,None:3,(1,):2})); T(lambda: json.dumps(object)); T(lambda: json.dumps(float('nan')));  T(lambda: json.dumps([1,(2,{3:4})],indent='\t'))
T(lambda: textwrap.wrap("The quick brown fox jumped over the lazy dog, well-known for its lazyness.", 20)); T(lambda: textwrap.dedent("  a\n    b\n\n  c")); T(lambda: textwrap.indent("a\n\nb",'> ')); T(lambda: textwrap.shorten("Hello  world of wonders", 12)); T(lambda: textwrap.fill("a"*30+" bb",10))
T(lambda: pprint.pformat({'key%d'%i: list(range(i*3)) for i in range(8)})); T(lambda: pprint.pformat(list(range(40)))); T(lambda: pprint.pformat({'b':1,'a':(1,)})); T(lambda: pprint.pformat([[1,[2,[3]]]],depth=2)); T(lambda: pprint.pformat('word '*30)); T(lambda: pprint.pformat(list(range(60)),compact=True))
for f in ('mean','median','stdev','variance','pstdev','pvariance','mode','fmean','quantiles','median_low','harmonic_mean','multimode'):
    for data in ([1,2,3,4],[1.5,2.25,9.0,2.25],[3,3,5],[1]): T(lambda: (f,getattr(statistics,f)(data)))
T(lambda: functools.reduce(operator.add,[1,2,3])); T(lambda: functools.reduce(operator.add,[])); T(lambda: functools.partial(int,base=2)('101')); T(lambda: functools.partial(print,1,2,a=3).__repr__()[:30])
@functools.lru_cache(maxsize=2)
def sq(x): return x*x
sq(1);sq(2);sq(1);sq(3);sq(2); T(lambda: sq.cache_info())
@functools.cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
T(lambda: fib(80)); T(lambda: fib.__name__)
@functools.total_ordering
class V:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v
    def __lt__(s,o): return s.v<o.v
T(lambda: (V(1)<=V(1), V(2)>V(1), V(1)>=V(2))); T(lambda: sorted([3,1,2],key=functools.cmp_to_key(lambda a,b:b-a)))
@functools.singledispatch
def sd(x): return 'obj'
@sd.register
def _(x:int): return 'int'
@sd.register(list)
def _(x): return 'list'
T(lambda:(sd(1),sd([]),sd('a'),sd(True)))
class CP:
    n=0
    @functools.cached_property
    def x(self): self.n+=1; return self.n
c=CP(); T(lambda:(c.x,c.x,c.n))
L=list
for e in ("L(it.islice(it.count(5,2),3))","L(it.accumulate([1,2,3]))","L(it.accumulate([1,2,3],operator.mul,initial=10))","L(it.chain([1],[2,3]))","L(it.chain.from_iterable(['ab','c']))","L(it.compress('abc',[1,0,1]))","L(it.dropwhile(lambda x:x<3,[1,3,1]))","L(it.takewhile(lambda x:x<3,[1,3,1]))","L(it.filterfalse(None,[0,1]))","L(it.starmap(pow,[(2,3)]))","L(it.pairwise('abcd'))","L(it.zip_longest('ab','xyz',fillvalue='-'))","L(it.product('ab',repeat=2))","L(it.product([1,2],'a',[]))","L(it.permutations('abc',2))","L(it.permutations([1,2,3]))","L(it.combinations('abcd',2))","L(it.combinations_with_replacement('abc',2))","[(k,L(g)) for k,g in it.groupby('aabbca')]","[L(x) for x in it.tee([1,2,3],2)]","L(it.islice(it.cycle('ab'),5))","L(it.repeat(1,3))","it.count(3)","it.repeat('x',2)","L(it.islice('abcdef',1,None,2))","it.islice('a',-1)","L(it.combinations([1],2))","[k for k,g in it.groupby([1,1,2])]","L(zip(*[iter('abcdef')]*2))"): T(lambda: eval(e))
@dataclasses.dataclass(order=True)
class P:
    x: int
    y: int = 0
    z: list = dataclasses.field(default_factory=list, compare=False, repr=False)
T(lambda: (P(1),P(1,2)>P(1,1),P(1)==P(1),dataclasses.asdict(P(1)),dataclasses.replace(P(1),y=5),[f.name for f in dataclasses.fields(P)]))
T(lambda: P()); T(lambda: P(1,2,3,4)); T(lambda: hash(P(1)))
@dataclasses.dataclass(frozen=True)
class Fz(object):
    a: int
T(lambda: (hash(Fz(1))==hash(Fz(1)),Fz(1))); T(lambda: setattr(Fz(1),'a',2))
@dataclasses.dataclass
class Q(P):
    w: str = 'w'
    i: dataclasses.InitVar[int] = 3
    def __post_init__(self,i): self.s=i
T(lambda:(Q(1),Q(1,i=9).s))
try:
    @dataclasses.dataclass
    class Bad: x: list = []
except ValueError as e: print(e)
@contextlib.contextmanager
def cm(x):
    print('in'); 
    try: yield x
    finally: print('out')
with cm(5) as v: print(v)
try:
    with cm(1): raise KeyError('k')
except KeyError as e: print('caught',e)
with contextlib.suppress(ValueError): raise ValueError
with contextlib.ExitStack() as st:
    st.callback(print,'cb'); st.enter_context(cm(2))
h=[5,3,8,1]; heapq.heapify(h); T(lambda:[heapq.heappop(h) for _ in range(4)]); T(lambda: heapq.nlargest(2,[1,5,3])); T(lambda: L(heapq.merge([1,4],[2,3]))); T(lambda: heapq.heappushpop([2,3],1))
T(lambda:(bisect.bisect([1,2,2,3],2),bisect.bisect_left([1,2,2,3],2)))
x=[[1],{'a':[2]},(3,[4])]; y=copy.deepcopy(x); y[0].append(9); y[2][1].append(1); T(lambda:(x,y,copy.copy(x)[0] is x[0])); p=P(1,2,[3]); q=copy.deepcopy(p); q.z.append(4); T(lambda:(p.z,q.z, q==p))
T(lambda: string.Template('$a ${b} $$').substitute(a=1,b=2)); T(lambda: string.Template('$x').substitute()); T(lambda: string.capwords('hi there')); T(lambda: operator.itemgetter(1,2)('abc')); T(lambda: operator.attrgetter('real')(5)); T(lambda: operator.methodcaller('upper')('a'))
