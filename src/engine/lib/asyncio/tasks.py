"""Coroutines that a loop runs, and how to wait for several."""

import concurrent.futures
import inspect
import types

from _asyncio import Future, Task, _current_tasks, _enter_task, _leave_task, _register_task, _tasks, _unregister_task

from . import coroutines, events, futures
from .exceptions import CancelledError

__all__ = (
    "ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION", "Task", "all_tasks", "as_completed", "create_task",
    "current_task", "ensure_future", "gather", "run_coroutine_threadsafe", "shield", "sleep", "wait", "wait_for",
    "_register_task", "_unregister_task", "_enter_task", "_leave_task",
)

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED

def current_task(loop=None):
    """The task that runs, or None."""
    return _current_tasks.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    """The tasks of the loop that are not done."""
    loop = events.get_running_loop() if loop is None else loop
    return {task for task in _tasks() if task.get_loop() is loop and not task.done()}


def create_task(coro, *, name=None, context=None):
    """Has the running loop run a coroutine."""
    loop = events.get_running_loop()
    if context is None:
        task = loop.create_task(coro)
    else:
        task = loop.create_task(coro, context=context)
    if name is not None:
        task.set_name(name)
    return task


def ensure_future(coro_or_future, *, loop=None):
    """The future itself, or a task for a coroutine or anything that can be awaited."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not coroutines.iscoroutine(coro_or_future):
        if not inspect.isawaitable(coro_or_future):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _awaiting(coro_or_future)
    return (events.get_event_loop() if loop is None else loop).create_task(coro_or_future)


async def _awaiting(awaitable):
    return await awaitable


@types.coroutine
def _others_turn():
    yield


async def sleep(delay, result=None):
    """Waits so many seconds; the result."""
    if delay <= 0:
        await _others_turn()
        return result
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _give, future, result)
    try:
        return await future
    finally:
        timer.cancel()


def _give(future, result):
    if not future.cancelled():
        future.set_result(result)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Waits for all, the first, or the first that fails; those that are done and those that are not."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(coroutines.iscoroutine(one) for one in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    return await _wait(fs, timeout, return_when, events.get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _give, waiter, None)
    left = len(fs)

    def one_is_done(future):
        nonlocal left
        left -= 1
        failed = return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None
        if left <= 0 or return_when == FIRST_COMPLETED or failed:
            if timer is not None:
                timer.cancel()
            if not waiter.done():
                waiter.set_result(None)

    for future in fs:
        future.add_done_callback(one_is_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in fs:
            future.remove_done_callback(one_is_done)
    done = {future for future in fs if future.done()}
    return done, fs - done


async def _cancel_and_wait(future):
    """Cancels it, and waits until it has ended."""
    waiter = events.get_running_loop().create_future()

    def end(_):
        _give(waiter, None)

    future.add_done_callback(end)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(end)


async def wait_for(fut, timeout):
    """Its result; cancelled, and `TimeoutError`, if that takes longer."""
    loop = events.get_running_loop()
    if timeout is None:
        return await fut
    if timeout <= 0:
        fut = ensure_future(fut, loop=loop)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    waiter = loop.create_future()
    timer = loop.call_later(timeout, _give, waiter, None)

    def end(_):
        _give(waiter, None)

    fut = ensure_future(fut, loop=loop)
    fut.add_done_callback(end)
    try:
        try:
            await waiter
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(end)
            await _cancel_and_wait(fut)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(end)
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    finally:
        timer.cancel()


def as_completed(fs, *, timeout=None):
    """Coroutines, of which the first gives the first result, and so on."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    from .queues import Queue
    done = Queue()
    loop = events.get_event_loop()
    left = {ensure_future(one, loop=loop) for one in set(fs)}
    timer = None

    def time_is_over():
        for future in left:
            future.remove_done_callback(one_is_done)
            done.put_nowait(None)
        left.clear()

    def one_is_done(future):
        if left:
            left.remove(future)
            done.put_nowait(future)
            if not left and timer is not None:
                timer.cancel()

    async def next_one():
        future = await done.get()
        if future is None:
            raise TimeoutError
        return future.result()

    for future in left:
        future.add_done_callback(one_is_done)
    if left and timeout is not None:
        timer = loop.call_later(timeout, time_is_over)
    for _ in range(len(left)):
        yield next_one()


class _Gathering(Future):
    """The results of several; cancelling it cancels them."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._asked_to_cancel = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = [child.cancel(msg=msg) for child in self._children]
        if any(cancelled):
            # It ends when they have.
            self._asked_to_cancel = True
        return any(cancelled)


def gather(*coros_or_futures, return_exceptions=False):
    """A future of all the results, in the order given."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    known, children, finished = {}, [], 0
    loop = outer = None

    def one_is_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not future.cancelled():
                # Somebody has heard of it.
                future.exception()
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == len(known):
            results = []
            for child in children:
                if child.cancelled():
                    message = child._cancel_message
                    results.append(CancelledError("" if message is None else message))
                else:
                    error = child.exception()
                    results.append(child.result() if error is None else error)
            if outer._asked_to_cancel:
                outer.set_exception(future._make_cancelled_error())
            else:
                outer.set_result(results)

    for one in coros_or_futures:
        if one not in known:
            future = ensure_future(one, loop=loop)
            if loop is None:
                loop = future.get_loop()
            if future is not one:
                future._log_destroy_pending = False
            known[one] = future
            future.add_done_callback(one_is_done)
        children.append(known[one])
    outer = _Gathering(children, loop=loop)
    return outer


def shield(arg):
    """Waits for it, and does not cancel it when the waiting is cancelled."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_is_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_is_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_is_done)

    inner.add_done_callback(inner_is_done)
    outer.add_done_callback(outer_is_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Has a loop of another thread run a coroutine; a `concurrent.futures.Future` of its result."""
    if not coroutines.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    future = concurrent.futures.Future()

    def begin():
        try:
            futures._chain(ensure_future(coro, loop=loop), future)
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(begin)
    return future
