# %% encodings with one byte for each character
import codecs, io
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for name in ('cp1252', 'windows-1252', 'cp437', 'cp850', 'iso-8859-15', 'latin9', 'iso8859-2', 'koi8-r', 'mac_roman', 'cp1251', '1250', 'ibm866'):
    info = codecs.lookup(name); print(name, info.name, bytes(range(0xa5, 0xff)).decode(name)[::7], '1é'.encode(name, 'replace'))
print('€ “q” é'.encode('cp1252'), b'\x80\x93'.decode('cp1252'), str(b'\xa4', 'iso8859-15'), bytes('ж', 'koi8-r'), bytearray('é', 'cp437'))
T(lambda: b'a\x81b'.decode('cp1252')); T(lambda: 'aжжb'.encode('cp1252')); T(lambda: 'aжb'.encode('cp1252', 'xmlcharrefreplace')); T(lambda: b'a\x81b'.decode('cp1252', 'replace')); T(lambda: b'a\x81b'.decode('cp1252', 'backslashreplace')); T(lambda: 'a'.encode('cp1252', 'nope')); T(lambda: 'a'.encode('cp9999')); T(lambda: b'a'.decode('no such')); T(lambda: 'a'.encode('rot13')); T(lambda: b'a'.decode('hex'))
with open('t.txt', 'w', encoding='cp1252') as f: f.write('é€\n')
print(open('t.txt', 'rb').read(), open('t.txt', encoding='cp1252').read(), io.TextIOWrapper(io.BytesIO(b'\xe9\n'), 'iso-8859-15').read())
T(lambda: open('t.txt', encoding='klingon')); print(codecs.getincrementaldecoder('cp437')().decode(b'\x82'))

# %% codecs and ways to treat errors that programs register
import codecs
def T(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
seen = []
def stars(error):
    seen.append((type(error).__name__, error.encoding, error.object, error.start, error.end, error.reason)); return '*' * (error.end - error.start), error.end
codecs.register_error('stars', stars)
print('aéèb'.encode('ascii', 'stars'), b'a\xff\xfeb'.decode('utf-8', 'stars'), b'\xe9x'.decode('ascii', errors='stars'), 'жé'.encode('latin-1', 'stars'), 'x€'.encode('cp437', 'stars'), str(b'\xff', 'utf-8', 'stars'), bytes('é', 'ascii', 'stars')); print(seen)
codecs.register_error('as bytes', lambda e: (b'??', e.end)); codecs.register_error('back', lambda e: ('!', -1)); codecs.register_error('far', lambda e: ('!', 99)); codecs.register_error('wrong', lambda e: 3); codecs.register_error('again', lambda e: ('é', e.end))
T(lambda: 'aé'.encode('ascii', 'as bytes')); T(lambda: 'éab'.encode('ascii', 'back')); T(lambda: 'éab'.encode('ascii', 'far')); T(lambda: 'é'.encode('ascii', 'wrong')); T(lambda: b'\xff'.decode('utf-8', 'wrong')); T(lambda: b'\xff'.decode('utf-8', 'as bytes')); T(lambda: 'é'.encode('ascii', 'again')); T(lambda: 'é'.encode('ascii', 'unknown')); T(lambda: 'e'.encode('ascii', 'unknown')); T(lambda: 'é½'.encode('ascii', 'namereplace'))
def search(name):
    if name == 'upper_text': return codecs.CodecInfo(lambda s, e='strict': (s.upper().encode(), len(s)), lambda b, e='strict': (bytes(b).decode().lower(), len(b)), name='upper-text')
    if name == 'strange': return codecs.CodecInfo(lambda s, e='strict': (3, 1), lambda b, e='strict': b'', name='strange')
codecs.register(search)
T(lambda: 'abc'.encode('upper_text')); T(lambda: b'ABC'.decode('Upper_Text')); T(lambda: 'a'.encode('strange')); T(lambda: b'a'.decode('strange')); T(lambda: codecs.encode('x', 'upper_text'))

# %% digests
import hashlib, hmac, io
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s'):
    for data in (b'', b'abc', b'q' * 127, b'r' * 128, b's' * 1000):
        d = hashlib.new(name, data); print(name, d.name, d.digest_size, d.block_size, d.hexdigest()[:24], getattr(hashlib, name)(data).digest() == d.digest())
print(hashlib.shake_128(b'abc').hexdigest(20), hashlib.shake_256(b'abc').hexdigest(300)[-20:], hashlib.shake_128(b'a' * 500).digest(5), hashlib.shake_256().digest_size)
b = hashlib.blake2b; print(b(b'x', digest_size=7).hexdigest(), b(b'x', key=b'k').hexdigest()[:20], b(key=b'k' * 64).hexdigest()[:20], b(b'x', salt=b's', person=b'p').hexdigest()[:20], hashlib.blake2s(b'x', key=b'kk', salt=b'12345678', digest_size=9).hexdigest(), b(b'x', fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=1, inner_size=6, last_node=True).hexdigest()[:20], hashlib.blake2s(b'x', node_offset=300, last_node=True).hexdigest()[:20], b.MAX_DIGEST_SIZE, hashlib.blake2s.SALT_SIZE)
h = hashlib.blake2b(b'a'); c = h.copy(); h.update(b'b'); print(h.hexdigest() == b(b'ab').hexdigest(), c.hexdigest() == b(b'a').hexdigest(), hmac.new(b'k', b'm', 'sha3_256').hexdigest()[:16], hmac.digest(b'k', b'm', 'blake2s').hex()[:16], hashlib.pbkdf2_hmac('sha3_256', b'p', b's', 3).hex()[:16])
print(hashlib.file_digest(io.BytesIO(b'abc'), 'sha256').hexdigest()[:8], sorted(hashlib.algorithms_guaranteed), hashlib.new('SHA256').name, hashlib.sha256(memoryview(b'ab')).hexdigest()[:6])
for f in (lambda: b(digest_size=65), lambda: b(key=b'x' * 65), lambda: b(salt=b'x' * 17), lambda: b(person=b'x' * 17), lambda: b('a'), lambda: b(fanout=256), lambda: b(depth=0), lambda: hashlib.new('foo'), lambda: hashlib.sha256(3), lambda: hashlib.new(3), lambda: hmac.new(b'k', b'm'), lambda: hashlib.pbkdf2_hmac('sha256', b'a', b'', 0)): T(f)

# %% JSON that is no UTF-8
import json
for data in (b'\xff', b'"\xc3"', b'["a", "\xe9"]', b'[1]', '[1, "é"]'.encode('utf-16'), '{}'.encode('utf-32-be'), b'\xef\xbb\xbf3'):
    try: print(json.loads(data), json.detect_encoding(data))
    except UnicodeDecodeError as e: print(e)
