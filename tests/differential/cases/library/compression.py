# %% zlib
import zlib
data = b"hello hello hello hello " * 20 + bytes(range(256))
def T(f, *args, **kwargs):
    try: print(f(*args, **kwargs))
    except Exception as error: print(type(error).__name__, error)
for wbits in (15, -15, 31): print(wbits, zlib.decompress(zlib.compress(data, 9, wbits), wbits) == data, zlib.decompress(zlib.compress(b"", 1, wbits), wbits))
print(zlib.decompress(zlib.compress(data, 6, 31), 47) == data, zlib.decompress(zlib.compress(data), 47) == data)
maker = zlib.compressobj(9); parts = [maker.compress(data[:100]), maker.flush(zlib.Z_SYNC_FLUSH), maker.compress(data[100:]), maker.flush()]
reader = zlib.decompressobj(); print(b"".join(reader.decompress(part) for part in [b"".join(parts)[at:at + 7] for at in range(0, len(b"".join(parts)), 7)]) + reader.flush() == data, reader.eof, reader.unused_data, reader.unconsumed_tail)
reader = zlib.decompressobj(); print(len(reader.decompress(zlib.compress(data) + b"more", 10)), reader.eof, len(reader.unconsumed_tail) > 0, len(reader.decompress(reader.unconsumed_tail)), reader.eof)
reader = zlib.decompressobj(); print(reader.decompress(zlib.compress(b"abc") + b"more"), reader.unused_data, reader.decompress(b"x"), reader.unused_data)
for method in (-15, 15):
    maker = zlib.compressobj(wbits=method, zdict=b"hello"); squeezed = maker.compress(data) + maker.flush(); reader = zlib.decompressobj(method, zdict=b"hello"); print(reader.decompress(squeezed) == data)
# By another compressor: fixed and dynamic trees, stored blocks, a reference across blocks.
for text in ("789ccb48cdc9c95748409000003a2e067d", "789c63000000010001", "7801010500faff68656c6c6f062c0215", "1f8b0800000000000003cb48cdc9c95728cf2fca49e102002d3b08af0c000000"): T(lambda: zlib.decompress(bytes.fromhex(text), 47))
T(zlib.decompress, b"nonsense"); T(zlib.decompress, b""); T(zlib.decompress, zlib.compress(data)[:-1]); T(zlib.compress, "text"); T(zlib.compress, b"", 99); T(zlib.compressobj, 1, 5); T(zlib.decompressobj, 99); T(zlib.decompressobj().decompress, b"", -1)
print(zlib.adler32(data), zlib.adler32(b"a", 5), zlib.crc32(b"abc"), zlib.crc32(b"abc", 7), zlib.MAX_WBITS, zlib.DEFLATED, zlib.Z_FINISH)

# %% gzip
import gzip, io, os
data = b"line one\nline two\n" * 50
print(gzip.decompress(gzip.compress(data)) == data, gzip.decompress(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0"), gzip.compress(b"", mtime=5)[:10], gzip.compress(b"x", 1, mtime=0)[:9])
with gzip.open("f.gz", "wb") as file: print(file.write(data), file.writable(), file.readable(), file.tell(), file.name, file.mode)
with gzip.open("f.gz", "rt", encoding="utf-8") as file: print(repr(file.readline()), sum(1 for line in file))
with gzip.open("f.gz") as file: print(file.read(4), file.tell(), file.seek(9), file.readline(), file.peek(4)[:4], len(file.read()), file.read())
with gzip.open("f.gz", "at", encoding="ascii") as file: file.write("tail\n")
with open("f.gz", "rb") as raw, gzip.GzipFile(fileobj=raw) as file: print(file.readlines()[-2:], file.name)
out = io.BytesIO()
with gzip.GzipFile(filename="dir/name.txt.gz", mode="w", fileobj=out, mtime=1) as file: file.write(bytearray(b"abc")); file.seek(5)
print(out.getvalue()[:20], gzip.decompress(out.getvalue()), file.closed)
def T(f, *args, **kwargs):
    try: print(f(*args, **kwargs))
    except Exception as error: print(type(error).__name__, error)
T(gzip.decompress, b"nonsense"); T(gzip.decompress, gzip.compress(data)[:-1]); T(gzip.decompress, gzip.compress(b"abc")[:-5] + b"\0" + gzip.compress(b"abc")[-4:]); T(gzip.open, "f.gz", "rbt"); T(gzip.open, "f.gz", "rb", encoding="x"); T(gzip.open, 3); T(gzip.GzipFile, "f.gz", "z"); T(file.read); T(gzip.open, "nothing.gz")
with gzip.open("f.gz") as file: T(file.write, b"x")
with gzip.open("f.gz", "wb") as file: T(file.read); T(file.write, "text")
os.remove("f.gz")
