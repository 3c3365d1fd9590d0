from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple, UserString
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d=deque([1,2,3]); d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), len(d), d[0], d[-1], list(reversed(d)), 2 in d)
d.rotate(1); print(d); d.extend([7,8]); d.extendleft([9,10]); print(d, d.index(7), d.count(7)); d.remove(7); d.insert(1,'x'); d.reverse(); print(d); del d[0]; d[0]='y'; print(d, d.copy()==d)
m=deque(range(10),maxlen=3); print(m, m.maxlen); m.append(99); print(m); m.appendleft(5); print(m)
T(lambda: deque().pop()); T(lambda: deque([1])[5]); T(lambda: deque([1]).remove(3)); T(lambda: deque(maxlen=-1)); T(lambda: deque([1]).index(9)); T(lambda: deque([1],1).insert(0,2)); T(lambda: deque([1,2])+deque([3])); T(lambda: deque([1])*3); T(lambda: deque([1,2])<deque([1,3])); T(lambda: deque([1])==[1]); T(lambda: bool(deque()))
def mut():
    q=deque([1,2,3])
    for x in q: q.append(1)
T(mut)
c=Counter('mississippi'); print(c, c.most_common(2), c['z'], sorted(c.elements())[:4], c.total()); c.update('mm'); c.subtract({'i':1}); print(c); print(c+Counter(a=1), c-Counter('ssss'), c&Counter(s=2), c|Counter(z=9), Counter(a=1)==Counter(a=1,b=0), +Counter(a=-1,b=2)); del c['nothing']
dd=defaultdict(list); dd['a'].append(1); print(dd, dd['b'], dict(dd)); T(lambda: defaultdict()['x']); T(lambda: defaultdict(3)); print(defaultdict(int,{'a':1}), defaultdict(int).copy())
o=OrderedDict([('a',1),('b',2),('c',3)]); o.move_to_end('a'); print(o, o.popitem(), o.popitem(last=False), o); o.move_to_end('c',last=False) if 'c' in o else None; print(OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1), OrderedDict(a=1)=={'a':1}, list(reversed(OrderedDict(a=1,b=2)))); T(lambda: OrderedDict().popitem())
P=namedtuple('P','x y',defaults=[5]); p=P(1); print(p, p.x, p[1], p._asdict(), p._replace(x=3), P._fields, P._make([7,8]), P._field_defaults, p==(1,5)); a,b=p; print(a,b, hash(p)==hash((1,5)))
T(lambda: P()); T(lambda: P(1,2,3)); T(lambda: P(1,z=2)); T(lambda: p._replace(q=1)); T(lambda: namedtuple('A','a a')); T(lambda: namedtuple('A','class')); T(lambda: namedtuple('A','_a')); T(lambda: namedtuple('A','a b',rename=True)._fields); T(lambda: setattr(p,'x',2))
class Q(namedtuple('Q',['a','b'])):
    def total(self): return self.a+self.b
print(Q(1,2), Q(1,2).total(), P.__doc__, P.x.__doc__)
ch=ChainMap({'a':1},{'a':2,'b':3}); print(ch, ch['a'], ch['b'], len(ch), list(ch), ch.new_child({'c':9}), ch.parents, 'b' in ch); ch['z']=1; print(ch.maps[0]); T(lambda: ch['nope']); T(lambda: ch.pop('b'))
print(UserDict({'a':1}), UserList([1,2])+[3], UserString('ab').upper())
from collections import abc
print(isinstance([],abc.Sequence), isinstance({},abc.Mapping), isinstance(1,abc.Hashable), isinstance([],abc.Hashable), issubclass(dict,abc.MutableMapping), isinstance((x for x in []),abc.Generator), isinstance(iter([]),abc.Iterator), callable(len) and isinstance(len,abc.Callable))
class S(abc.Sequence):
    def __len__(self): return 3
    def __getitem__(self,i):
        if i>2: raise IndexError
        return i
s=S(); print(list(s), 2 in s, list(reversed(s)), s.index(1), s.count(0))
T(lambda: abc.Sequence())
class M(abc.MutableMapping):
    def __init__(s): s.d={}
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,k,v): s.d[k]=v
    def __delitem__(s,k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
m=M(); m['a']=1; m.update(b=2); print(dict(m), m.get('z'), m.pop('a'), list(m.items()), m.setdefault('q',4), len(m), 'q' in m, m=={'b':2,'q':4})
