# %% a memoryview shows the bytes of another object
data = bytearray(b"abcdefgh")
view = memoryview(data)
print(view[0], view[-1], bytes(view[2:4]), view[::2].tolist(), len(view), view.nbytes, view.readonly, view.format)
view[0] = 65
view[1:3] = b"XY"
print(data)
words = view.cast("H")
print(words.tolist(), words[0], len(words), words.itemsize)
words[0] = 0x4142
print(data, isinstance(view, memoryview), type(view).__name__)
for attempt in ("view[100]", "memoryview(b'abc').__setitem__(0, 1)", "view.__setitem__(0, 300)", "memoryview(1)",
                "view.cast('Z')", "view[:3].cast('H')", "view.__setitem__(slice(2), b'abc')", "hash(view)", "view['a']"):
    try:
        print(eval(attempt))
    except Exception as error:
        print(type(error).__name__, error)
print(view == data, memoryview(b"x") == b"x", hash(memoryview(b"ab")) == hash(b"ab"), memoryview(b"abcd").hex())
print(list(memoryview(b"ab")), 97 in memoryview(b"ab"), view.toreadonly().readonly, view.obj is data)
print(view.cast("B", [2, 4]).tolist(), view.cast("B", (2, 4)).shape, view.cast("B", (2, 4))[1, 2])
with memoryview(data) as inside:
    print(inside[0])
try:
    inside[0]
except ValueError as error:
    print(error)

# %% arrays, structures and files over buffers
import array
import io
import struct

numbers = array.array("i", [1, 2, 3])
view = memoryview(numbers)
view[1] = 20
print(numbers, view.format, view.tolist(), view.nbytes)
space = bytearray(8)
struct.pack_into("<i", memoryview(space), 2, 7)
print(space, struct.unpack_from("<i", memoryview(space), 2))
print(struct.pack("e", 1.5), struct.unpack("e", b"\x00>"), struct.pack(">e", -0.1), struct.unpack("e", b"\x01\x00"))
file = io.BytesIO(b"hello")
view = file.getbuffer()
view[0] = ord("J")
print(file.getvalue(), bytes(view[1:3]))
numbers *= 2
numbers.fromlist([9])
print(numbers, numbers > array.array("i", [1]), numbers[-1])
for attempt in ("numbers.fromlist([1, 'a'])", "numbers + array.array('d')", "numbers.frombytes('a')"):
    try:
        print(eval(attempt))
    except Exception as error:
        print(type(error).__name__, error)
print(len(numbers))

# %% shared memory's buffer is a memoryview
from multiprocessing.shared_memory import SharedMemory

block = SharedMemory(create=True, size=16)
block.buf[:4] = b"abcd"
numbers = block.buf[8:16].cast("i")
numbers[0] = 5
numbers[1] = -1
print(bytes(block.buf[:4]), numbers.tolist(), bytes(block.buf[8:]), isinstance(block.buf, memoryview))
numbers.release()
block.close()
block.unlink()
