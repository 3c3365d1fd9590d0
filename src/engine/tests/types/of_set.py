"""Checked against CPython 3.11: each line prints a value or an exception."""


def t(f):
    try:
        r = repr(f())
    except BaseException as e:
        print(f"= {type(e).__name__}: {e}")
    else:
        print("=", r)


t(lambda: (set(), {1}, {1, 2, 3}, set([3, 1, 2]), set("a"), frozenset(), frozenset([1, 2]), {1, 1.0, True}, {5, 3, 1, 4, 2}, {10, 20, 30}, set(range(10)), {100, 7, 33}, {-1, -2, 0}, {1, 2} == {2, 1}, frozenset([1]) == {1}, {1} != {2}, {x for x in [1, 2]}, {8, 16, 0, 1}, set(range(0, 100, 7))))
t(lambda: ({1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} <= {1, 2}, {1} < {1}, {1, 2} >= {1}, {1, 2} > {1}, {1}.union([2], (3,)), {1, 2}.intersection([2]), {1, 2}.difference([1]), {1}.symmetric_difference([2]), {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), frozenset([1]) | {2}, {2} | frozenset([1]), frozenset([1]).union([2]), {1, 2, 3}.intersection([1, 2], [2, 3]), {1}.union(), {1, 2}.difference([1], [2])))
t(lambda: ({1} | [2]))
t(lambda: ({1} + {2}))
t(lambda: ({1} < [1]))
t(lambda: ({1}.union(5)))
t(lambda: ({1}.add([])))
t(lambda: ({1}.add()))
t(lambda: ({1}.remove(2)))
t(lambda: ({1}.remove([1])))
t(lambda: (set().pop()))
t(lambda: ({1}[0]))
t(lambda: (hash({1})))
t(lambda: (set(5)))
t(lambda: (set(1, 2)))
t(lambda: (frozenset(5)))
t(lambda: ({1}.foo))
t(lambda: ({[]}))
t(lambda: ({{}}))
t(lambda: ([1] in {1}))
t(lambda: ({1} in {1}, frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])}))
t(lambda: ((lambda s: (s.add(3), s.discard(1), s.discard(99), s.remove(2), s.update([5, 6], {7}), s))({1, 2})))
t(lambda: ((lambda s: (s.pop(), s))({1})))
t(lambda: ((lambda s: (s.clear(), s, s.copy()))({1})))
t(lambda: ((lambda s: (s.intersection_update([2, 3]), s.difference_update([3]), s.symmetric_difference_update([2, 9]), s))({1, 2, 3})))
t(lambda: ((lambda s: (s.__ior__({5}), s.__iand__({5, 1}), s.__isub__({1}), s.__ixor__({5, 6}), s))({1, 2})))
t(lambda: ((lambda s: [s.add(x + 10) for x in s])({1, 2})))
t(lambda: (hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash(frozenset()), {frozenset([1]): 2}[frozenset([1])], hash(frozenset([1, 2, 3]))))
t(lambda: (frozenset([1]).add))
t(lambda: (repr(set()), repr({1}), repr(frozenset()), repr(frozenset([1])), str({"a"}), repr({(1, 2)}), repr({None})))
t(lambda: (len({1, 2}), bool(set()), 1 in {1}, "a" not in {1}, sorted({3, 1}), sum({1, 2}), max({1, 5}), list({7}), tuple({7}), set({1: 2}), set(x for x in [1]), {*[1, 2]}, set("hello") == {"h", "e", "l", "o"}, frozenset("aa") == frozenset("a"), any({0, 1}), list(enumerate({5}))))
t(lambda: (set.__name__, type({1}), frozenset.__name__, isinstance({1}, set), isinstance(frozenset(), set), {1}.__len__(), {1}.__contains__(1), {1}.__or__({2}), {1}.__or__([2]), {1}.__eq__({1}), {1}.__iter__().__next__(), {1}.__repr__(), {1}.__sub__({1}), {1}.__le__({1}), {1}.__hash__, set.union({1}, {2}), {1}.__rsub__({1, 2}), {1}.__ne__({1})))
t(lambda: ({1, 2, 3}.difference({1}).union({9}) - {9}, {1} | {2} & {2}, {(1, "a"), (1, "a")}, {1.5, 2.5}, {1: 2}.keys() | {3: 4}.keys(), {1, 2, 3} - frozenset([1]), frozenset([1, 2]) - {1}, type(frozenset([1]) & {1}).__name__, type({1} & frozenset([1])).__name__))
t(lambda: (set(["b", "a"]) == {"a", "b"}, {"a"}.pop(), {1, 2} == {1.0, 2.0}, set() == frozenset(), {1} == [1], {1, 2}.isdisjoint({3}), set([1]).issubset("a")))
