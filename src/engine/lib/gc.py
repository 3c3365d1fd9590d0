"""The collector of cycles. Objects are freed when the last reference goes; what refers to itself is found by the machine
from time to time, when there are three times as many containers as were left the last time."""

from _gc import _collect, _is_library, _set_least, get_count, get_objects, get_referents, get_stats, is_tracked

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38
garbage = []
callbacks = []
_enabled = True
_threshold = (700, 10, 10)


def collect(generation=2):
    """Frees what only refers to itself; returns how many objects could not be reached."""
    if not isinstance(generation, int):
        raise TypeError(f"'{type(generation).__name__}' object cannot be interpreted as an integer")
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    for callback in callbacks:
        callback("start", {"generation": generation, "collected": 0, "uncollectable": 0})
    count = _collect()
    for callback in callbacks:
        callback("stop", {"generation": generation, "collected": count, "uncollectable": 0})
    return count


def _apply():
    # A threshold of CPython's counts new objects of its youngest generation; ours, what a whole collection is worth.
    _set_least(_threshold[0] * 70 if _enabled else 0)


def enable():
    """Collections come by themselves."""
    global _enabled
    _enabled = True
    _apply()


def disable():
    """No collection comes by itself."""
    global _enabled
    _enabled = False
    _apply()


def isenabled():
    """Whether collections come by themselves."""
    return _enabled


def get_threshold():
    """What `set_threshold` has set."""
    return _threshold


def set_threshold(threshold0, *others):
    """The first number says after how many new containers a collection comes; 0: none comes."""
    global _threshold
    if len(others) > 2:
        raise TypeError(f"set_threshold() takes at most 3 arguments ({len(others) + 1} given)")
    _threshold = ((threshold0, *others) + _threshold[len(others) + 1:])[:3]
    _apply()


def get_referrers(*objs):
    """The containers that refer to any of the objects."""
    wanted = [id(obj) for obj in objs]
    return [each for each in get_objects() if any([id(child) in wanted for child in get_referents(each)])]


def is_finalized(obj, /):
    """Whether its finalizer has run."""
    from _gc import _is_finalized
    return _is_finalized(obj)


def get_debug():
    """No debugging."""
    return 0


def set_debug(flags, /):
    """There is nothing to debug."""


def freeze():
    """Nothing is frozen."""


def unfreeze():
    """Nothing is frozen."""


def get_freeze_count():
    """Nothing is frozen."""
    return 0
