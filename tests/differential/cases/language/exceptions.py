def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% flow
def f(kind):
    try:
        print('try')
        if kind == 1: raise ValueError('one')
        if kind == 2: return 'returned'
        if kind == 3: raise KeyError('three')
    except ValueError as e: print('except', e)
    except (TypeError, KeyError) as e: print('tuple', repr(e))
    else: print('else')
    finally: print('finally')
    return 'end'
for k in range(4): print(f(k))
def g():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: break
        finally: print('fin', i)
    return i
print(g())
def h():
    try: return 'try'
    finally: return 'finally'
print(h())
def swallow():
    while True:
        try: raise ValueError
        finally: break
    return 'swallowed'
print(swallow())
def nested():
    try:
        try: 1 / 0
        finally: print('inner finally')
    except ZeroDivisionError: print('outer')
    try:
        try: raise KeyError
        except ValueError: print('no')
    except KeyError: print('yes')
nested()
def order():
    try: return print('value')
    finally: print('then finally')
order()

# %% chaining
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('v') from e
except ValueError as e: print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError('v')
except ValueError as e: print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError('v') from None
except ValueError as e: print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def bare():
    try: 1 / 0
    except ZeroDivisionError: raise
T(bare)
def nothing(): raise
T(nothing)
def cls(): raise ValueError
T(cls)
def wrong(): raise 5
T(wrong)
def wrongfrom(): raise ValueError from 5
T(wrongfrom)
def notclass():
    try: 1 / 0
    except 5: pass
T(notclass)
try:
    try: raise KeyError('a')
    finally: raise ValueError('b')
except ValueError as e: print(repr(e.__context__))
e = ValueError('x')
try: raise e
except ValueError as f: print(e is f, f.__traceback__ is not None)
print(e.with_traceback(None).__traceback__)
e.add_note('n1'); e.add_note('n2'); print(e.__notes__)

# %% hierarchy and attributes
print(ValueError.__mro__, [c.__name__ for c in ModuleNotFoundError.__mro__], issubclass(KeyboardInterrupt, Exception))
for e in (ValueError(), ValueError(1), ValueError('a', 2), KeyError('k'), KeyError(), OSError(2, 'nope'), OSError(2, 'nope', 'file'), OSError('just'), StopIteration(3), SystemExit(4), UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'bad'), Exception([1]), FileNotFoundError(2, 'x'), OSError(13, 'perm'), OSError(17, 'ex', 'f'), SyntaxError('bad'), ImportError('no', name='m'), AttributeError('at'), NameError('nm'), RuntimeError(None), ConnectionError('c'), TimeoutError(), AssertionError('as'), NotImplementedError('ni'), BlockingIOError(11, 'b'), UnicodeEncodeError('ascii', 'é', 0, 1, 'no')):
    print(type(e).__name__, '|', e, '|', repr(e), '|', e.args)
o = OSError(2, 'nope', 'file'); print(o.errno, o.strerror, o.filename)
try: {}['k']
except KeyError as e: print(e.args, str(e))
try: nonexistent
except NameError as e: print(e.name)
try: (5).nope
except AttributeError as e: print(e.name, e.obj)
try: import nonexistent_module
except ModuleNotFoundError as e: print(e.name, isinstance(e, ImportError))
try: [][1]
except LookupError as e: print(type(e), e)
try: raise SystemExit(3)
except SystemExit as e: print(e.code)
print(StopIteration(5).value, SystemExit().code, SystemExit('m').code)

# %% builtin messages
l, d, t, s = [1], {}, (1,), 'a'
for src in ["l[5]", "l[-5]", "t[5]", "s[5]", "d[1]", "l['a']", "s['a']", "t[None]", "l.remove(9)", "l.index(9)", "s.index('z')", "[].pop()", "l.pop(9)", "d.pop(1)", "{}.popitem()", "set().pop()", "{1}.remove(2)", "int('x')", "int('')", "int('1', 40)", "float('x')", "int(None)", "int('12a', 16)", "chr(-1)", "ord('ab')", "ord(5)", "1/0", "1//0", "1%0", "1.0/0", "1.0//0", "1.0%0", "divmod(1,0)", "0**-1", "0.0**-1", "2**-1", "'a'.join([1])", "'a'.join(5)", "'%d' % 'a'", "'%s %s' % 1", "'%s' % (1,2)", "'%z' % 1", "'{}'.format()", "'{a}'.format()", "'{'.format()", "'}'.format()", "'{0} {}'.format(1,2)", "bytes([256])", "bytes('a')", "b'a'[5]", "'abc'.encode('nope')", "b'\\xff'.decode()", "'é'.encode('ascii')", "int(float('inf'))", "int(float('nan'))", "float(10**400)", "round(1.5, 'a')", "list(5)", "dict(5)", "dict([1])", "dict([(1,2,3)])", "set(5)", "tuple(5)", "str(b'a', 'ascii', 'x', 1)", "isinstance(1, 'a')", "getattr(1)", "getattr(1, 2)", "type('a', 1, {})", "sorted(5)", "sum(5)", "zip(5)", "enumerate(5)", "map(5)", "map(int, 5)", "filter(5)", "open('nonexistent.txt')", "sum([[1]])", "sum(['a'], '')", "pow(2, 3, 0)", "pow(2, -1, 4)", "'a' * -1", "[0] * 10**20", "l.insert()", "l.append()", "l.append(1, 2)", "s.split(5)", "s.split('')", "s.replace('a')", "s.startswith(5)", "s.ljust('a')", "s.center(5, 'ab')", "s.zfill()", "s.encode(5)", "[1,2,3][1:2:0]", "slice()", "range()", "print(1, foo=2)", "print(1, sep=5)", "len()", "len(1, 2)", "abs()", "max()", "max(1, key=5)", "int(1, 2)", "int('1', base=1)", "complex_undefined", "[].sort(5)", "[].sort(foo=1)", "sorted([1], foo=1)", "hash({})", "iter(1, 2)", "next(1)", "vars(1)", "dir(1, 2)", "id()", "input(1, 2)", "ord('')", "chr('a')", "chr(1114112)", "bin(1.5)", "hex('a')", "oct(None)", "format(1.5, 'd')", "format(1, 's')", "format('a', '+')", "format('a', '=5')", "format(1, ',s')", "format(1, '10.2d')", "'{:d}'.format('a')", "f'{1:q}'", "'{!z}'.format(1)", "'{0.x}'.format(1)", "'{0[1]}'.format([1])", "'{a[k]}'.format(a={})", "str.upper()", "str.upper(5)", "list.append(5, 1)", "int.from_bytes([1])", "(300).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(1, 'x')", "object().x", "int.x", "d.x", "(lambda: 0).x", "print.x", "__import__('os').x", "callable()", "isinstance(1)", "bytearray(b'a')[5]", "bytearray(b'a').append(300)", "frozenset().add(1)", "{}.fromkeys(5)", "{}.update(5)", "{}.update([1])", "{1: 2}.get()", "'abc'.index('a', 5)", "''.join(['a', None])", "b''.join(['a'])", "b'a'.replace('a', 'b')", "'a'.translate(5)", "str.maketrans('a', 'bc')", "'a' in b'a'", "1 in b'a'", "300 in b'a'"]:
    try: print(src, '->', eval(src))
    except Exception as e: print(src, '->', type(e).__name__ + ':', e)

# %% huge numbers
for src in ["int('9' * 5000)", "str(10 ** 5000)", "f'{10 ** 5000}'", "'%d' % 10 ** 5000", "format(10 ** 5000, 'd')", "format(10**5000, ',')", "len(hex(10 ** 5000))", "len('%x' % 10 ** 5000)", "len(f'{10**5000:x}')", "10 ** 5000 == 10 ** 5000", "int('1' * 4300) > 0", "repr(10 ** 4300)[:5]", "len(str(10 ** 4299))", "len('%d' % 10**4299)", "format(10.0**300, 'f')[:5]", "f'{10**5000:e}'", "float('1e5000')", "1e308 * 10", "-1e308 * 10", "2.0 ** 10000", "10.0 ** 400", "'%d' % 1e20", "'%d' % float('nan')", "'%d' % float('inf')", "'%i' % 3.99", "'%x' % 3.5", "'%c' % 65", "'%c' % 'ab'", "'%c' % 1114112", "'%.3d' % 5", "'%5.1f|%-5d|%+d|%05d|% d' % (1.25, 3, 4, 5, 6)"]:
    try: print(src, '->', eval(src))
    except Exception as e: print(src, '->', type(e).__name__ + ':', e)
import sys
print(sys.get_int_max_str_digits())
sys.set_int_max_str_digits(0)
print(len('%d' % 10 ** 5000), len(format(10 ** 5000, 'd')), len(f'{10**5000:,}'), len(str(10 ** 5000)), len(repr([10**5000])))

# %% assert and custom
def a(x): assert x > 0, f'bad {x}'
T(a, -1); T(a, 1)
def b(): assert False
T(b)
class MyError(Exception): pass
class WithStr(Exception):
    def __str__(self): return 'custom str'
class Coded(Exception):
    def __init__(self, code): self.code = code
for e in (MyError('m'), MyError(), WithStr('x'), Coded(5)):
    try: raise e
    except Exception as x: print(type(x).__name__, x, repr(x), x.args)
class Base(Exception): pass
class Derived(Base): pass
try: raise Derived('d')
except Base as e: print('base caught', type(e).__name__)

# %% sys exc_info and traceback objects
import sys, traceback
def f(): g()
def g(): raise ValueError('deep')
try: f()
except ValueError:
    t, v, tb = sys.exc_info()
    print(t, v, [x.name for x in traceback.extract_tb(tb)], [x.lineno for x in traceback.extract_tb(tb)])
    print(tb.tb_frame.f_code.co_name, tb.tb_next.tb_lineno, tb.tb_next.tb_next.tb_next)
    print(traceback.format_exc())
    print(traceback.format_exception_only(t, v))
    traceback.print_exc(file=sys.stdout)
    traceback.print_exc(limit=1, file=sys.stdout)
print(sys.exc_info())
try:
    try: f()
    except ValueError as e: raise RuntimeError('second') from e
except RuntimeError as e:
    print(''.join(traceback.format_exception(e)))
    print(''.join(traceback.format_exception(type(e), e, e.__traceback__, chain=False)))
    print(traceback.format_tb(e.__traceback__))
def stack():
    for s in traceback.extract_stack(): print(s.name, s.lineno, s.line)
    traceback.print_stack(file=sys.stdout)
stack()
