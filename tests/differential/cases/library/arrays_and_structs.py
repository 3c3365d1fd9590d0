# %% what arrays take of each type, and what they say to the rest
from array import array, typecodes

values = (0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -2**31 - 1,
          2**32 - 1, 2**32, 2**63 - 1, 2**63, -2**63 - 1, 2**64 - 1, 2**64, 2**2000, 1.5, float("inf"), "x", "xy", b"x",
          None, True, [1])
for code in typecodes:
    for value in values:
        try:
            made = array(code, [value])
            print(code, made[0], made.tobytes())
        except Exception as error:
            shown = "2**2000" if value == 2**2000 else value
            print(code, shown, type(error).__name__, error)

# %% making arrays
from array import array


class Index:
    def __index__(self):
        return 7


class Real:
    def __float__(self):
        return 2.5


print(array("i", [Index(), True]), array("d", [Real(), Index(), 1]), array("b", b"\x01\xff"), array("u", "añ€"))
print(array("h", (n for n in range(3))), array("i", array("b", [1, 2])), array("d", range(2)), array("B", bytearray(2)))
for attempt in ("array()", "array('i', 1)", "array('ii')", "array(1)", "array('x')", "array('i', 'abc')",
                "array('i', array('u', 'a'))", "array('i', b'abc')", "array('i', [1], 2)", "array('i', initializer=[])",
                "array('i', ['a'])", "array('u', ['ab'])", "array('u', [1])", "array('d', ['a'])", "array('i', [Real()])",
                "array('i') + [1]", "array('i') + array('h')", "array('i') * 'a'", "array('i') * 1.5",
                "array('i').__iadd__([1])", "array('i').extend(array('h'))", "array('i').extend(5)",
                "array('i', [1])[5]", "array('i', [1])['a']", "array('i', [1]).__setitem__(3, 1)",
                "array('i', [1]).__setitem__(slice(0, 1), [1])", "array('i', [1]).__setitem__(0, 'a')",
                "array('i', [1, 2, 3]).__setitem__(slice(0, 3, 2), array('i', [1]))", "array('i').pop()",
                "array('i', [1]).pop(4)", "array('i').remove(1)", "array('i').index(1)", "array('i').fromlist((1,))",
                "array('i').frombytes('a')", "array('i').frombytes(b'abc')", "array('i').fromunicode('a')",
                "array('u').fromunicode(1)", "array('i').tounicode()", "array('i') < array('d')",
                "array('u', 'a') < array('i', [1])", "array('i', [1]).insert('a', 1)", "array('i').append()"):
    try:
        print(attempt, eval(attempt))
    except Exception as error:
        print(attempt, type(error).__name__, error)

# %% methods and operators of arrays
from array import array
import copy
import pickle

a = array("i", range(10))
print(a[2:5], a[::-3], a[:-8], a[20:], len(a), a.itemsize, a.typecode, 3 in a, 3.0 in a, "x" in a, None in a)
a[2:4] = array("i", [20, 30, 40])
a[::4] = array("i", [-1, -2, -3])
print(a)
del a[1:3], a[-1], a[::2]
print(a)
a.insert(0, 5)
a.insert(-100, 6)
a.insert(100, 7)
a.extend([1, 2])
a.extend(array("i", [3]))
a += array("i", [4])
a *= 2
print(a, a.count(4), a.index(4), a.index(4, 9), a.pop(), a.pop(0), a.pop(-2))
a.remove(7)
a.reverse()
print(a, a * 0, 2 * array("b", [1]), a.tolist() == list(a))
b = array("H", [1, 256])
b.byteswap()
print(b, b.tobytes(), list(reversed(b)), sum(b), max(b), sorted(b, reverse=True), b.buffer_info()[1])
nan = float("nan")
for left, right in ((array("d", [1, nan]), array("d", [1, nan])), (array("i", [1, 2]), array("d", [1, 2])),
                    (array("i", [1, 2]), array("i", [1, 3])), (array("i", [1]), array("i", [1, 0])),
                    (array("Q", [2**64 - 1]), array("q", [-1])), (array("u", "a"), array("u", "b")), (a, a)):
    print(left == right, left != right, left < right, left <= right, left > right, left >= right)
print(array("i", [1]) == [1], array("i") == None, bool(array("i")), bool(array("i", [0])))
for made in (pickle.loads(pickle.dumps(a)), copy.copy(a), copy.deepcopy(a), eval(repr(a))):
    print(made == a, made is a, type(made).__name__, made.typecode)


class Named(array):
    def __init__(self, *args):
        self.name = "n"


named = Named("d", [1.5])
again = pickle.loads(pickle.dumps(named))
print(named, again, again.name, type(again).__name__, isinstance(named, array), type(named[:]).__name__)
iterator = iter(a)
next(iterator)
print(list(pickle.loads(pickle.dumps(iterator))) == list(a)[1:])
x, *rest = array("b", [1, 2, 3])
print(x, rest, [*array("b", [4])], dict(zip("ab", array("i", [1, 2]))), b"".join([array("b", [65]), memoryview(b"B")]))

# %% an array that is looked at keeps its size
from array import array

for made in (array("b", b"abcd"), bytearray(b"abcd")):
    view = memoryview(made)
    for change in ("made.append(1)", "made.extend(b'a')", "made.pop()", "made.insert(0, 1)", "made.remove(97)",
                   "made.__delitem__(0)", "made.__delitem__(slice(0, 2))", "made.__setitem__(slice(0, 2), made[:1])",
                   "made.__iadd__(made)", "made.__setitem__(slice(0, 2), made[2:])", "made.reverse()",
                   "made.__setitem__(0, 98)", "made.__delitem__(slice(2, 1))"):
        try:
            exec(change)
            print(change, made)
        except Exception as error:
            print(change, type(error).__name__, error)
    part = view[1:3]
    view.release()
    try:
        made.append(1)
    except BufferError as error:
        print("still", error)
    part.release()
    made.append(1)
    print(made)

# %% struct: what each format takes, and what it says to the rest
import struct

big = 2**2000
for mode in "@<>=!":
    for code in "bBhHiIlLqQnNPefd?csp":
        for value in (0, 1, -1, 300, -300, 70000, -2**31 - 1, 2**32, 2**63, -2**63 - 1, 2**64, big, -big, 1.5, 1e10, 1e300,
                      float("inf"), "x", None, b"", b"a", b"ab", bytearray(b"q")):
            shown = "big" if isinstance(value, int) and abs(value) == big else value
            try:
                data = struct.pack(mode + code, value)
                print(mode + code, shown, data, struct.unpack(mode + code, data))
            except Exception as error:
                print(mode + code, shown, type(error).__name__, error)

# %% struct: formats
import struct

for format in ("5", "5 i", "z", "i5", "<z", "3s 2p", "0s", "0p", "p", "9" * 20 + "i", "9" * 19 + "s", b"<i", "\u20ac",
               "i\0b", " ", "", None, 5, "0i", "b0q", "@ 3x b", "xbq0i", "3c", "bhilqfd", "<bhilqfd", "?3hx2b", "n", "<n"):
    try:
        print(format, struct.calcsize(format), struct.Struct(format).format)
    except Exception as error:
        print(format, type(error).__name__, error)
print(struct.pack("<hx2b3s?", 1, 2, 3, b"ab", []), struct.pack("5p300p", b"abcdef", b"x" * 280)[:12])
print(struct.unpack("5p3s2c", struct.pack("5p3s2c", b"abcdef", b"a", b"b", b"c")))

# %% struct: buffers and places
import array
import struct

for call in ("struct.pack('i')", "struct.pack('i', 1, 2)", "struct.unpack('i', b'abc')", "struct.unpack('i', 'abcd')",
             "struct.unpack('i', 5)", "struct.unpack_from('i', b'abc')", "struct.unpack_from('i', b'abcdef', 3)",
             "struct.unpack_from('i', b'abcdef', -3)", "struct.unpack_from('i', b'abcdef', -7)",
             "struct.unpack_from('i', b'abcdef', -6)", "struct.unpack_from('i', buffer=b'abcdef', offset=1)",
             "struct.unpack_from('i', b'abc', 2**62)", "list(struct.iter_unpack('<hb', b'abcdef'))",
             "list(struct.iter_unpack('<hb', b'abcde'))", "list(struct.iter_unpack('', b''))",
             "struct.pack_into('i', b'abcd', 0, 1)", "struct.pack_into('i', 5, 0, 1)", "struct.pack_into('i', into)",
             "struct.pack_into('i')", "struct.pack_into('i', into, 0)", "struct.pack_into('i', into, 'x', 1)",
             "struct.pack_into('i', memoryview(b'abcd'), 0, 1)", "struct.unpack('2i', array.array('i', [5, 6]))",
             "struct.unpack('<h', memoryview(b'abcdef')[::3])", "struct.unpack('<h', memoryview(b'abcdef')[1:3])",
             "struct.Struct('<i').unpack(b'abcd')", "struct.Struct('<2h').pack(1, 2)", "struct.Struct('<i').size",
             "struct.Struct('i').pack_into(into, 1, -1)", "struct.Struct()", "struct.Struct(5)",
             "struct.Struct(format='i').size", "struct.Struct('<i').pack(1.5)"):
    into = bytearray(6)
    try:
        print(call, eval(call), into)
    except Exception as error:
        print(call, type(error).__name__, error)
for offset in (0, 1, 2, 3, -3, -4, -6, -7, 10):
    for into in (bytearray(6), array.array("h", [0, 0, 0]), memoryview(bytearray(6))):
        try:
            struct.pack_into("<i", into, offset, 258)
            print(offset, bytes(into))
        except struct.error as error:
            print(offset, error)


class Index:
    def __index__(self):
        return 7


class Real:
    def __float__(self):
        return 1.5


class Empty:
    def __bool__(self):
        return False


print(struct.pack("<bhd?f", Index(), Index(), Real(), Empty(), Index()))
records = struct.iter_unpack("<h", b"abcdef")
print(next(records), records.__length_hint__(), list(records), list(records))

# %% views: items, parts and formats
from array import array


class Index:
    def __index__(self):
        return 1


class Released:
    def __index__(self):
        view.release()
        return 1


data = bytearray(range(24))
view = memoryview(data)
table = view.cast("B", [4, 6])
numbers = memoryview(array("i", [1, 2, 3]))
for attempt in ("view[1]", "view[-1]", "view[Index()]", "view[24]", "view[()]", "view[(3,)]", "view[...]", "view[1:3, 2]",
                "view[(slice(1),)]", "view[None]", "view['a']", "view[2**70]", "view[1, 2]", "table[1]", "table[1, 2]",
                "table[Index(), 1]", "table[4, 0]", "table[0, 6]", "table[1, 2, 3]", "table[0:1, 0:1]", "table[1:3].tolist()",
                "len(table)", "table.shape", "table.strides", "table.ndim", "table.nbytes", "table.tobytes('F')",
                "table[::2].tobytes()", "table[::-2].tolist()", "table.c_contiguous", "table[::2].c_contiguous",
                "table.f_contiguous", "list(table)", "numbers[1]", "numbers.format", "numbers.itemsize",
                "numbers[::-1].tolist()", "numbers.cast('B').tolist()", "numbers.cast('H')", "numbers.cast('B').cast('d')",
                "view.cast('e')", "view.cast('@i')[0]", "view.cast('@i').format", "view.cast('B', 5)", "view.cast('B', [5])",
                "view.cast('B', [0, 24])", "view.cast('B', ['a'])", "view.cast('B', [2, 2, 6]).tolist()", "view.cast()",
                "view.cast(5)", "view[::2].cast('H')", "table.cast('B', [2, 12])", "memoryview(b'').cast('B', [1])",
                "view[:1].cast('B', [])[()]", "view[:1].cast('B', []).tolist()", "view[:1].cast('B', [])[...] is None",
                "memoryview(array('u', 'ab')).format", "memoryview(array('u', 'ab'))[0]", "memoryview('a')", "memoryview()",
                "view.hex(':', 4)", "view.tobytes('X')", "view.foo", "view < view", "view + view",
                "5 in view, 99 in view", "list(reversed(numbers))", "str(view[:3], 'latin-1')", "bytes(view[::-8])",
                "int(memoryview(b'12'))", "view[:3] == b'\\0\\1\\2'", "view[:3] == [0, 1, 2]", "numbers == array('d', [1, 2, 3])",
                "numbers == numbers.cast('B')", "hash(memoryview(b'abc')) == hash(b'abc')", "hash(numbers)",
                "hash(memoryview(b'abcd').cast('i'))", "view.obj is data", "view.suboffsets", "table.toreadonly()[0, 0]"):
    try:
        print(attempt, eval(attempt))
    except Exception as error:
        print(attempt, type(error).__name__, error)

# %% views: changes
from array import array

for attempt in ("view[0] = 300", "view[0] = 'a'", "view[0] = 65", "view[1:3] = b'XY'", "view[1:3] = b'X'", "view[::3] = view[:3]",
                "view[1:4] = view[:3]", "view[::-1] = view", "view[0:2] = 5", "view[0, 0] = 1", "del view[0]", "view[5:] = [1]",
                "view[1:2] = memoryview(b'a').cast('c')", "view.toreadonly()[0] = 1", "memoryview(b'a')[0] = 1",
                "view.cast('H')[1] = 0x4142", "view.cast('H')[1] = -1", "view.cast('d')[0] = 'a'", "view.cast('d')[0] = 1",
                "view.cast('?')[0] = []", "view.cast('c')[0] = b'ab'", "view.cast('c')[0] = b'z'", "view.cast('c')[0] = 1",
                "view.cast('B', [2, 4])[1, 3] = 99", "view.cast('B', [2, 4])[1] = 99", "view.cast('B', [2, 4])[0:1] = view",
                "view.cast('f')[0] = 1e300", "view.cast('b')[0] = 128", "view[8] = 1"):
    data = bytearray(b"abcdefgh")
    view = memoryview(data)
    try:
        exec(attempt)
        print(attempt, data)
    except Exception as error:
        print(attempt, type(error).__name__, error)
numbers = array("d", [1, 2, 3, 4])
view = memoryview(numbers)
view[1:3] = array("d", [5, 6])
view[::2] = view[1::2]
view[0] = 7
print(numbers, view.tolist())
view.release()
for attempt in ("view[0]", "len(view)", "view.tolist()", "view.format", "memoryview(view)", "view == view", "view == numbers",
                "view.release()", "view.__enter__()", "bytes(view)"):
    try:
        print(attempt, eval(attempt))
    except Exception as error:
        print(attempt, type(error).__name__, error)
print(repr(view).startswith("<released memory at 0x"))
