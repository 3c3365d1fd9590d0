"""Results that are still to come."""

import concurrent.futures

from _asyncio import Future

from . import events
from .exceptions import CancelledError, InvalidStateError

__all__ = ("Future", "isfuture", "wrap_future")

def isfuture(obj):
    """Whether it is a future or a task, or works as one."""
    return hasattr(type(obj), "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None


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
