"""Iterators: the `itertools` module as CPython 3.11 documents it."""

_MISSING = object()


class count:
    """start, start + step, start + 2 * step, …"""

    def __init__(self, start=0, step=1):
        if not hasattr(start, "__add__") or isinstance(start, (str, bytes, list, tuple)):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if self._step == 1 and type(self._step) is int:
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


class cycle:
    """The items over and over."""

    def __init__(self, iterable, /):
        self._iterator = iter(iterable)
        self._saved = []
        self._index = None

    def __iter__(self):
        return self

    def __next__(self):
        if self._index is None:
            for item in self._iterator:
                self._saved.append(item)
                return item
            self._index = 0
        if not self._saved:
            raise StopIteration
        if self._index == len(self._saved):
            self._index = 0
        item = self._saved[self._index]
        self._index += 1
        return item


class repeat:
    """An object, forever or `times` times."""

    def __init__(self, object, times=None):
        self._object = object
        self._times = times if times is None or times > 0 else 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._times is not None:
            if self._times == 0:
                raise StopIteration
            self._times -= 1
        return self._object

    def __length_hint__(self):
        if self._times is None:
            raise TypeError("len() of unsized object")
        return self._times

    def __repr__(self):
        if self._times is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._times})"


class _Lazy:
    # An iterator whose class has the function's name, around a generator.

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


class accumulate(_Lazy):
    """Running totals, or running results of a function."""

    def __init__(self, iterable, func=None, *, initial=None):
        self._items = self._run(iter(iterable), func, initial)

    @staticmethod
    def _run(iterator, func, total):
        if total is None:
            for total in iterator:
                break
            else:
                return
        yield total
        for item in iterator:
            total = total + item if func is None else func(total, item)
            yield total


class chain(_Lazy):
    """The items of one iterable after the other."""

    def __init__(self, *iterables):
        self._items = self._run(iterables)

    @staticmethod
    def _run(iterables):
        for iterable in iterables:
            yield from iterable

    @classmethod
    def from_iterable(cls, iterable, /):
        """The same, the iterables from an iterable."""
        self = cls()
        self._items = cls._run(iterable)
        return self


class compress(_Lazy):
    """Those items whose selector is true."""

    def __init__(self, data, selectors):
        self._items = (item for item, selected in zip(data, selectors) if selected)


class dropwhile(_Lazy):
    """The items from the first one on for which the predicate fails."""

    def __init__(self, predicate, iterable, /):
        self._items = self._run(predicate, iter(iterable))

    @staticmethod
    def _run(predicate, iterator):
        for item in iterator:
            if not predicate(item):
                yield item
                break
        yield from iterator


class takewhile(_Lazy):
    """The items before the first one for which the predicate fails."""

    def __init__(self, predicate, iterable, /):
        self._items = self._run(predicate, iter(iterable))

    @staticmethod
    def _run(predicate, iterator):
        for item in iterator:
            if not predicate(item):
                return
            yield item


class filterfalse(_Lazy):
    """The items for which the predicate fails."""

    def __init__(self, predicate, iterable, /):
        if predicate is None:
            self._items = (item for item in iterable if not item)
        else:
            self._items = (item for item in iterable if not predicate(item))


class starmap(_Lazy):
    """`function(*item)` for each item."""

    def __init__(self, function, iterable, /):
        self._items = (function(*item) for item in iterable)


class islice(_Lazy):
    """A slice of an iterable."""

    def __init__(self, iterable, *bounds):
        if not 1 <= len(bounds) <= 3:
            raise TypeError(f"islice expected {'at least 2' if not bounds else 'at most 4'} arguments, got {len(bounds) + 1}")
        bounds = slice(*bounds)
        start = 0 if bounds.start is None else bounds.start
        step = 1 if bounds.step is None else bounds.step
        stop = bounds.stop
        if stop is not None and (not isinstance(stop, int) or stop < 0):
            if bounds.start is None and bounds.step is None:
                raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not isinstance(start, int) or start < 0:
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not isinstance(step, int) or step < 1:
            raise ValueError("Step for islice() must be a positive integer or None.")
        self._items = self._run(iter(iterable), start, stop, step)

    @staticmethod
    def _run(iterator, start, stop, step):
        # Never takes more from the iterator than it must.
        position = 0
        wanted = start
        while stop is None or wanted < stop:
            while position < wanted:
                if next(iterator, _MISSING) is _MISSING:
                    return
                position += 1
            item = next(iterator, _MISSING)
            if item is _MISSING:
                return
            position += 1
            yield item
            wanted += step
        while stop is not None and position < stop:
            if next(iterator, _MISSING) is _MISSING:
                return
            position += 1


class pairwise(_Lazy):
    """Each item with the one after it."""

    def __init__(self, iterable, /):
        self._items = self._run(iter(iterable))

    @staticmethod
    def _run(iterator):
        for last in iterator:
            break
        else:
            return
        for item in iterator:
            yield last, item
            last = item


class zip_longest(_Lazy):
    """`zip` that goes on until the longest ends."""

    def __init__(self, *iterables, fillvalue=None):
        self._items = self._run([iter(iterable) for iterable in iterables], fillvalue)

    @staticmethod
    def _run(iterators, fill):
        active = len(iterators)
        while active:
            row = []
            for place, iterator in enumerate(iterators):
                item = fill
                if iterator is not None:
                    item = next(iterator, _MISSING)
                    if item is _MISSING:
                        item = fill
                        iterators[place] = None
                        active -= 1
                        if not active:
                            return
                row.append(item)
            yield tuple(row)


class product(_Lazy):
    """All combinations of one item of each iterable."""

    def __init__(self, *iterables, repeat=1):
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._items = self._run([tuple(pool) for pool in iterables] * repeat)

    @staticmethod
    def _run(pools):
        if not all(pools):
            return
        places = [0] * len(pools)
        row = [pool[0] for pool in pools]
        while True:
            yield tuple(row)
            place = len(pools) - 1
            while place >= 0:
                places[place] += 1
                if places[place] < len(pools[place]):
                    row[place] = pools[place][places[place]]
                    break
                places[place] = 0
                row[place] = pools[place][0]
                place -= 1
            else:
                return


class permutations(_Lazy):
    """All arrangements of `r` items."""

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        if r is None:
            r = len(pool)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._items = self._run(pool, r)

    @staticmethod
    def _run(pool, r):
        size = len(pool)
        if r > size:
            return
        order = list(range(size))
        turns = list(range(size, size - r, -1))
        yield tuple([pool[i] for i in order[:r]])
        while True:
            for place in range(r - 1, -1, -1):
                turns[place] -= 1
                if turns[place] == 0:
                    order[place:] = order[place + 1:] + order[place:place + 1]
                    turns[place] = size - place
                else:
                    other = size - turns[place]
                    order[place], order[other] = order[other], order[place]
                    yield tuple([pool[i] for i in order[:r]])
                    break
            else:
                return


class combinations(_Lazy):
    """All choices of `r` items, in order."""

    def __init__(self, iterable, r):
        if r < 0:
            raise ValueError("r must be non-negative")
        self._items = self._run(tuple(iterable), r)

    @staticmethod
    def _run(pool, r):
        size = len(pool)
        if r > size:
            return
        chosen = list(range(r))
        while True:
            yield tuple([pool[i] for i in chosen])
            place = r - 1
            while place >= 0 and chosen[place] == place + size - r:
                place -= 1
            if place < 0:
                return
            chosen[place] += 1
            for after in range(place + 1, r):
                chosen[after] = chosen[after - 1] + 1


class combinations_with_replacement(_Lazy):
    """All choices of `r` items, in order, where an item may be chosen again."""

    def __init__(self, iterable, r):
        if r < 0:
            raise ValueError("r must be non-negative")
        self._items = self._run(tuple(iterable), r)

    @staticmethod
    def _run(pool, r):
        size = len(pool)
        if not size and r:
            return
        chosen = [0] * r
        while True:
            yield tuple([pool[i] for i in chosen])
            place = r - 1
            while place >= 0 and chosen[place] == size - 1:
                place -= 1
            if place < 0:
                return
            chosen[place:] = [chosen[place] + 1] * (r - place)


class groupby:
    """Runs of items with the same key."""

    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._function = key
        self._fresh = False
        self._run = None

    def __iter__(self):
        return self

    def _advance(self):
        item = next(self._iterator, _MISSING)
        if item is _MISSING:
            self._fresh = False
            return False
        self._item = item
        self._key = item if self._function is None else self._function(item)
        self._fresh = True
        return True

    def __next__(self):
        # What is left of the run before is passed over.
        if self._run is None:
            if not self._advance():
                raise StopIteration
        else:
            last = self._last
            while self._fresh is False or self._key == last:
                if not self._advance():
                    raise StopIteration
        self._last = self._key
        self._run = object()
        return self._key, self._group(self._run, self._key)

    def _group(self, run, key):
        while self._run is run:
            if not self._fresh and not self._advance():
                return
            if not self._key == key:
                return
            self._fresh = False
            yield self._item


def tee(iterable, n=2, /):
    """`n` independent iterators."""
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    # A chain of [item, next link], shared; whoever comes to its end draws the next item.
    iterator = iter(iterable)
    if isinstance(iterator, _tee):
        first = iterator
    else:
        first = _tee(iterator, [])
    return (first, *[_tee(first._iterator, first._link) for _ in range(n - 1)])


class _tee:
    def __init__(self, iterator, link):
        self._iterator = iterator
        self._link = link

    def __iter__(self):
        return self

    def __copy__(self):
        return _tee(self._iterator, self._link)

    def __next__(self):
        link = self._link
        if not link:
            item = next(self._iterator)
            if not link:
                link.extend((item, []))
        self._link = link[1]
        return link[0]
