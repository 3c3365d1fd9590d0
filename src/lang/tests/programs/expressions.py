"""Expressions and assignments."""

a, (b, *c), [d, e] = x = y[0], z.w = f()
a, b = b, a
a.x, b[0] = 1, 2
*a, = b
[] = ()
() = []
a = b = c = 1
a += 1
a -= -1
a.b *= 2
a[b] //= 3
a[1:2] @= 4
a[::] **= 5
a[1:, ..., :2:3] >>= 6
x = a if b else c if d else e
x = a and b or c and not d
x = not (a or b)
x = a < b <= c != d is e is not f in g not in h
x = -a, +a, ~a, not a
x = -1, +1, ~1, not 1, 2 ** 10, 7 // 2, -7 // 2, 7 % 3, 1 / 2, 0.1 + 0.2, "a" "b", "a" + "b", "-" * 40
x = 1 // 0, 1 % 0, 2 ** 1000, 1 << 100, 0xFFFFFFFFFFFFFFFFFFFF, -9223372036854775808, 9223372036854775807 + 1
x = b"abc" b"def", b"\x00\xff", "é\n\t\\", r"\n", u"x", """a
b""", ...
x = [1, 2, 3], [1], [], [*a, 1, *b], (1, 2), (), (a,), (*a, b), {1, 2}, {*a, 1}, {}, {1: 2, **a, 3: 4}, {**a}
x = f"a{b}c{d!r}{e:>10}{f!s:{g}.{h}}{{}}{i=}{j = !s}{k=:.2f}" "l" f"{m:%Y-%m}" f"" f"{n}"
x = f(), f(a), f(a, b=1), f(*a), f(**b), f(a, *b, c, d=1, **e, f=2), f(x for x in y), f(a=1, *b)
x = a.f(), a.f(1, b=2), a.f(*b), a.b.c.d(1)(2)[3].e
x = lambda: 0, lambda x, *y, z=1, **w: x, (lambda: (yield))
assert a
assert a, b
assert a == 1 and b, f"{c}"
del a, b.c, d[e], (f, [g])
del a[1:2]
if a: pass
elif b: pass
else: pass
if a is None or b is not None: print(1)
if not a < 3: print(2)
if a == 1 or not (b and c) and d in e: print(3)
if 1: print(4)
if 0: print(5)
if (): print(6)
if a if b else c: print(7)
while a:
    break
while 1:
    pass
while 0:
    pass
else:
    pass
for a, b in c: pass
for a.b in c: continue
for a[0] in c: break
else: print(8)
for a, (b, *c) in d: print(a)


def locals_(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    a = a and b
    b = a < b < c
    c = [a, *b]
    for b, c in a:
        b += c
    a, *b = c
    x = y = a
    x, z = y = a
    for i in a:
        for j in i:
            if j:
                continue
            break
        else:
            k = 1
            continue
        break
    print(k)
    x = a if b else c
    long = [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]
    long = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)
    long = {a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b,
            a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b, a: b}
    return long
