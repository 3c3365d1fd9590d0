import sys
import threading

THREADS = 4
TIMES = 30
TOTAL = THREADS * TIMES
GIL = getattr(sys, "_is_gil_enabled", lambda: True)()


def hammer(name, work, whole, with_gil=False):
    """All threads do `work(thread, turn)` many times; `whole()` tells whether nothing was lost or torn. Operations that
    only the GIL makes one step are not judged without it."""
    problems = []

    def run(me):
        try:
            for turn in range(TIMES):
                work(me, turn)
        except BaseException as error:
            problems.append(repr(error))

    threads = [threading.Thread(target=run, args=(me,)) for me in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fine = not problems and whole()
    print(name, "whole" if fine or with_gil and not GIL else f"torn {problems[:1]}")


import itertools


def drawn(name, iterator, expected, with_gil=True):
    got = [[] for _ in range(THREADS)]
    hammer(name, lambda me, turn: got[me].append(next(iterator)), lambda: sorted(sum(got, [])) == sorted(expected), with_gil)


pairs = [(number, number) for number in range(TOTAL)]
drawn("list", iter(list(range(TOTAL))), range(TOTAL))
drawn("range", iter(range(TOTAL)), range(TOTAL))
drawn("dict", iter(dict.fromkeys(range(TOTAL))), range(TOTAL))
drawn("enumerate", enumerate(range(TOTAL)), pairs)
drawn("zip", zip(range(TOTAL), itertools.count()), pairs)
drawn("map", map(str, range(TOTAL)), map(str, range(TOTAL)))
drawn("map of two", map(max, range(TOTAL), range(TOTAL)), range(TOTAL))
drawn("filter", filter(None, range(TOTAL + 1)), range(1, TOTAL + 1))
drawn("reversed", reversed(range(TOTAL)), range(TOTAL))
drawn("count", itertools.count(), range(TOTAL))
drawn("count with a step", itertools.count(1.5, 0.5), [1.5 + number / 2 for number in range(TOTAL)])
drawn("cycle", itertools.cycle("abc"), "abc" * (TOTAL // 3))
drawn("repeat", itertools.repeat(7, TOTAL), [7] * TOTAL)
drawn("accumulate", itertools.accumulate([1] * TOTAL), range(1, TOTAL + 1))
drawn("chain", itertools.chain(*[[number] for number in range(TOTAL)]), range(TOTAL))
drawn("chain.from_iterable", itertools.chain.from_iterable([[number] for number in range(TOTAL)]), range(TOTAL))
drawn("compress", itertools.compress(range(2 * TOTAL), [1, 0] * TOTAL), range(0, 2 * TOTAL, 2))
drawn("dropwhile", itertools.dropwhile(bool, itertools.chain([1], [0] * TOTAL)), [0] * TOTAL)
drawn("takewhile", itertools.takewhile(float, range(1, TOTAL + 2)), range(1, TOTAL + 1))
drawn("filterfalse", itertools.filterfalse(None, [0, 1] * TOTAL), [0] * TOTAL)
drawn("islice", itertools.islice(itertools.count(), 0, None, 2), range(0, 2 * TOTAL, 2))
drawn("pairwise", itertools.pairwise(range(TOTAL + 1)), [(number, number + 1) for number in range(TOTAL)])
drawn("starmap", itertools.starmap(max, pairs), range(TOTAL))
drawn("zip_longest", itertools.zip_longest(range(TOTAL), range(TOTAL // 2), fillvalue=-1), itertools.zip_longest(range(TOTAL), range(TOTAL // 2), fillvalue=-1))
drawn("product", itertools.product(range(TOTAL // 10), range(10)), itertools.product(range(TOTAL // 10), range(10)))
drawn("permutations", itertools.permutations(range(5)), itertools.permutations(range(5)))
drawn("combinations", itertools.combinations(range(16), 2), itertools.combinations(range(16), 2))
drawn("combinations_with_replacement", itertools.combinations_with_replacement(range(15), 2), itertools.combinations_with_replacement(range(15), 2))
first, second = itertools.tee(range(TOTAL))
drawn("tee", first, range(TOTAL))
# Without the GIL nothing is lost, but what one thread has read may be kept behind what another one reads after it.
print((list if GIL else sorted)(second) == list(range(TOTAL)))
