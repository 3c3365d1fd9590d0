"""Locks, semaphores and what is built of them, between processes."""

import threading

import _ipc

from . import context, process

__all__ = ["Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event"]

SEM_VALUE_MAX = 2147483647


class SemLock(_ipc.Handle):
    """A semaphore of the driver, and what this process knows about who holds it: `acquire`, `release` and `with` are native."""

    def __new__(cls, value, maxvalue, *, ctx=None, label=None):
        return _hold(cls, _ipc.sem_create(value, maxvalue, label or cls.__name__), maxvalue)

    def __reduce__(self):
        context.assert_spawning(self)
        return _hold, (type(self), _ipc.Handle(self), self._maxvalue)

    def _get_value(self):
        return _ipc.sem_value(self)

    def _owner_name(self):
        if self.is_mine():
            name = process.current_process().name
            if threading.current_thread().name != "MainThread":
                name += "|" + threading.current_thread().name
            return name
        if self._get_value() == 1:
            return "None"
        if self.held() > 0:
            return "SomeOtherThread"
        return "SomeOtherProcess"


def _hold(cls, handle, maxvalue):
    self = _ipc.Handle.__new__(cls, handle)
    self._maxvalue = maxvalue
    return self


class Semaphore(SemLock):
    """A counter that `acquire` decrements, waiting while it is zero, and `release` increments."""

    def __new__(cls, value=1, *, ctx=None):
        return SemLock.__new__(cls, value, SEM_VALUE_MAX)

    def get_value(self):
        """The value now."""
        return self._get_value()

    def __repr__(self):
        return "<%s(value=%s)>" % (self.__class__.__name__, self._get_value())


class BoundedSemaphore(Semaphore):
    """A semaphore that must not be released more often than it was acquired."""

    def __new__(cls, value=1, *, ctx=None):
        return SemLock.__new__(cls, value, value)

    def __repr__(self):
        return "<%s(value=%s, maxvalue=%s)>" % (self.__class__.__name__, self._get_value(), self._maxvalue)


class Lock(SemLock):
    """A lock that any thread of any process may release."""

    def __new__(cls, *, ctx=None, label=None):
        return SemLock.__new__(cls, 1, 1, label=label)

    def __repr__(self):
        return "<%s(owner=%s)>" % (self.__class__.__name__, self._owner_name())


class RLock(SemLock):
    """A lock that its owner may take again; it is free after as many releases."""

    acquire = __enter__ = _ipc.Handle.acquire_again
    release = _ipc.Handle.release_again
    __exit__ = _ipc.Handle.exit_again

    def __new__(cls, *, ctx=None, label=None):
        return SemLock.__new__(cls, 1, 1, label=label)

    def __repr__(self):
        name = self._owner_name()
        if self.is_mine():
            count = self.held()
        else:
            count = 0 if name == "None" else "nonzero"
        return "<%s(%s, %s)>" % (self.__class__.__name__, name, count)


def _semaphore(label):
    return SemLock(0, SEM_VALUE_MAX, label=label)


class Condition:
    """Lets processes wait until another one notifies them.

    Two semaphores count those that sleep and those that woke again; a third one is what they sleep on. A notifier waits
    until those it woke have said so, else a later waiter might take their place."""

    def __init__(self, lock=None, *, ctx=None, label="Condition.wait()"):
        self._lock = lock or RLock(ctx=ctx, label="Condition")
        self._sleeping_count = _semaphore("_Condition")
        self._woken_count = _semaphore("_Condition")
        self._wait_semaphore = _semaphore(label)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore)

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        waiters = self._sleeping_count._get_value() - self._woken_count._get_value()
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._lock, waiters)

    def wait(self, timeout=None):
        """Releases the lock, waits for a notification, takes the lock again. False if the time was over first."""
        assert self._lock.is_mine(), "must acquire() condition before using wait()"
        self._sleeping_count.release()
        levels = self._lock.held()
        for _ in range(levels):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(levels):
                self._lock.acquire()

    def notify(self, n=1):
        """Wakes up to `n` waiting processes."""
        assert self._lock.is_mine(), "lock is not owned"
        assert not self._wait_semaphore.acquire(False), (
            "notify: Should not have been able to acquire _wait_semaphore"
        )
        # Those whose time was over left without being woken.
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        woken = 0
        while woken < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            woken += 1
        for _ in range(woken):
            self._woken_count.acquire()
        if woken:
            # Someone whose time was over at this moment did not take what was meant for it.
            while self._wait_semaphore.acquire(False):
                pass

    def notify_all(self):
        """Wakes all waiting processes."""
        self.notify(SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Waits until `predicate()` is true; returns its last result."""
        from time import monotonic
        deadline = None if timeout is None else monotonic() + timeout
        result = predicate()
        while not result:
            remaining = None
            if deadline is not None:
                remaining = deadline - monotonic()
                if remaining <= 0:
                    break
            self.wait(remaining)
            result = predicate()
        return result


class Event:
    """A flag that processes wait for."""

    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock(ctx=ctx, label="_Event"), ctx=ctx, label="Event.wait()")
        self._flag = _semaphore("_Event")

    def __getstate__(self):
        context.assert_spawning(self)
        return self.__dict__

    def __setstate__(self, state):
        self.__dict__.update(state)

    def __repr__(self):
        status = "set" if self.is_set() else "unset"
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"

    def is_set(self):
        """Whether the flag is up."""
        with self._cond:
            return self._flag._get_value() > 0

    def set(self):
        """Raises the flag; all waiting processes go on."""
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        """Lowers the flag."""
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        """Waits until the flag is up; returns whether it is."""
        with self._cond:
            if self._flag._get_value() == 0:
                self._cond.wait(timeout)
            return self._flag._get_value() > 0


class Barrier(threading.Barrier):
    """A barrier whose state and count lie in shared memory."""

    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        from .sharedctypes import RawArray
        self._shared = RawArray("i", 2)
        threading.Barrier.__init__(self, parties, action, timeout)
        self._cond = Condition(ctx=ctx, label="Barrier.wait()")

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._parties, self._action, self._timeout, self._cond, self._shared)

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._shared = state

    @property
    def _state(self):
        return self._shared[0]

    @_state.setter
    def _state(self, value):
        self._shared[0] = value

    @property
    def _count(self):
        return self._shared[1]

    @_count.setter
    def _count(self, value):
        self._shared[1] = value
