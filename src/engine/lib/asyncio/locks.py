"""Locks for tasks: as those of `threading`, but their methods that wait are coroutines."""

import collections
import enum

from .exceptions import BrokenBarrierError, CancelledError
from .mixins import _LoopBound

__all__ = ("Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "Semaphore")


class _AsContext:
    async def __aenter__(self):
        await self.acquire()
        # There is nothing to say about a lock that is held.
        return None

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class _Waiters(_LoopBound):
    """Tasks that wait, in order of arrival."""

    def __init__(self):
        self._waiters = None

    def _queue(self):
        if self._waiters is None:
            self._waiters = collections.deque()
        return self._waiters

    async def _wait_in_row(self, waiter):
        """Waits behind those that are here until somebody wakes it."""
        self._queue().append(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)

    def _repr(self, state):
        waiting = f", waiters:{len(self._waiters)}" if self._waiters else ""
        return f"<{object.__repr__(self)[1:-1]} [{state}{waiting}]>"


class Lock(_AsContext, _Waiters):
    """A lock that one task holds at a time."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def __repr__(self):
        return self._repr("locked" if self._locked else "unlocked")

    def locked(self):
        """Whether it is held."""
        return self._locked

    async def acquire(self):
        """Waits until it is free, and takes it."""
        if not self._locked and all(waiter.cancelled() for waiter in self._waiters or ()):
            self._locked = True
            return True
        try:
            await self._wait_in_row(self._get_loop().create_future())
        except CancelledError:
            if not self._locked:
                self._wake_first()
            raise
        self._locked = True
        return True

    def release(self):
        """Gives it back; the first who waits gets it."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()

    def _wake_first(self):
        waiter = self._waiters[0] if self._waiters else None
        if waiter is not None and not waiter.done():
            waiter.set_result(True)


class Event(_Waiters):
    """A flag that tasks wait for."""

    def __init__(self):
        super().__init__()
        self._value = False

    def __repr__(self):
        return self._repr("set" if self._value else "unset")

    def is_set(self):
        """Whether it is set."""
        return self._value

    def set(self):
        """Sets it, and wakes all who wait."""
        if not self._value:
            self._value = True
            for waiter in self._waiters or ():
                if not waiter.done():
                    waiter.set_result(True)

    def clear(self):
        """Takes it back."""
        self._value = False

    async def wait(self):
        """Waits until it is set."""
        if self._value:
            return True
        await self._wait_in_row(self._get_loop().create_future())
        return True


class Condition(_AsContext, _Waiters):
    """Tasks wait until others say that something has changed."""

    def __init__(self, lock=None):
        super().__init__()
        self._lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = self._lock.locked, self._lock.acquire, self._lock.release

    def __repr__(self):
        return self._repr("locked" if self.locked() else "unlocked")

    async def wait(self):
        """Gives the lock back, waits to be told, and takes the lock again."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            await self._wait_in_row(self._get_loop().create_future())
            return True
        finally:
            # The lock is taken again whatever happens meanwhile.
            interrupted = None
            while True:
                try:
                    await self.acquire()
                    break
                except CancelledError as error:
                    interrupted = error
            if interrupted is not None:
                try:
                    raise interrupted
                finally:
                    interrupted = None

    async def wait_for(self, predicate):
        """Waits until the predicate holds; what it gives then."""
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes so many who wait."""
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        for waiter in self._waiters or ():
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter.set_result(False)

    def notify_all(self):
        """Wakes all who wait."""
        self.notify(len(self._waiters or ()))


class Semaphore(_AsContext, _Waiters):
    """So many tasks may hold it at a time."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        super().__init__()
        self._value = value

    def __repr__(self):
        return self._repr("locked" if self.locked() else f"unlocked, value:{self._value}")

    def locked(self):
        """Whether it cannot be taken at once."""
        return self._value == 0 or any(not waiter.cancelled() for waiter in self._waiters or ())

    async def acquire(self):
        """Waits until it can be taken, and takes it."""
        if not self.locked():
            self._value -= 1
            return True
        waiter = self._get_loop().create_future()
        try:
            await self._wait_in_row(waiter)
        except CancelledError:
            if not waiter.cancelled():
                # It had been given already.
                self._value += 1
                self._wake_next()
            raise
        if self._value > 0:
            self._wake_next()
        return True

    def release(self):
        """Gives it back; the first who waits gets it."""
        self._value += 1
        self._wake_next()

    def _wake_next(self):
        for waiter in self._waiters or ():
            if not waiter.done():
                self._value -= 1
                waiter.set_result(True)
                return


class BoundedSemaphore(Semaphore):
    """A semaphore that is not given back more often than taken."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        """Gives it back."""
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class _State(enum.Enum):
    FILLING = "filling"
    DRAINING = "draining"
    RESETTING = "resetting"
    BROKEN = "broken"


class Barrier(_LoopBound):
    """So many tasks wait for one another."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._condition = Condition()
        self._parties = parties
        self._state = _State.FILLING
        self._count = 0

    def __repr__(self):
        state = self._state.value
        if not self.broken:
            state += f", waiters:{self.n_waiting}/{self.parties}"
        return f"<{object.__repr__(self)[1:-1]} [{state}]>"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def wait(self):
        """Waits until all are here; a number that is different for each, from 0 on."""
        async with self._condition:
            # Those of the round before must have left.
            await self._condition.wait_for(lambda: self._state not in (_State.DRAINING, _State.RESETTING))
            if self._state is _State.BROKEN:
                raise BrokenBarrierError("Barrier aborted")
            try:
                number = self._count
                self._count += 1
                if number + 1 == self._parties:
                    self._state = _State.DRAINING
                    self._condition.notify_all()
                else:
                    await self._condition.wait_for(lambda: self._state is not _State.FILLING)
                    if self._state in (_State.BROKEN, _State.RESETTING):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return number
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (_State.RESETTING, _State.DRAINING):
                    self._state = _State.FILLING
                self._condition.notify_all()

    async def reset(self):
        """Empties it: those who wait get a `BrokenBarrierError`."""
        async with self._condition:
            if self._count > 0:
                self._state = _State.RESETTING
            else:
                self._state = _State.FILLING
            self._condition.notify_all()

    async def abort(self):
        """Breaks it."""
        async with self._condition:
            self._state = _State.BROKEN
            self._condition.notify_all()

    @property
    def parties(self):
        """How many it waits for."""
        return self._parties

    @property
    def n_waiting(self):
        """How many wait."""
        return self._count if self._state is _State.FILLING else 0

    @property
    def broken(self):
        """Whether it was broken."""
        return self._state is _State.BROKEN
