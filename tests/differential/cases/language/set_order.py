# %% sets made in every way are visited in the same order
NUMBERS = [[], [5], [0, 8, 16], [1, 2, 3, 4, 17], [-1, 100, 64, 8, 16], list(range(0, 96, 8)), list(range(-20, 20, 7)),
           [x * x for x in range(18)]]
WAYS = [
    ("set", lambda a, b: set(a)),
    ("copy", lambda a, b: set(a).copy()),
    ("copy of a copy", lambda a, b: set(set(a) | set(a))),
    ("frozenset", lambda a, b: frozenset(set(a))),
    ("of a dict", lambda a, b: set(dict.fromkeys(a))),
    ("|", lambda a, b: set(a) | set(b)),
    ("&", lambda a, b: set(a) & set(b)),
    ("-", lambda a, b: set(a) - set(b)),
    ("^", lambda a, b: set(a) ^ frozenset(b)),
    ("union", lambda a, b: set(a).union(b, dict.fromkeys([3, 77]))),
    ("intersection", lambda a, b: set(a).intersection(b + b)),
    ("difference", lambda a, b: set(a).difference(b, [17])),
    ("difference from a dict", lambda a, b: set(a).difference(dict.fromkeys(b))),
    ("symmetric_difference", lambda a, b: set(a).symmetric_difference(b + b)),
]
for name, make in WAYS:
    print(name)
    for a in NUMBERS:
        print("   ", *[list(make(a, b)) for b in ([16, 40, 64], a[::2], NUMBERS[-2]) if make(a, b)])

# %% sets changed in place
NUMBERS = [[5], [0, 8, 16], [1, 2, 3, 4, 17], list(range(0, 96, 8)), [x * x for x in range(12)]]


def removed(s, b):
    for item in b:
        s.discard(item)
    s.add(1000)
    return list(s), list(s.copy())


def popped(s, b):
    taken = []
    for item in b:
        taken.append(s.pop())
        s.add(item + 1)
    return taken, list(s)


def own(s, b):
    s |= s
    s &= s
    first = list(s)
    s -= s
    s ^= set(b)
    return first, list(s)


def changed(name, wrap):
    def change(s, b):
        getattr(s, name)(wrap(b))
        return list(s)
    return change


WAYS = [removed, popped, own] + [
    changed(name, wrap)
    for name in ("update", "intersection_update", "difference_update", "symmetric_difference_update")
    for wrap in (set, list, dict.fromkeys, lambda b: set(b * 2))
]
for way in WAYS:
    for a in NUMBERS:
        for b in ([16, 40, 64], a[1::2]):
            print(way(set(a), list(b)), end=" ")
    print()

# %% displays of constants, of others, comprehensions
a = 17
print(list({1, 2, 3, 4, 17}), list({1, 2, 3, 4, a}), list({*(1, 2, 3, 4), 17}))
print(list({1, 2, 3, 4, 17, 40, 33}), list({30, 14, 22, 6, (1, 2)} - {(1, 2)}), list({5, 17, 1, 9, 33}), list({-1, 100, 64, 8, 16}), list({1, a}), list({a, 1, 33}))
print(list({k * 8 for k in range(6)}), list({*{1, 2, 3, 4, 17}}), list({30, 14, 22, 6}), [*{64, 32, 128, -64, 0}])
print({0, 8, 16, 24, 32}, frozenset({0, 8, 16, 24, 32}), {True, 33, 1.0, 65, 2})
