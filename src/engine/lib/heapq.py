"""Heaps in lists: `heap[k] <= heap[2k+1]` and `heap[k] <= heap[2k+2]`."""

from _heapq import heapify, heappop, heappush, heappushpop, heapreplace

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables, sorted."""
    heap = []
    steps = []
    current = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        steps.append(iterator)
        current.append(None)
        for item in iterator:
            current[number] = item
            value = item if key is None else key(item)
            heap.append(_Reverse(value, number) if reverse else (value, number))
            break
    heapify(heap)
    while len(heap) > 1:
        number = heap[0][1]
        yield current[number]
        for item in steps[number]:
            current[number] = item
            value = item if key is None else key(item)
            heapreplace(heap, _Reverse(value, number) if reverse else (value, number))
            break
        else:
            heappop(heap)
    if heap:
        number = heap[0][1]
        yield current[number]
        yield from steps[number]


class _Reverse(tuple):
    # A value and the number of its iterable: the greater value first, and of equal ones that of the first iterable.

    def __new__(cls, value, number):
        return tuple.__new__(cls, (value, number))

    def __lt__(self, other):
        return other[0] < self[0] or self[0] == other[0] and self[1] < other[1]


def nsmallest(n, iterable, key=None):
    """The `n` smallest items."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The `n` largest items."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
