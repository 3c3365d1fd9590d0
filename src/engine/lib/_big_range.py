"""Ranges with bounds beyond 64 bits (Objects/rangeobject.c: there, too, they go another way than small ones)."""

from builtins import range as _range
from operator import index as _index


class range:
    """As the builtin, whose class it says it is."""

    __slots__ = ("start", "stop", "step", "_length")

    def __init__(self, start, stop, step):
        if step == 0:
            raise ValueError("range() arg 3 must not be zero")
        _put(self, "start", start)
        _put(self, "stop", stop)
        _put(self, "step", step)
        _put(self, "_length", max(0, -((start - stop) // step)))

    @property
    def __class__(self):
        return _range

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute" if name in ("start", "stop", "step") else
                             f"'range' object has no attribute '{name}'")

    def __len__(self):
        if self._length > 0x7FFF_FFFF_FFFF_FFFF:
            raise OverflowError("Python int too large to convert to C ssize_t")
        return self._length

    def __bool__(self):
        return self._length > 0

    def __iter__(self):
        return _numbers(self.start, self.step, self._length)

    def __reversed__(self):
        return _numbers(self.start + (self._length - 1) * self.step, -self.step, self._length)

    def _at(self, place):
        if place < 0:
            place += self._length
        if not 0 <= place < self._length:
            raise IndexError("range object index out of range")
        return self.start + place * self.step

    def __getitem__(self, key):
        if not isinstance(key, slice):
            try:
                place = _index(key)
            except TypeError:
                kind = type(key).__name__
                raise TypeError(f"range indices must be integers or slices, not {kind}") from None
            return self._at(place)
        step = 1 if key.step is None else _index(key.step)
        if step == 0:
            raise ValueError("slice step cannot be zero")
        lowest, highest = (0, self._length) if step > 0 else (-1, self._length - 1)

        def fitted(bound, otherwise):
            if bound is None:
                return otherwise
            bound = _index(bound)
            if bound < 0:
                bound += self._length
            return min(max(bound, lowest), highest)

        first = fitted(key.start, lowest if step > 0 else highest)
        last = fitted(key.stop, highest if step > 0 else lowest)
        return _range(self.start + first * self.step, self.start + last * self.step, self.step * step)

    def _place(self, value):
        if type(value) is int or type(value) is bool:
            place, rest = divmod(value - self.start, self.step)
            return place if rest == 0 and 0 <= place < self._length else None
        for place, number in enumerate(self):
            if number == value:
                return place
        return None

    def __contains__(self, value):
        return self._place(value) is not None

    def count(self, value):
        """How often it has the value."""
        return int(value in self)

    def index(self, value):
        """Where it has the value."""
        place = self._place(value)
        if place is None:
            raise ValueError(f"{value!r} is not in range")
        return place

    def _shown(self):
        length = self._length
        return (length, self.start if length else None, self.step if length > 1 else None)

    def __eq__(self, other):
        if not isinstance(other, _range):
            return NotImplemented
        if type(other) is _range:
            length = len(other)
            return self._shown() == (length, other.start if length else None, other.step if length > 1 else None)
        return self._shown() == other._shown()

    def __hash__(self):
        return hash(self._shown())

    def __repr__(self):
        step = "" if self.step == 1 else f", {self.step}"
        return f"range({self.start}, {self.stop}{step})"

    def __reduce__(self):
        return _range, (self.start, self.stop, self.step)


_put = object.__setattr__


class range_iterator:
    """Numbers of a range, one after the other."""

    __slots__ = ("_next", "_step", "_left")

    def __init__(self, first, step, left):
        self._next, self._step, self._left = first, step, left

    def __iter__(self):
        return self

    def __next__(self):
        if self._left <= 0:
            raise StopIteration
        number = self._next
        self._next, self._left = number + self._step, self._left - 1
        return number

    def __length_hint__(self):
        return self._left


range_iterator.__name__ = range_iterator.__qualname__ = "longrange_iterator"
_numbers = range_iterator
range.__module__ = range_iterator.__module__ = "builtins"
