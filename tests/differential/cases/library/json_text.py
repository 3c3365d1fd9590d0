# %% texts that are not JSON
import json
for t in ['"\\q"', '"\\u12"', '"abc', '"a\nb"', '{"a" 1}', '{a:1}', '[1,]', '{"a":1,}', '[1 2]', '', ' ', '[', '{', 'nul', '-', '"\\', '"\\u', '1 2', '{"a":}', '-x', '{"a":1', '"\\u 123"', '01', '1.', '1e', '[1,\n 2,\n x]', '["é", é]', '{"a":{"b":[}}', 'tru', '"\t"', '\ufeff1']:
    try: print(ascii(t), json.loads(t))
    except json.JSONDecodeError as e: print(ascii(t), e, e.pos, e.lineno, e.colno, e.doc == t)

# %% values
import json
for t in ['1', '-0', '-0.0', '1.5e3', '1E+2', '123456789012345678901234567890', '1e999', 'NaN', '-Infinity', '[]', '{}', ' [ 1 , { "a" : [ ] } ] ', '"\\ud83d\\ude00\\u00e9\\/\\b\\f\\n\\r\\t"', '{"a": 1, "b": 2, "a": 3}', '[[[[1]]]]', 'true', '[true, false, null]']:
    print(t, ascii(json.loads(t)), ascii(json.loads(t.encode())), ascii(json.loads(t.encode('utf-16'))))
print(json.loads('"a\tb"', strict=False), json.JSONDecoder().raw_decode('[1] x'), json.JSONDecoder(strict=False).decode(' "\n" '), json.loads(bytearray(b'{"k": 1}')))

# %% hooks
import json
def pairs(p): return ('pairs', p)
print(json.loads('{"a": {"b": 1}, "c": []}', object_hook=lambda d: sorted(d)), json.loads('{"a": {"b": 1}, "a": 2}', object_pairs_hook=pairs), json.loads('[1, 2.5, 1e2, NaN, -Infinity]', parse_float=lambda s: 'f' + s, parse_int=lambda s: 'i' + s, parse_constant=lambda s: 'c' + s))
def bad(d): raise KeyError('hook')
try: json.loads('[{}]', object_hook=bad)
except KeyError as e: print(repr(e))
class D(json.JSONDecoder):
    def __init__(self): super().__init__(object_hook=lambda d: ('D', d))
print(json.loads('{"x": 1}', cls=D))

# %% writing
import json
from collections import OrderedDict, namedtuple
from enum import IntEnum
class N(IntEnum): one = 1
class L(list): pass
class S(str): pass
class F(float): pass
P = namedtuple('P', 'x y')
data = [N.one, L([1]), S('s'), F(1.5), P(1, 2), OrderedDict([('b', 1), ('a', 2)]), {1: 2, 2.5: 3, True: 4, None: 5, N.one: 6}, 'é\u2028😀"\\/\x00\x1f\x7f', 10**30, 1e20, 1e-7, -0.0, [], {}, (), [[]], {'a': {}}]
for o in data: print(json.dumps(o), json.dumps(o, ensure_ascii=False).encode(), json.dumps(o, indent=2), json.dumps(o, indent='\t', separators=(';', '=')))
print(json.dumps({'b': 1, 'a': [2, {'d': 1, 'c': 2}]}, sort_keys=True, indent=0), json.dumps({1: 1, 'a': 2, (1,): 3}, skipkeys=True), json.dumps({3: 1, 1: 2}, sort_keys=True), list(json.JSONEncoder().iterencode('x')))

# %% what cannot be written
import json
a = []; a.append(a); d = {}; d['d'] = d
deep = []
for _ in range(100000): deep = [deep]
for f in (lambda: json.dumps(a), lambda: json.dumps(d), lambda: json.dumps({1, 2}), lambda: json.dumps(object), lambda: json.dumps({b'k': 1}), lambda: json.dumps({1: 1, 'a': 2}, sort_keys=True), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.loads(5), lambda: json.dumps(b'x'), lambda: json.dumps(set(), default=lambda o: o), lambda: json.dumps(deep), lambda: json.loads('[' * 100000)):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:34])
class E(json.JSONEncoder):
    def default(self, o): return list(o) if isinstance(o, set) else super().default(o)
print(json.dumps([{3}, {'k': {4}}], cls=E), E(indent=1).encode({'a': {1}}), json.dumps(frozenset([1]), default=list), json.encoder.encode_basestring('é"'), json.encoder.encode_basestring_ascii('é'), json.decoder.scanstring('"ab"c', 1), json.encoder.JSONEncoder is json.JSONEncoder)
class W(json.JSONEncoder):
    def iterencode(self, o, _one_shot=False): yield from ('<', *super().iterencode(o, _one_shot), '>')
print(json.dumps([1], cls=W))
