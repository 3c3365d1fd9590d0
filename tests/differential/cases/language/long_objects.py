# %% places in texts that are not ASCII, by index, slice and search
text = "".join(chr(97 + n % 26) if n % 3 else chr(233 + n % 90) for n in range(200)) + "\U0001f600" * 70 + "end"
places = [0, 1, 62, 63, 64, 65, 127, 128, 129, 191, 192, 199, 200, 201, 263, 264, 269, 270, 271, 272, 273, 274, 400, -1, -73, -74]
for place in places:
    print(place, ascii(text[place]) if -len(text) <= place < len(text) else None, ascii(text[place:place + 3]),
          text.find("z", place), text.startswith("end", place), text.count("e", place, place + 80), ascii(text[place:-1:40]))

# %% texts that grow in place
for first in ("", "a" * 63, "é" * 64, "é" * 65, "a" * 200):
    for piece in ("b", "ö", "xy" * 40, "\U0001f601z" * 50):
        s = first
        t = first
        for _ in range(5):
            s += piece
            t = t + piece
        assert [s[n] for n in range(len(s))] == list(t) == list(s), (first, piece)
        assert all(s[n:n + 5] == "".join(list(t)[n:n + 5]) for n in range(len(s)))
        print(len(s), ascii(s[-1]), hash(s) == hash(t))

# %% searching from a place
import io
import json
import re
text = "äöü" * 50 + "needle" + "ß" * 90 + '"é\\n"'
for start in (0, 1, 64, 149, 150, 151, 200, len(text) - 5, len(text), 999):
    found = re.compile("n|ß|$").search(text, start)
    print(start, found and found.span(), re.compile("ä").match(text, start) is not None, text.rfind("ü", start))
print(json.decoder.scanstring(text, len(text) - 4))
file = io.StringIO(text)
for place in (0, 70, 155, 250, 300):
    file.seek(place)
    print(place, ascii(file.read(3)), file.tell())

# %% lists that are long, compared and searched
long = list(range(1000))
for at in (0, 7, 8, 9, 39, 40, 41, 167, 168, 999):
    other = list(long)
    other[at] = -1
    print(at, long == other, long < other, long > other, long != other, long.index(at), other.index(-1), long[:at] < long,
          long < long[:at], long[:at] == long, long.index(at, at), other.index(-1, -1000))
    try:
        print(long.index(at, at + 1))
    except ValueError as error:
        print(error)
nan = float("nan")
print([nan] * 20 == [nan] * 20, [1] * 20 + [nan] < [1] * 20 + [2.0], [1] * 20 + [nan] == [1] * 20 + [nan], [[]] * 20 < [[]] * 21)

# %% bytes, cut and searched
data = bytes(range(256)) * 3
for kind in (bytes, bytearray):
    d = kind(data)
    print(d[5:9], d[-3:], d[::200], d[700:], d[9:5], d[600::-90], type(d[0:2]).__name__, d[:] == d, (d[:] is d) == (kind is bytes))
    print(d.find(b"\x05", 200), d.index(5, 300, 600), d.count(b"\x07\x08"), d.startswith(b"\x02", 2), d.endswith((b"x", b"\xff")), 7 in d,
          b"\x00\x01" in d, d.partition(b"\x03")[0], d.join([b"1", bytearray(b"2")])[:3], kind(b"ab").center(6, b"-"),
          kind(b"Title Case").istitle(), kind(b"abc").translate(None, b"b"), kind(b"a") + b"b", b"b" + kind(b"a"))
    for wrong in (lambda: d.join([1]), lambda: d.find("a"), lambda: d[:4].join("ab"), lambda: d + "a", lambda: "a" in d):
        try:
            print(wrong())
        except TypeError as error:
            print(error)

# %% dicts of ints in a row, with gaps
d = dict.fromkeys(range(1000))
for n in range(0, 1000, 3):
    del d[n]
print(sum(n in d for n in range(-1000, 2000)), -1 in d, 1000 in d, d.get(3), d == dict(d), d == {}, list(d)[:4])
for n in range(0, 3000, 3):
    d[n] = n
print(len(d), all(d[n] == n for n in range(0, 3000, 3)), 1 << 40 in d, -(1 << 40) in d)
