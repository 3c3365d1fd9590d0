import io

def tell(what, function):
    try:
        print(what, "->", repr(function()))
    except Exception as error:
        print(what, "->", type(error).__name__, error)

class Raw(io.RawIOBase):
    """Gives its pieces one by one, and keeps what it is given."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.asked = []
        self.written = []

    def readable(self):
        return True

    writable = readable

    def readinto(self, buffer):
        self.asked.append(len(buffer))
        piece = self.pieces.pop(0) if self.pieces else b""
        if piece is None:
            return None
        piece, rest = piece[:len(buffer)], piece[len(buffer):]
        if rest:
            self.pieces.insert(0, rest)
        buffer[:len(piece)] = piece
        return len(piece)

    def write(self, data):
        self.written.append(bytes(data))
        return len(data)

# %% A reader over a raw stream
raw = Raw(b"abc", b"d\nefg", b"hijkl", b"m")
reader = io.BufferedReader(raw, 8)
print(reader.read(2), raw.asked, reader.peek(), reader.readline(), raw.asked, reader.read1(10), reader.read1(3), reader.read(), reader.read(3), raw.asked)
reader = io.BufferedReader(Raw(b"abc", b"de", b"fgh", b"jkl"), 4)
buffer = bytearray(b"........")
print(reader.read(2), reader.readinto1(buffer), bytes(buffer), reader.readinto(buffer), bytes(buffer), reader.readinto(buffer))
print(io.BufferedReader(Raw(None)).read(2), io.BufferedReader(Raw(None)).read(), io.BufferedReader(Raw(b"ab", None)).read(4))
tell("size", lambda: io.BufferedReader(Raw(), 0))
tell("read", lambda: io.BufferedReader(Raw()).read(-2))
tell("write", lambda: io.BufferedReader(Raw()).write(b""))
tell("seek", lambda: io.BufferedReader(Raw(b"a")).seek(0))
reader = io.BufferedReader(io.BytesIO(b"0123456789"), 4)
print(reader.read(3), reader.tell(), reader.seek(-1, 1), reader.read(2), reader.seek(0, 2), reader.read(), reader.seek(4), reader.peek()[:1], reader.tell())
tell("whence", lambda: reader.seek(0, 9))
inner = reader.detach()
print(type(inner).__name__, inner.closed)
tell("detached", lambda: reader.read())
tell("detached", lambda: reader.closed)
class Bad(Raw):
    def readinto(self, buffer):
        return len(buffer) + 1
    def write(self, data):
        return len(data) + 1
tell("too much", lambda: io.BufferedReader(Bad(), 4).read(4))
writer = io.BufferedWriter(Bad(), 4)
tell("too much", lambda: writer.write(b"123456"))

# %% A writer over a raw stream
raw = Raw()
writer = io.BufferedWriter(raw, 8)
print(writer.write(b"abc"), raw.written, writer.write(b"defgh"), raw.written, writer.write(b"i"), raw.written, writer.write(bytearray(20)), [len(data) for data in raw.written])
writer.flush()
print(b"".join(raw.written)[-3:])
for data in ("text", 5, None, [1]):
    tell(data, lambda: writer.write(data))
tell("read", lambda: writer.read())
writer.write(b"last")
writer.close()
print(raw.written[-1], raw.closed, writer.closed)
tell("closed", lambda: writer.write(b""))
tell("closed", lambda: writer.flush())
raw = Raw()
writer = io.BufferedWriter(raw)
writer.write(b"dropped")
del writer
print(raw.written, raw.closed)
inner = io.BytesIO(b"abcdefgh")
both = io.BufferedRandom(inner, 4)
print(both.read(2), both.write(b"XY"), both.tell(), both.read(1), both.seek(0), both.read(), both.truncate(3), inner.getvalue())
pair = io.BufferedRWPair(Raw(b"in"), Raw(), 4)
print(pair.read(1), pair.peek(), pair.write(b"out"), pair.readable(), pair.writable(), pair.seekable(), pair.closed, pair.close(), pair.closed)
class Deaf(io.RawIOBase):
    pass
tell("deaf", lambda: io.BufferedReader(Deaf()))
tell("deaf", lambda: io.BufferedWriter(Deaf()))
tell("deaf", lambda: io.BufferedRandom(Deaf()))
tell("deaf", lambda: io.BufferedRWPair(Raw(), Deaf()))

# %% Text over other streams
for newline in (None, "", "\n", "\r", "\r\n"):
    text = io.TextIOWrapper(io.BufferedReader(Raw(b"a\r", b"\nb\n", b"c\rd\r\n", b"\xc3", b"\xa9e")), encoding="utf-8", newline=newline)
    print(repr(newline), list(text), text.newlines)
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline=newline)
    print(text.write("x\ny\r\n"), out.getvalue(), text.flush(), out.getvalue())
text = io.TextIOWrapper(io.BufferedReader(Raw("h\xe9llo\nw".encode(), b"orld\nend")), encoding="utf-8")
print(text.read(2), text.readline(3), repr(text.readline()), repr(text.readline()), text.read(), repr(text.read()))
text = io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\r\n\xc3\xa9\r\nlast"), encoding="utf-8")
places = []
while True:
    places.append(text.tell())
    line = text.readline()
    if not line:
        break
print(places)
for place in reversed(places):
    text.seek(place)
    print(place, repr(text.readline()), text.tell())
text = io.TextIOWrapper(io.BytesIO(), encoding="utf-16", newline="")
text.write("ab")
text.write("c")
text.flush()
print(len(text.buffer.getvalue()), text.buffer.getvalue().decode("utf-16"))
tell("strict", lambda: io.TextIOWrapper(io.BytesIO(b"a\xff"), encoding="utf-8").read())
print(repr(io.TextIOWrapper(io.BytesIO(b"a\xff\xc3"), encoding="utf-8", errors="replace").read()), io.TextIOWrapper(io.BufferedReader(Raw(b"\xe2\x82", b"\xac")), encoding="utf-8").read(1))
raw = Raw()
text = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", line_buffering=True)
text.write("a")
print(raw.written)
text.write("b\nc")
print(raw.written)
tell("write", lambda: text.write(b""))
tell("seek", lambda: text.seek(0))
tell("read", lambda: text.read())
text.close()
print(raw.written, text.closed)
tell("closed", lambda: text.write("x"))
text = io.TextIOWrapper(io.BytesIO(b"x"), encoding="latin-1")
print(text, text.detach().getvalue(), text.encoding, repr(text))
tell("detached", lambda: text.read())
tell("detached", lambda: text.detach())
for options in ({"newline": "x"}, {"newline": 5}, {"errors": 5}, {"encoding": "no such"}):
    tell(options, lambda: io.TextIOWrapper(io.BytesIO(), **options))
text = io.TextIOWrapper(io.BytesIO(b"a\nb"), encoding="utf-8")
text.read(1)
tell("again", lambda: text.reconfigure(encoding="ascii"))

# %% Kinds of streams
import os, tempfile
os.chdir(tempfile.mkdtemp())
class Stranger:
    pass
io.RawIOBase.register(Stranger)
print(isinstance(Stranger(), io.IOBase), issubclass(Stranger, io.RawIOBase), type(io.IOBase).__name__)
with open("f", "wb", buffering=0) as raw:
    print(type(raw).__name__, isinstance(raw, io.RawIOBase), isinstance(raw, io.BufferedIOBase), raw.mode, raw.write(b"12345"), raw.closefd, raw)
print(raw)
for mode in ("r", "r+", "w+", "a", "a+"):
    with open("f", mode + "b") as file, open("f", mode, encoding="utf-8") as text:
        print(mode, type(file).__name__, file.mode, text.mode, type(text.buffer).__name__, isinstance(file, io.BufferedIOBase), isinstance(text, io.TextIOBase))
with open("g", "w", opener=lambda path, flags: os.open(path + "!", flags)) as file:
    file.write("x")
print(sorted(os.listdir(".")), open("g!").read())
tell("opener", lambda: open("g", opener=lambda path, flags: -5))
tell("opener", lambda: open("g", opener=lambda path, flags: "x"))
tell("closefd", lambda: open("g", closefd=False))
tell("negative", lambda: open(-1))
with open("h", "wb") as file:
    for data in ("text", 5, None):
        tell(data, lambda: file.write(data))
    buffer = bytearray(2)
    print(file.write(memoryview(b"abc")), file.writelines([b"d", bytearray(b"e")]))
with open("h", "rb") as file:
    print(file.readinto(buffer), buffer, file.readinto1(buffer), buffer, file.peek(), file.readinto(buffer), buffer)
    os.close(file.fileno())
    tell("gone", lambda: file.read())
    try:
        file.close()
    except OSError as error:
        print("close", error, file.closed)
class Closing(io.RawIOBase):
    def close(self):
        print("closing")
        super().close()
Closing()
print("end")
