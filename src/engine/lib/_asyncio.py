"""Futures, tasks and the running loop of asyncio: what CPython has in C, so that no other thread sees it half done."""

from _thread import get_ident
from _weakref import ref
from contextvars import copy_context
from itertools import count

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"

# The loop that runs in each thread, by the thread's number.
_running = {}
# The task that each loop is running.
_current_tasks = {}
# References to the tasks that are not done, by their keys.
_scheduled = {}
_number = count(1).__next__
_key = count().__next__


async def _coroutine():
    pass


_made = _coroutine()
_Coroutine = type(_made)
_made.close()
del _coroutine, _made


def _get_running_loop():
    """The loop that runs in this thread, or None."""
    return _running.get(get_ident())


def _set_running_loop(loop):
    if loop is None:
        _running.pop(get_ident(), None)
    else:
        _running[get_ident()] = loop


def get_running_loop():
    """The loop that runs in this thread."""
    loop = _running.get(get_ident())
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    """The loop that runs in this thread, else the one that was set for it."""
    loop = _running.get(get_ident())
    if loop is not None:
        return loop
    from asyncio.events import get_event_loop_policy
    return get_event_loop_policy().get_event_loop()


def _register_task(task):
    _scheduled[id(task),] = ref(task)


def _unregister_task(task):
    _scheduled.pop((id(task),), None)
    _scheduled.pop(getattr(task, "_key", None), None)


def _enter_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another task {current!r} is being executed.")
    _current_tasks[loop] = task


def _leave_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not task:
        raise RuntimeError(f"Leaving task {task!r} does not match the current task {current!r}.")
    del _current_tasks[loop]


def _tasks():
    """All tasks that have been registered and are alive."""
    found = []
    for key, reference in list(_scheduled.items()):
        task = reference()
        if task is not None:
            found.append(task)
        elif _scheduled.get(key) is reference:
            del _scheduled[key]
    return found


class Future:
    """A result that somebody sets; `await` waits for it."""

    _asyncio_future_blocking = False
    _state = _PENDING
    _result = _exception = _cancel_message = _cancelled_by = None
    _callbacks = None
    # Whether somebody must still hear of the exception.
    _log_traceback = False

    def __init__(self, *, loop=None):
        self._loop = get_event_loop() if loop is None else loop

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
            from asyncio.events import _shown_call
            names = [_shown_call(callback) for callback, _ in self._callbacks]
            if len(names) > 2:
                names[1:-1] = [f"<{len(names) - 2} more>"]
            parts.append(f"cb=[{', '.join(names)}]")
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
        return self._state is _CANCELLED

    def done(self):
        """Whether it has a result, or an exception, or was cancelled."""
        return self._state is not _PENDING

    def cancel(self, msg=None):
        """Cancels it, unless it is done; whether it did."""
        self._log_traceback = False
        if self._state is not _PENDING:
            return False
        self._cancel_message = msg
        self._end(_CANCELLED)
        return True

    def _end(self, state):
        self._state = state
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = None
            soon = self._loop.call_soon
            for callback, context in callbacks:
                soon(callback, self, context=context)

    def _make_cancelled_error(self):
        """The exception that says so; the one that cancelled a task itself is told once."""
        if self._cancelled_by is not None:
            error, self._cancelled_by = self._cancelled_by, None
            return error
        from asyncio.exceptions import CancelledError
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def _no_result(self, what):
        from asyncio.exceptions import InvalidStateError
        if self._state is _CANCELLED:
            return self._make_cancelled_error()
        return InvalidStateError(f"{what} is not set.")

    def result(self):
        """The result; raises the exception that there is instead."""
        if self._state is not _FINISHED:
            raise self._no_result("Result")
        if self._exception is not None:
            self._log_traceback = False
            raise self._exception.with_traceback(self._exception.__traceback__)
        return self._result

    def exception(self):
        """The exception, or None."""
        if self._state is not _FINISHED:
            raise self._no_result("Exception")
        self._log_traceback = False
        return self._exception

    def _set_result(self, result):
        if self._state is not _PENDING:
            from asyncio.exceptions import InvalidStateError
            raise InvalidStateError("invalid state")
        self._result = result
        self._end(_FINISHED)

    def _set_exception(self, exception):
        if self._state is not _PENDING:
            from asyncio.exceptions import InvalidStateError
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if type(exception) is StopIteration:
            raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        self._exception = exception
        self._end(_FINISHED)
        self._log_traceback = True

    def set_result(self, result):
        """It is done, with this result."""
        self._set_result(result)

    def set_exception(self, exception):
        """It is done, with this exception."""
        self._set_exception(exception)

    def add_done_callback(self, fn, *, context=None):
        """Has the loop call it with this future once it is done."""
        if self._state is not _PENDING:
            self._loop.call_soon(fn, self, context=context)
            return
        entry = fn, copy_context() if context is None else context
        if self._callbacks is None:
            self._callbacks = [entry]
        else:
            self._callbacks.append(entry)

    def remove_done_callback(self, fn):
        """Takes it back; how many there were."""
        if self._callbacks is None:
            return 0
        kept = [entry for entry in self._callbacks if entry[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def __await__(self):
        if self._state is _PENDING:
            self._asyncio_future_blocking = True
            yield self
            if self._state is _PENDING:
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


class Task(Future):
    """A coroutine that the loop runs, from one `await` to the next."""

    # Whether to tell when it is forgotten before its end.
    _log_destroy_pending = True
    _key = None
    _requests = 0
    _must_cancel = False
    _fut_waiter = None

    def __init__(self, coro, *, loop=None, name=None, context=None):
        self._loop = get_event_loop() if loop is None else loop
        if type(coro) is not _Coroutine:
            from asyncio.coroutines import iscoroutine
            if not iscoroutine(coro):
                self._log_destroy_pending = False
                raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = _number() if name is None else str(name)
        self._coro = coro
        self._context = copy_context() if context is None else context
        self._loop.call_soon(self._step, context=self._context)
        key = self._key = _key()
        _scheduled[key] = ref(self)

    def __del__(self):
        if self._log_traceback:
            Future.__del__(self)
        elif self._state is _PENDING:
            _scheduled.pop(self._key, None)
            if self._log_destroy_pending:
                self._loop.call_exception_handler({"task": self, "message": "Task was destroyed but it is pending!"})

    def _shown(self):
        from asyncio.coroutines import _shown
        first, *rest = super()._shown()
        if self._requests and self._state is _PENDING:
            first = "cancelling"
        parts = [first, f"name={self.get_name()!r}", f"coro=<{_shown(self._coro)}>"]
        if self._fut_waiter is not None:
            parts.append(f"wait_for={self._fut_waiter!r}")
        return parts + rest

    def get_coro(self):
        """The coroutine."""
        return self._coro

    def get_name(self):
        """The name."""
        name = self._name
        return f"Task-{name}" if type(name) is int else name

    def set_name(self, value):
        """Sets the name."""
        self._name = str(value)

    def set_result(self, result):
        """Only the coroutine says its result."""
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        """Only the coroutine raises an exception."""
        raise RuntimeError("Task does not support set_exception operation")

    def get_stack(self, *, limit=None):
        """Its frames."""
        frame = getattr(self._coro, "cr_frame", None)
        return [] if frame is None else [frame]

    def print_stack(self, *, limit=None, file=None):
        """Prints where it is."""
        print(f"{'Stack' if not self.done() else 'No stack'} for {self!r}", file=file)

    def cancel(self, msg=None):
        """Has `CancelledError` raised where it waits; whether it was not done."""
        self._log_traceback = False
        if self._state is not _PENDING:
            return False
        self._requests += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        """How often it was asked to be cancelled."""
        return self._requests

    def uncancel(self):
        """Takes one such request back; how many are left."""
        if self._requests > 0:
            self._requests -= 1
        return self._requests

    def _end(self, state):
        _scheduled.pop(self._key, None)
        Future._end(self, state)

    def _step(self, error=None):
        if self._state is not _PENDING:
            from asyncio.exceptions import InvalidStateError
            raise InvalidStateError(f"_step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            from asyncio.exceptions import CancelledError
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        if loop in _current_tasks:
            _enter_task(loop, self)
        _current_tasks[loop] = self
        try:
            awaited = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as end:
            if self._must_cancel:
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                self._result = end.value
                self._end(_FINISHED)
        except (KeyboardInterrupt, SystemExit) as ends_all:
            self._set_exception(ends_all)
            raise
        except BaseException as failed:
            from asyncio.exceptions import CancelledError
            if isinstance(failed, CancelledError):
                self._cancelled_by = failed
                Future.cancel(self)
            else:
                self._set_exception(failed)
        else:
            if awaited is None:
                # A bare `yield`: the others' turn.
                loop.call_soon(self._step, context=self._context)
            else:
                self._wait_for(awaited, loop)
        finally:
            current = _current_tasks.pop(loop, None)
            if current is not self:
                if current is not None:
                    _current_tasks[loop] = current
                _leave_task(loop, self)
            # Else a failure keeps this task, and the task the failure.
            self = error = current = None

    def _wait_for(self, awaited, loop):
        """Goes on when what the coroutine waits for is done."""
        blocking = getattr(awaited, "_asyncio_future_blocking", None)
        if (not blocking or awaited is self
                or (awaited._loop if isinstance(awaited, Future) else awaited.get_loop()) is not loop):
            loop.call_soon(self._step, RuntimeError(self._no_wait(awaited, blocking)), context=self._context)
            return
        awaited._asyncio_future_blocking = False
        awaited.add_done_callback(self._wake_up, context=self._context)
        self._fut_waiter = awaited
        if self._must_cancel and awaited.cancel(msg=self._cancel_message):
            self._must_cancel = False

    def _no_wait(self, awaited, blocking):
        if blocking is None:
            from inspect import isgenerator
            if isgenerator(awaited):
                return f"yield was used instead of yield from for generator in task {self!r} with {awaited!r}"
            return f"Task got bad yield: {awaited!r}"
        if awaited.get_loop() is not self._loop:
            return f"Task {self!r} got Future {awaited!r} attached to a different loop"
        if not blocking:
            return f"yield was used instead of yield from in task {self!r} with {awaited!r}"
        return f"Task cannot await on itself: {self!r}"

    def _wake_up(self, future):
        if isinstance(future, Future) and future._state is _FINISHED and future._exception is None:
            self._step()
            return
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()
        self = None
