"""The collector of cycles. Objects are freed when the last reference goes; cycles stay until the process ends."""

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38
garbage = []
callbacks = []
_enabled = True
_threshold = (700, 10, 10)


def collect(generation=2):
    """Nothing to do."""
    return 0


def enable():
    """Remembered."""
    global _enabled
    _enabled = True


def disable():
    """Remembered."""
    global _enabled
    _enabled = False


def isenabled():
    """Whether it is enabled."""
    return _enabled


def get_threshold():
    """The thresholds."""
    return _threshold


def set_threshold(*values):
    """Remembered."""
    global _threshold
    _threshold = (values + _threshold[len(values):])[:3]


def get_count():
    """Nothing is waiting."""
    return (0, 0, 0)


def get_stats():
    """Nothing was collected."""
    return [{"collections": 0, "collected": 0, "uncollectable": 0} for _ in range(3)]


def freeze():
    """Nothing to do."""


def unfreeze():
    """Nothing to do."""


def get_objects(generation=None):
    """Objects are not listed."""
    return []


def is_tracked(obj):
    """Whether it is a container."""
    return not isinstance(obj, (int, float, str, bytes, bool, type(None)))
