# %% text over bytes in memory
import io

raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="utf-8", newline="\r\n")
print(text.write("é\nb\n"), text.encoding, text.errors)
text.flush()
print(raw.getvalue())
text.seek(0)
print(text.readline(), repr(text.read()), isinstance(text, io.TextIOBase))
print(text.detach() is raw)
try:
    text.read()
except ValueError as error:
    print(error)
print(list(io.TextIOWrapper(io.BytesIO(b"a\r\nb\rc\n"))), list(io.TextIOWrapper(io.BytesIO(b"a\r\nb\rc\n"), newline="")))
both = io.TextIOWrapper(io.BytesIO(b"a\r\nb\n"))
both.read()
print(both.newlines)


class Shouting(io.TextIOWrapper):
    def write(self, s):
        return super().write(s.upper())


loud = Shouting(io.BytesIO(), "ascii")
print("quiet", file=loud)
loud.flush()
print(loud.buffer.getvalue())

# %% buffers over raw streams
import io


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.at = data, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.data[self.at:self.at + min(len(buffer), 3)]
        buffer[:len(piece)] = piece
        self.at += len(piece)
        return len(piece)


print(Raw(b"abcdefgh").read(), Raw(b"abc").read(2), Raw(b"ab\nc").readline())
reader = io.BufferedReader(Raw(b"one\ntwo\nthree"))
print(reader.readline(), reader.peek(1)[:1], reader.read(2), reader.read())
writer = io.BufferedWriter(io.BytesIO())
print(writer.write(b"abc"), writer.raw.getvalue() in (b"", b"abc"))
writer.flush()
print(writer.raw.getvalue(), writer.readable(), writer.writable())
for attempt in ("writer.read()", "reader.write(b'a')", "io.BufferedReader(io.BytesIO(), 0)",
                "io.StringIO().fileno()", "io.TextIOWrapper(io.BytesIO(), newline='x')"):
    try:
        print(eval(attempt))
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)

# %% text and bytes in memory
import io

file = io.StringIO("ab\ncd\n")
print(file.readline(), file.tell(), file.read(), file.readable(), file.seekable())
file.seek(1)
print(file.write("XYZ"), file.getvalue(), file.truncate(2), file.getvalue())
print(io.StringIO("a\r\nb\rc", newline=None).getvalue().encode(), io.StringIO("a\nb", newline="\r\n").getvalue().encode())
print(list(io.StringIO("x\ny")), io.StringIO("x\ny\nz").readlines(2))
far = io.BytesIO(b"abc")
far.seek(5)
far.write(b"z")
print(far.getvalue(), far.readinto(bytearray(2)))
buffer = bytearray(3)
far.seek(0)
print(far.readinto(buffer), buffer, far.read1(2))
far.close()
for attempt in ("far.read()", "file.seek(-1)", "file.seek(1, 1)", "file.write(b'a')", "io.BytesIO().write('a')", "io.StringIO(1)"):
    try:
        print(eval(attempt))
    except Exception as error:
        print(type(error).__name__, error)

# %% codecs by name, and pieces of text
import codecs
import io

print(codecs.lookup("UTF8").name, codecs.encode("abc", "rot13"), codecs.decode("é".encode("latin-1"), "latin1"))
decoder = codecs.getincrementaldecoder("utf-8")()
print(repr(decoder.decode(b"\xc3")), repr(decoder.decode(b"\xa9a", True)))
print(codecs.getreader("utf-8")(io.BytesIO("é\nb".encode())).readlines(), codecs.BOM_UTF8)
writer = codecs.getwriter("utf-16")(io.BytesIO())
writer.write("a")
writer.write("b")
print(writer.stream.getvalue(), list(codecs.iterdecode([b"a\xc3", b"\xa9"], "utf-8")))
try:
    codecs.lookup("nothing")
except LookupError as error:
    print(error)
