"""Results that are still to come."""

import concurrent.futures
import contextvars

from . import events
from .exceptions import CancelledError, InvalidStateError

__all__ = ("Future", "isfuture", "wrap_future")

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


def isfuture(obj):
    """Whether it is a future or a task, or works as one."""
    return hasattr(type(obj), "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None


class Future:
    """A result that somebody sets; `await` waits for it."""

    _asyncio_future_blocking = False
    _what = "Future"

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._state = _PENDING
        self._result = self._exception = self._cancel_message = None
        self._callbacks = []
        # Whether somebody must still hear of the exception.
        self._log_traceback = False

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(self._shown())}>"

    def _shown(self):
        parts = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                parts.append(f"exception={self._exception!r}")
            else:
                from reprlib import repr
                parts.append(f"result={repr(self._result)}")
        if self._callbacks:
            parts.append(_shown_callbacks(self._callbacks))
        return parts

    def __del__(self):
        if self._log_traceback:
            self._loop.call_exception_handler({
                "message": f"{type(self).__name__} exception was never retrieved",
                "exception": self._exception,
                "future": self,
            })

    def get_loop(self):
        """The loop that it belongs to."""
        return self._loop

    def cancelled(self):
        """Whether it was cancelled."""
        return self._state == _CANCELLED

    def done(self):
        """Whether it has a result, or an exception, or was cancelled."""
        return self._state != _PENDING

    def cancel(self, msg=None):
        """Cancels it, unless it is done; whether it did."""
        self._log_traceback = False
        if self._state != _PENDING:
            return False
        self._cancel_message = msg
        self._end(_CANCELLED)
        return True

    def _end(self, state):
        self._state = state
        callbacks, self._callbacks = self._callbacks, []
        for callback, context in callbacks:
            self._loop.call_soon(callback, self, context=context)

    def _cancelled_error(self):
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    _make_cancelled_error = _cancelled_error

    def result(self):
        """The result; raises the exception that there is instead."""
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state == _PENDING:
            raise InvalidStateError("Result is not set.")
        self._log_traceback = False
        if self._exception is not None:
            raise self._exception.with_traceback(self._exception.__traceback__)
        return self._result

    def exception(self):
        """The exception, or None."""
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state == _PENDING:
            raise InvalidStateError("Exception is not set.")
        self._log_traceback = False
        return self._exception

    def set_result(self, result):
        """It is done, with this result."""
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._end(_FINISHED)

    def set_exception(self, exception):
        """It is done, with this exception."""
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if type(exception) is StopIteration:
            raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        self._exception = exception
        self._end(_FINISHED)
        self._log_traceback = True

    def add_done_callback(self, fn, *, context=None):
        """Has the loop call it with this future once it is done."""
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, contextvars.copy_context() if context is None else context))

    def remove_done_callback(self, fn):
        """Takes it back; how many there were."""
        kept = [entry for entry in self._callbacks if entry[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def _shown_callbacks(callbacks):
    names = [events._shown_call(callback) for callback, _ in callbacks]
    if len(names) > 2:
        names[1:-1] = [f"<{len(names) - 2} more>"]
    return f"cb=[{', '.join(names)}]"


def _copy_state(source, target):
    """Ends one future as another has ended: of whichever kind."""
    if target.cancelled():
        return
    if source.cancelled():
        target.cancel()
        return
    error = source.exception()
    if error is None:
        target.set_result(source.result())
        return
    # Those of the two kinds of futures are each other's.
    for theirs, ours in ((concurrent.futures.CancelledError, CancelledError),
                         (concurrent.futures.InvalidStateError, InvalidStateError)):
        if type(error) is theirs:
            error = ours(*error.args)
    target.set_exception(error)


def _chain(source, target):
    """The target ends as the source does; a cancelled target cancels the source."""
    def loop_of(future):
        return future.get_loop() if isfuture(future) else None

    source_loop, target_loop = loop_of(source), loop_of(target)

    def settle(future, other):
        if isfuture(future):
            _copy_state(other, future)
        elif future.set_running_or_notify_cancel() or not other.cancelled():
            error = None if other.cancelled() else other.exception()
            if other.cancelled():
                future.cancel()
            elif error is not None:
                future.set_exception(error)
            else:
                future.set_result(other.result())

    def cancel_source(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def end_target(source):
        if target.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        if target_loop is None or target_loop is source_loop:
            settle(target, source)
        elif not target_loop.is_closed():
            target_loop.call_soon_threadsafe(settle, target, source)

    target.add_done_callback(cancel_source)
    source.add_done_callback(end_target)


def wrap_future(future, *, loop=None):
    """A future of a loop for one of `concurrent.futures`."""
    if isfuture(future):
        return future
    if not isinstance(future, concurrent.futures.Future):
        raise AssertionError(f"concurrent.futures.Future is expected, got {future!r}")
    made = (events.get_event_loop() if loop is None else loop).create_future()
    _chain(future, made)
    return made
