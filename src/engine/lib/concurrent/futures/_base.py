"""Futures, and what executors of threads and of processes have in common."""

import threading
import time
from collections import namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
# Cancelled, and the executor has taken note.
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)
_SHOWN = {CANCELLED_AND_NOTIFIED: "cancelled"}

TimeoutError = TimeoutError


class Error(Exception):
    """What futures raise."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """Not allowed in the state that the future is in."""


class BrokenExecutor(RuntimeError):
    """A worker failed in a way that the executor cannot go on."""


class Future:
    """The result of a call that is made elsewhere."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self):
        self._condition = threading.Condition(threading.RLock("_Future"))
        self._condition._wait_label = "Future.result()"
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        cls = self.__class__.__name__
        with self._condition:
            state = _SHOWN.get(self._state, self._state.lower())
            if self._state != FINISHED:
                return "<%s at %#x state=%s>" % (cls, id(self), state)
            if self._exception:
                return "<%s at %#x state=%s raised %s>" % (cls, id(self), state, self._exception.__class__.__name__)
            return "<%s at %#x state=%s returned %s>" % (cls, id(self), state, self._result.__class__.__name__)

    def _call_back(self):
        for function in self._done_callbacks:
            self._call_one(function)

    def _call_one(self, function):
        try:
            function(self)
        except Exception:
            import logging
            logging.getLogger("concurrent.futures").exception("exception calling callback for %r", self)

    def cancel(self):
        """Cancels the call if it has not begun; returns whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        """Whether it was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call is being made."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether it was cancelled or has ended."""
        with self._condition:
            return self._state in _DONE

    def _outcome(self):
        if self._exception:
            try:
                raise self._exception
            finally:
                # The traceback would hold this frame, and the frame the future.
                self = None
        return self._result

    def add_done_callback(self, fn):
        """Calls `fn(future)` when it is done."""
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._call_one(fn)

    def _await(self, timeout):
        # With the condition held: waits until done.
        if self._state not in _DONE:
            self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """Waits and returns what the call returned, or raises what it raised."""
        try:
            with self._condition:
                self._await(timeout)
                return self._outcome()
        finally:
            self = None

    def exception(self, timeout=None):
        """Waits and returns what the call raised, or None."""
        with self._condition:
            self._await(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        """For executors: the call begins now. False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add(self, "cancelled")
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            import logging
            logging.getLogger("concurrent.futures").critical(
                "Future %s in unexpected state: %s", id(self), self._state
            )
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """For executors: the call returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """For executors: the call raised."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError("{}: {!r}".format(self._state, self))
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add(self, "exception" if exception is not None else "result")
            self._condition.notify_all()
        self._call_back()


class _Waiter:
    # Collects finished futures for one call of `wait` or `as_completed`.

    def __init__(self, needed, stop_on_exception, label):
        self.lock = threading.Lock("_" + label)
        self.event = threading.Event()
        self.event._cond._wait_label = label
        self.finished = []
        self.needed = needed
        self.stop_on_exception = stop_on_exception

    def add(self, future, how):
        with self.lock:
            self.finished.append(future)
            self.needed -= 1
            if self.needed <= 0 or (how == "exception" and self.stop_on_exception):
                self.event.set()

    def take(self):
        with self.lock:
            finished, self.finished = self.finished, []
            self.event.clear()
        return finished


def _attach(futures, waiter):
    # The futures that are done, and the waiter given to the others: no future may end between.
    done = set()
    for future in futures:
        with future._condition:
            if future._state in (CANCELLED_AND_NOTIFIED, FINISHED):
                done.add(future)
            else:
                future._waiters.append(waiter)
    return done


def _detach(futures, waiter):
    for future in futures:
        with future._condition:
            if waiter in future._waiters:
                future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """An iterator over the futures as they end."""
    deadline = None if timeout is None else timeout + time.monotonic()
    futures = set(fs)
    total = len(futures)
    waiter = _Waiter(1, False, "as_completed()")
    done = _attach(futures, waiter)
    pending = futures - done
    try:
        for future in list(done):
            yield future
        while pending:
            remaining = None
            if deadline is not None:
                remaining = deadline - time.monotonic()
                if remaining < 0:
                    raise TimeoutError("%d (of %d) futures unfinished" % (len(pending), total))
            waiter.event.wait(remaining)
            for future in waiter.take():
                pending.discard(future)
                yield future
    finally:
        _detach(futures, waiter)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", ["done", "not_done"])
DoneAndNotDoneFutures.__doc__ = "What `wait` returns: those that have ended, and the others."


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits until one, or all, of the futures have ended, or one failed."""
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return condition: %r" % return_when)
    futures = set(fs)
    needed = 1 if return_when == FIRST_COMPLETED else len(futures)
    waiter = _Waiter(needed, return_when == FIRST_EXCEPTION, "wait()")
    done = _attach(futures, waiter)
    with waiter.lock:
        waiter.needed -= len(done)
        enough = waiter.needed <= 0
    if return_when == FIRST_EXCEPTION and not enough:
        enough = any(not future.cancelled() and future.exception() is not None for future in done)
    if not enough:
        waiter.event.wait(timeout)
    _detach(futures, waiter)
    done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, futures - done)


class Executor:
    """Makes calls elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        """A future of `fn(*args, **kwargs)`."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """An iterator over the results, in order. All calls are submitted at once."""
        deadline = None if timeout is None else timeout + time.monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    # The future is forgotten before its result is handed out.
                    if deadline is None:
                        yield _result_or_cancel(futures.pop())
                    else:
                        yield _result_or_cancel(futures.pop(), deadline - time.monotonic())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more calls; waits for those under way if `wait`."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, timeout=None):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future
