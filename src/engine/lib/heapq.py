"""Heaps in lists: `heap[k] <= heap[2k+1]` and `heap[k] <= heap[2k+2]`."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def heappush(heap, item):
    """Adds an item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Takes the smallest item."""
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _sink(heap, 0)
        return first
    return last


def heapreplace(heap, item):
    """Takes the smallest item and adds another."""
    first = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return first


def heappushpop(heap, item):
    """Adds an item and takes the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Makes a heap of a list."""
    for place in reversed(range(len(x) // 2)):
        _sink(x, place)


def _rise(heap, top, place):
    # An item that may be too low moves up.
    item = heap[place]
    while place > top:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _sink(heap, place):
    # An item moves down to a leaf, smaller children up, then back up to where it belongs: fewer comparisons than
    # stopping on the way (Knuth, The Art of Computer Programming 3, exercise 5.2.3-18).
    end = len(heap)
    top = place
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    _rise(heap, top, place)


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables, sorted."""
    heap = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            heap.append(_Entry(item if key is None else key(item), number, item, iterator, reverse))
            break
    heapify(heap)
    while heap:
        entry = heap[0]
        yield entry.item
        for item in entry.iterator:
            heapreplace(heap, _Entry(item if key is None else key(item), entry.number, item, entry.iterator, reverse))
            break
        else:
            heappop(heap)


class _Entry:
    __slots__ = ("key", "number", "item", "iterator", "reverse")

    def __init__(self, key, number, item, iterator, reverse):
        self.key = key
        self.number = number
        self.item = item
        self.iterator = iterator
        self.reverse = reverse

    def __lt__(self, other):
        before = other.key < self.key if self.reverse else self.key < other.key
        if before:
            return True
        after = self.key < other.key if self.reverse else other.key < self.key
        return not after and self.number < other.number


def nsmallest(n, iterable, key=None):
    """The `n` smallest items."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The `n` largest items."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
