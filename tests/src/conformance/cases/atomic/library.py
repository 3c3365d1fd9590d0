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


import array
import bisect
import functools
import heapq
import io
import random
import struct
from collections import Counter, OrderedDict, defaultdict


def turned(me, turn):
    return (turn * 7919 + me * 31) % 1009


lists = defaultdict(list)
hammer("defaultdict(list)", lambda me, turn: lists[turn].append(me), lambda: all(len(lists[turn]) == THREADS for turn in range(TIMES)), with_gil=True)
counts = defaultdict(int)
hammer("defaultdict(int)", lambda me, turn: counts[me, turn], lambda: len(counts) == TOTAL)
counter = Counter()
hammer("Counter.update", lambda me, turn: counter.update("ab"), lambda: counter["a"] == counter["b"] == TOTAL, with_gil=True)
ordered = OrderedDict.fromkeys(range(20))
hammer("OrderedDict.move_to_end", lambda me, turn: ordered.move_to_end(turned(me, turn) % 20, last=turn % 2 == 0), lambda: sorted(ordered) == list(range(20)))
hammer("OrderedDict.popitem", lambda me, turn: (ordered.__setitem__((me, turn), 1), ordered.popitem(last=False)), lambda: len(ordered) == 20)


def ordered_heap():
    return all(heap[(place - 1) // 2] <= heap[place] for place in range(1, len(heap)))


heap = []
hammer("heappush", lambda me, turn: heapq.heappush(heap, turned(me, turn)), lambda: len(heap) == TOTAL and ordered_heap())
hammer("heapreplace", lambda me, turn: heapq.heapreplace(heap, turned(me, turn)), lambda: len(heap) == TOTAL and ordered_heap())
hammer("heappushpop", lambda me, turn: heapq.heappushpop(heap, turned(me, turn)), lambda: len(heap) == TOTAL and ordered_heap())
hammer("heapify", lambda me, turn: heapq.heapify(heap), lambda: len(heap) == TOTAL and ordered_heap())
taken = [[] for _ in range(THREADS)]
hammer("heappop", lambda me, turn: taken[me].append(heapq.heappop(heap)), lambda: not heap and all(own == sorted(own) for own in taken))
hammer("heappush of tuples", lambda me, turn: heapq.heappush(heap, (turned(me, turn), "x", me)), lambda: len(heap) == TOTAL and ordered_heap())
hammer("heappush of lists", lambda me, turn: heapq.heappush(lists["heap"], [turned(me, turn)]), lambda: len(lists["heap"]) == TOTAL, with_gil=True)
hits = []
hammer("insort", lambda me, turn: bisect.insort(hits, turned(me, turn)), lambda: len(hits) == TOTAL and hits == sorted(hits))
hammer("insort_left", lambda me, turn: bisect.insort_left(hits, turned(me, turn)), lambda: len(hits) == 2 * TOTAL and hits == sorted(hits))


@functools.lru_cache(maxsize=10)
def few(number):
    return -number


@functools.cache
def all_of_them(number):
    return -number


def used(function, number):
    if function(number) != -number:
        raise ValueError(number)


hammer("lru_cache(maxsize)", lambda me, turn: used(few, turned(me, turn) % 25), lambda: few.cache_info().currsize == 10 and few.cache_info().hits + few.cache_info().misses == TOTAL)
hammer("cache", lambda me, turn: used(all_of_them, turned(me, turn)), lambda: all_of_them.cache_info().hits + all_of_them.cache_info().misses == TOTAL)
text = io.StringIO()
hammer("StringIO.write", lambda me, turn: text.write("abc\n"), lambda: text.getvalue() == "abc\n" * TOTAL, with_gil=True)
data = io.BytesIO()
hammer("BytesIO.write", lambda me, turn: data.write(b"abc\n"), lambda: data.getvalue() == b"abc\n" * TOTAL, with_gil=True)
numbers = array.array("i")
hammer("array.append", lambda me, turn: numbers.append(me), lambda: len(numbers) == TOTAL and sorted(numbers) == sorted(list(range(THREADS)) * TIMES))
hammer("array.extend", lambda me, turn: numbers.extend([me, me]), lambda: len(numbers) == 3 * TOTAL)
hammer("array.insert, pop", lambda me, turn: (numbers.insert(turn, -1), numbers.pop()), lambda: len(numbers) == 3 * TOTAL)
hammer("array slices", lambda me, turn: numbers.__setitem__(slice(me, me + 4), array.array("i", [me] * 4)), lambda: len(numbers) == 3 * TOTAL)
packed = bytearray(16)
torn = set()
hammer("pack_into", lambda me, turn: struct.pack_into("<qq", packed, 0, me, me), lambda: len(set(struct.unpack("<qq", packed))) == 1)
hammer("unpack_from", lambda me, turn: (struct.pack_into("<qq", packed, 0, turn, turn), torn.update([len(set(struct.unpack_from("<qq", packed)))])), lambda: torn == {1})
view = memoryview(packed)
hammer("memoryview slices", lambda me, turn: view.__setitem__(slice(8), bytes([me] * 8)), lambda: len(set(view[:8])) == 1)
hammer("memoryview casts", lambda me, turn: view.cast("q").__setitem__(1, -me), lambda: view.cast("q")[1] in range(-THREADS, 1))
dice = random.Random(1)
thrown = []
hammer("random()", lambda me, turn: thrown.append(dice.random()), lambda: len(set(thrown)) == TOTAL)
hammer("reduce", lambda me, turn: functools.reduce(max, range(10)), lambda: True)
