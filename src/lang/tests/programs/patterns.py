"""Pattern matching."""


def match_all(subject, k):
    match subject:
        case 1 | -1 | 1.5 | "a" "b" | b"c" | k.x | 99999999999:
            return 0
        case None | True | False:
            return 1
        case []:
            return 2
        case [a]:
            return a
        case [1, _, *_]:
            return 3
        case (a, *rest, b) if a:
            return rest
        case [[a, b], (c, [d])]:
            return a + b + c + d
        case {}:
            return 4
        case {"a": 1, "b": {"c": x}, k.y: _, **others}:
            return x, others
        case {"z": z}:
            return z
        case Point():
            return 5
        case Point(1, x=a, y=[b, *c] as d):
            return a, b, c, d
        case int(n) | str(n):
            return n
        case (1 as a, 2 as b) | (b, a):
            return a, b
        case [Point(x=0) | Point(y=0) as p, *_]:
            return p
        case x if x > 3:
            return x
        case _:
            return 6
    return 7


match a, b:
    case c, d:
        print(c, d)

match x:
    case {**rest}:
        print(rest)

for i in y:
    match i:
        case 1:
            continue
        case 2:
            break
