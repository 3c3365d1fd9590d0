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


from collections import deque

items = []
hammer("list.append", lambda me, turn: items.append(turn), lambda: len(items) == TOTAL)
hammer("list.pop", lambda me, turn: items.pop(), lambda: not items)
hammer("list.insert", lambda me, turn: items.insert(0, (me, turn)), lambda: len(set(items)) == TOTAL)
hammer("list.remove", lambda me, turn: items.remove((me, turn)), lambda: not items)
hammer("list.extend", lambda me, turn: items.extend([me, me]), lambda: items[::2] == items[1::2] and len(items) == 2 * TOTAL)
hammer("list.reverse", lambda me, turn: items.reverse(), lambda: items[::2] == items[1::2])
hammer("list.sort", lambda me, turn: items.sort(), lambda: items == sorted(items), with_gil=True)
items[:] = [0, 0]
hammer("list[:] =", lambda me, turn: items.__setitem__(slice(None), [me] * 10), lambda: len(set(items)) == 1 and len(items) == 10)
seen = []
hammer("list[:]", lambda me, turn: (items.__setitem__(slice(None), [me] * 10), seen.append(len(set(items[:])))), lambda: set(seen) == {1})

numbers = {}
hammer("dict[key] =", lambda me, turn: numbers.__setitem__((me, turn), 1), lambda: len(numbers) == TOTAL)
taken = []
hammer("dict.pop", lambda me, turn: taken.append(numbers.pop((me, turn))), lambda: not numbers and len(taken) == TOTAL)
won = []
hammer("dict.setdefault", lambda me, turn: won.append(numbers.setdefault(turn, me) == me), lambda: sum(won) == TIMES)
hammer("dict.update", lambda me, turn: numbers.update({(me, turn): 1}, key=turn), lambda: len(numbers) == TIMES + TOTAL + 1)
taken = []
hammer("dict.popitem", lambda me, turn: taken.append(numbers.popitem()), lambda: len(dict(taken)) == TOTAL)
numbers = dict.fromkeys(range(100))
hammer("list(dict)", lambda me, turn: (numbers.__setitem__(me, turn), list(numbers.items())), lambda: len(numbers) == 100)

letters = set()
hammer("set.add", lambda me, turn: letters.add((me, turn)), lambda: len(letters) == TOTAL)
hammer("set.discard", lambda me, turn: letters.discard((me, turn)), lambda: not letters)
hammer("set.update", lambda me, turn: letters.update([(me, turn), turn]), lambda: len(letters) == TOTAL + TIMES)
hammer("set.difference_update", lambda me, turn: letters.difference_update([(me, turn)]), lambda: len(letters) == TIMES)
hammer("set |= set", lambda me, turn: letters.__ior__({(me, turn)}), lambda: len(letters) == TOTAL + TIMES)
taken = []
hammer("set.pop", lambda me, turn: taken.append(letters.pop()), lambda: len(set(taken)) == TOTAL and len(letters) == TIMES)
hammer("set operators", lambda me, turn: (letters | letters, letters & letters, letters - letters, letters ^ letters), lambda: len(letters) == TIMES)

ends = deque()
hammer("deque.append", lambda me, turn: ends.append((me, turn)), lambda: len(set(ends)) == TOTAL)
hammer("deque.rotate", lambda me, turn: ends.rotate(3), lambda: len(set(ends)) == TOTAL)
taken = []
hammer("deque.popleft", lambda me, turn: taken.append(ends.popleft()), lambda: len(set(taken)) == TOTAL and not ends)
hammer("deque.extendleft", lambda me, turn: ends.extendleft("ab"), lambda: "".join(ends) == "ba" * TOTAL)
few = deque(maxlen=3)
hammer("deque(maxlen)", lambda me, turn: few.append(turn), lambda: len(few) == 3)

buffer = bytearray()
hammer("bytearray +=", lambda me, turn: buffer.extend(b"ab"), lambda: bytes(buffer) == b"ab" * TOTAL)
