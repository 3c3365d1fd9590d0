"""Checked against CPython 3.11: each line prints a value or an exception."""


def t(f):
    try:
        r = repr(f())
    except BaseException as e:
        print(f"= {type(e).__name__}: {e}")
    else:
        print("=", r)


t(lambda: ((), (1,), (1, 2), tuple(), tuple([1]), tuple("ab"), (1, 2) + (3,), (1,) * 3, 2 * (1,), (1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), (1, 2)[0], (1, 2)[-1], (1, 2, 3)[1:], (1, 2, 3)[::-1], len((1, 2)), 1 in (1, 2), (1, 2, 1).count(1), (1, 2).index(2), () < (1,), (1, (2, 3)) == (1, (2, 3))))
t(lambda: ((1,)[5]))
t(lambda: ((1,)["a"]))
t(lambda: ((1,) + [1]))
t(lambda: ((1,) < 5))
t(lambda: ((1,).index(5)))
t(lambda: ((1,).append))
t(lambda: ((1, 2).__setitem__))
t(lambda: (hash((1, 2)) == hash((1, 2)), hash(()), hash((1, 2)), hash((1.0, 2)), {(1, 2): 3}[1, 2], hash((1, (2, 3)))))
t(lambda: (hash(([],))))
t(lambda: (repr((1,)), repr(()), repr((1, "a")), str(((),)), (1, 2).__len__(), (1,).__add__((2,)), (1,).__contains__(1), (1,).__getitem__(0), (1,).__eq__((1,)), (1,).__hash__() == hash((1,)), tuple(x for x in (1, 2)), tuple({1: 2}), tuple(range(3))))
t(lambda: (tuple(5)))
t(lambda: (tuple(1, 2)))
t(lambda: ((1, "a") < (1, 2)))
t(lambda: ((1, "a") < (2, 2)))
t(lambda: ((1, 2).foo))
t(lambda: (range(5), range(1, 5), range(0, 10, 2), list(range(5, 0, -1)), list(range(0)), len(range(0, 10, 3)), range(10)[3], range(10)[-1], range(10)[2:5], range(10)[::-1], range(0, 10, 2)[1], 4 in range(0, 10, 2), 5 in range(0, 10, 2), range(5).index(3), range(5).count(3), range(5) == range(0, 5), range(0) == range(2, 2), range(3).start, range(3).stop, range(3).step, bool(range(0)), hash(range(3)) == hash(range(0, 3, 1)), repr(range(1, 2, 1)), list(reversed(range(0, 10, 3))), range(10)[::2], range(5).count("a"), range(1, 10, 3)[-1], max(range(5)), sum(range(10)), list(range(True)), range(10)[20:], range(0, 3, 2) == range(0, 4, 2)))
t(lambda: (range(1.5)))
t(lambda: (range("a")))
t(lambda: (range()))
t(lambda: (range(1, 2, 0)))
t(lambda: (range(5)[10]))
t(lambda: (range(5)["a"]))
t(lambda: (range(5).index(10)))
t(lambda: (range(5).index("a")))
t(lambda: (range(1, 2, 3, 4)))
t(lambda: (range(5) + range(5)))
t(lambda: (range(5) < range(6)))
t(lambda: (next(range(5))))
t(lambda: (range(5).foo))
t(lambda: (iter(range(3)).__next__(), list(iter(range(3))), [*range(3)], (*range(2), 5), {*range(3)}, (lambda *a: a)(*range(3))))
t(lambda: (range(2**40)[2**39], 2**39 in range(2**40), range(-5, 5)[0], len(range(-10, 10, 3))))
