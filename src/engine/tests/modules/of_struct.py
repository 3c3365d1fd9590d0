import struct, array, inspect
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for e in ("struct.pack('<ihb',1,2,3)","struct.pack('>I',258)","struct.calcsize('ci')","struct.calcsize('<ci')","struct.unpack('<d',struct.pack('<d',1.5))","struct.pack('5s',b'ab')","struct.unpack('3s',b'abc')","struct.pack('b',200)","struct.pack('i','a')","struct.unpack('i',b'a')","struct.pack('ii',1)","struct.pack('z')","struct.pack('?c',True,b'x')","list(struct.iter_unpack('<H',b'abcd'))","struct.pack('<Q',2**64-1)","struct.pack('h',40000)","struct.pack('I',-1)"): T(lambda: eval(e))
a=array.array('i',[1,2,3]); a.append(4); print(a, a[1:3], a.tolist(), len(a), a.itemsize, a.typecode, sum(a), a.tobytes()[:4], 3 in a, a.index(3)); T(lambda: array.array('b',[200])); T(lambda: a.append(1.5)); T(lambda: array.array('z')); T(lambda: a[9]); print(array.array('f',[1.1]), array.array('d'), array.array('u','ab'), a+a, a*2, array.array('B',b'ab'), a==array.array('i',[1,2,3,4]))
def f(a,b:int=2,*c,d,e=5,**k)->str: 'doc'
print(inspect.signature(f), inspect.isfunction(f), inspect.getdoc(f), inspect.getsource(f))
