"""C values and arrays in memory that processes share."""

import ctypes

import _ipc

from . import context
from .synchronize import RLock

__all__ = ["RawValue", "RawArray", "Value", "Array", "copy", "synchronized"]

typecode_to_type = {
    "c": ctypes.c_char, "u": ctypes.c_wchar, "b": ctypes.c_byte, "B": ctypes.c_ubyte, "h": ctypes.c_short,
    "H": ctypes.c_ushort, "i": ctypes.c_int, "I": ctypes.c_uint, "l": ctypes.c_long, "L": ctypes.c_ulong,
    "q": ctypes.c_longlong, "Q": ctypes.c_ulonglong, "f": ctypes.c_float, "d": ctypes.c_double,
}


def _type(typecode_or_type):
    kind = typecode_to_type.get(typecode_or_type, typecode_or_type)
    if not isinstance(kind, ctypes._CDataType):
        raise TypeError("this type has no size")
    return kind


def _new(kind, label):
    return kind.from_memory(_ipc.shared_create(kind._size, label), 0)


def RawValue(typecode_or_type, *args):
    """A C value in shared memory, without a lock."""
    kind = _type(typecode_or_type)
    obj = _new(kind, "Value")
    obj.__init__(*args)
    return obj


def RawArray(typecode_or_type, size_or_initializer):
    """A C array in shared memory, without a lock."""
    kind = _type(typecode_or_type)
    if isinstance(size_or_initializer, int):
        return _new(kind * size_or_initializer, "Array")
    obj = _new(kind * len(size_or_initializer), "Array")
    obj.__init__(*size_or_initializer)
    return obj


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A C value in shared memory; `lock` is True for a new RLock, False for none, or a lock."""
    return _locked(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """A C array in shared memory; `lock` is True for a new RLock, False for none, or a lock."""
    return _locked(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def _locked(obj, lock, ctx):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = None
    elif not hasattr(lock, "acquire"):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return synchronized(obj, lock, ctx)


def copy(obj):
    """A copy in shared memory."""
    new = _new(type(obj), "Value")
    new._memory.write(0, obj._memory.read(obj._offset, obj._size))
    return new


def synchronized(obj, lock=None, ctx=None):
    """Guards an object of shared memory with a lock."""
    assert not isinstance(obj, SynchronizedBase), "object already synchronized"
    if isinstance(obj, ctypes._SimpleCData):
        return Synchronized(obj, lock, ctx)
    if isinstance(obj, ctypes.Array):
        if obj._type_ is ctypes.c_char:
            return SynchronizedString(obj, lock, ctx)
        return SynchronizedArray(obj, lock, ctx)
    return _structure_class(type(obj))(obj, lock, ctx)


class SynchronizedBase:
    """An object of shared memory and the lock that guards each access to it."""

    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        kind = "Array" if isinstance(obj, ctypes.Array) else "Value"
        self._lock = lock or RLock(ctx=ctx, label=kind + ".get_lock()")
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __reduce__(self):
        context.assert_spawning(self)
        return synchronized, (self._obj, self._lock)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def get_obj(self):
        """The object without its guard."""
        return self._obj

    def get_lock(self):
        """The lock."""
        return self._lock

    def __repr__(self):
        return "<%s wrapper for %s>" % (type(self).__name__, self._obj)


class Synchronized(SynchronizedBase):
    """One value."""

    @property
    def value(self):
        """The value, read while the lock is held."""
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value


class SynchronizedArray(SynchronizedBase):
    """An array."""

    def __len__(self):
        return len(self._obj)

    def __getitem__(self, index):
        with self._lock:
            return self._obj[index]

    def __setitem__(self, index, value):
        with self._lock:
            self._obj[index] = value


class SynchronizedString(SynchronizedArray):
    """An array of chars."""

    @property
    def value(self):
        """The bytes before the first NUL."""
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

    @property
    def raw(self):
        """All bytes."""
        with self._lock:
            return self._obj.raw

    @raw.setter
    def raw(self, value):
        with self._lock:
            self._obj.raw = value


_structure_classes = {}


def _structure_class(kind):
    if kind not in _structure_classes:
        names = {name: _guarded(name) for name, _ in kind._fields_}
        _structure_classes[kind] = type("Synchronized" + kind.__name__, (SynchronizedBase,), names)
    return _structure_classes[kind]


def _guarded(name):
    def get(self):
        with self._lock:
            return getattr(self._obj, name)

    def set(self, value):
        with self._lock:
            setattr(self._obj, name, value)

    return property(get, set)
