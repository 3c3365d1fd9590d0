# %% a file of bytes that is read in pieces
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file")
with open(path, "wb") as file:
    file.write(b"line one\nzweite Zeile\r\nthird\n\nlast")
with open(path, "rb") as file:
    print(file.read(1), file.read(3), file.tell(), file.readline(), file.peek(3)[:3], file.tell())
    print(file.readline(4), file.read(0), file.seek(2), file.read(2), file.read1(3), file.tell())
    print(list(file), file.read(), file.read(1), file.readline(), file.tell())
    print(file.seek(-4, 2), file.read(10), file.seek(0), file.seek(3, 1), file.readlines(), file.seek(0), file.readlines(12))
    into = bytearray(5)
    print(file.seek(0), file.readinto(into), into, file.seek(4), next(file))
    for wrong in ("x", 1.5):
        try:
            file.read(wrong)
        except TypeError as error:
            print(error)
for call in ("file.read(1)", "file.readline()", "file.tell()", "file.seek(0)", "next(file)"):
    try:
        eval(call)
    except ValueError as error:
        print(call, type(error).__name__)
with open(path, "wb") as file:
    file.write(b"x" * 20000 + b"\n" + b"y" * 9000)
with open(path, "rb") as file:
    print(len(file.read(8191)), len(file.read(2)), len(file.readline()), len(file.readline(100)), file.tell(), len(file.read()))
    print(file.seek(19999), file.read(3), len(file.read(9001)), file.read(1))
with open(path, "rb") as file, open(path, "ab") as other:
    print(len(file.read()))
    other.write(b"more")
    other.flush()
    print(file.read(), file.read(1))
with open(path, "rb+") as file:
    print(file.read(3), file.write(b"ZZ"), file.read(2), file.tell(), file.seek(0), file.read(6))

# %% a file of text that is read in pieces
import io
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "file")
with open(path, "w", encoding="utf-8", newline="") as file:
    file.write("line öne\nzweite\rthird\r\n\nlast ß")
for newline in (None, "", "\n", "\r\n", "\r"):
    with open(path, newline=newline, encoding="utf-8") as file:
        print(repr(newline), [file.read(1), file.read(8), file.readline(), file.readline(3)], list(file), file.newlines)
        print([file.read(3), file.seek(0), file.readlines(10), file.read(), file.seek(0), next(file), file.read(2)])
with open(path, "w", encoding="utf-8") as file:
    file.write("añb\ncd\nef")
with open(path, encoding="utf-8") as file:
    file.readline()
    place = file.tell()
    line = file.readline()
    print(place, file.seek(place), line == file.readline(), file.read(None), file.read(), file.readline())
    file.seek(0)
    print(file.read(2), file.tell(), file.read(1), file.read(100))
    file.seek(0)
    file.read(1)
    file.buffer.close()
    for call in ("file.read(1)", "file.readline()", "next(file)"):
        try:
            print(eval(call))
        except ValueError as error:
            print(call, error)
with open(path, "r+", encoding="utf-8") as file:
    print(file.readline(), file.seek(0), file.write("L"), file.seek(0), file.readline())


class Raw(io.RawIOBase):
    data = b"abc\ndef\nxyz"

    def readable(self):
        return True

    def readinto(self, into):
        piece, self.data = self.data[:4], self.data[4:]
        into[:len(piece)] = piece
        return len(piece)


class Loud(io.TextIOWrapper):
    def readline(self, *args):
        return super().readline(*args).upper()


print(io.BufferedReader(Raw()).read(2), list(io.BufferedReader(Raw())))
text = io.TextIOWrapper(io.BufferedReader(Raw()))
print(text.read(2), text.readline(), text.readline(2), list(text), text.read())
print(list(Loud(io.BytesIO(b"a\nb\n"))))
held = io.BytesIO(b"ab\ncd\n")
text = io.TextIOWrapper(held)
print(text.read(1), text.readline())
held.close()
try:
    text.read(1)
except ValueError as error:
    print(error)
