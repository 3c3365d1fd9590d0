"""Event loops of threads, and what loops are asked to call."""

import threading
from contextvars import _running as _context, copy_context

from _asyncio import _get_running_loop, _set_running_loop, get_event_loop, get_running_loop

__all__ = (
    "AbstractEventLoop", "AbstractEventLoopPolicy", "Handle", "TimerHandle", "get_event_loop", "get_event_loop_policy",
    "get_running_loop", "new_event_loop", "set_event_loop", "set_event_loop_policy", "_get_running_loop",
    "_set_running_loop",
)


class Handle:
    """A call that a loop will make."""

    __slots__ = ("_callback", "_args", "_cancelled", "_loop", "_context", "__weakref__")

    def __init__(self, callback, args, loop, context=None):
        self._callback, self._args, self._loop = callback, args, loop
        self._context = copy_context() if context is None else context
        self._cancelled = False

    def cancel(self):
        """It will not be called."""
        if not self._cancelled:
            self._cancelled = True
            self._callback = self._args = None

    def cancelled(self):
        """Whether it was cancelled."""
        return self._cancelled

    def _run(self):
        context = self._context
        try:
            if context._entered:
                raise RuntimeError(f"cannot enter context: {context!r} is already entered")
            # As `Context.run`, which would have to pass arguments on.
            context._entered = True
            before = _context(context)
            try:
                self._callback(*self._args)
            finally:
                _context(before)
                context._entered = False
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            call = _shown_call(self._callback, self._args)
            self._loop.call_exception_handler(
                {"message": f"Exception in callback {call}", "exception": error, "handle": self})

    def __repr__(self):
        return f"<{' '.join([type(self).__name__, *self._shown()])}>"

    def _shown(self):
        return ["cancelled"] if self._cancelled else [_shown_call(self._callback, self._args)]


def _shown_call(function, args=()):
    """A call as messages show it, with the place of a function."""
    import functools
    import reprlib
    inner, shown = function, ""
    while isinstance(inner, functools.partial):
        given = [reprlib.repr(arg) for arg in inner.args]
        shown = f"({', '.join(given + [f'{name}={reprlib.repr(arg)}' for name, arg in inner.keywords.items()])}){shown}"
        inner = inner.func
    shown = f"{getattr(inner, '__qualname__', None) or repr(inner)}{shown}({', '.join(map(reprlib.repr, args))})"
    if type(inner) is type(_shown_call):
        code = inner.__code__
        shown += f" at {code.co_filename}:{code.co_firstlineno}"
    return shown


class TimerHandle(Handle):
    """A call at a certain time."""

    __slots__ = ("_when",)

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when

    def _shown(self):
        shown = [f"when={self._when}", *super()._shown()]
        return shown[::-1] if self._cancelled else shown

    def when(self):
        """The time, by the loop's clock."""
        return self._when

    def __hash__(self):
        return hash(self._when)

    def __lt__(self, other):
        return self._when < other._when if isinstance(other, TimerHandle) else NotImplemented

    def __le__(self, other):
        return self._when <= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __gt__(self, other):
        return self._when > other._when if isinstance(other, TimerHandle) else NotImplemented

    def __ge__(self, other):
        return self._when >= other._when if isinstance(other, TimerHandle) else NotImplemented

    def __eq__(self, other):
        if not isinstance(other, TimerHandle):
            return NotImplemented
        return (self._when, self._callback, self._args, self._cancelled) == (
            other._when, other._callback, other._args, other._cancelled)


class AbstractEventLoop:
    """What a loop is: see `BaseEventLoop`. There is no network here, so nothing that waits for sockets."""


class AbstractEventLoopPolicy:
    """Which loop a thread has."""


class _Policy(AbstractEventLoopPolicy):
    def __init__(self):
        self._local = threading.local()

    def get_event_loop(self):
        """The loop of this thread; the main thread gets one when it asks first."""
        state = self._local.__dict__
        if "loop" not in state and threading.current_thread() is threading.main_thread():
            self.set_event_loop(self.new_event_loop())
        if state.get("loop") is None:
            raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")
        return state["loop"]

    def set_event_loop(self, loop):
        """Sets the loop of this thread."""
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._local.loop = loop

    def new_event_loop(self):
        """Makes a loop."""
        from .base_events import BaseEventLoop
        return BaseEventLoop()


_policy = _Policy()


def new_event_loop():
    """Makes a loop."""
    return _policy.new_event_loop()


def set_event_loop(loop):
    """Sets the loop of this thread."""
    _policy.set_event_loop(loop)


def get_event_loop_policy():
    """What decides which loop a thread has."""
    return _policy


def set_event_loop_policy(policy):
    """Sets what decides which loop a thread has."""
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        kind = type(policy).__name__
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{kind}'")
    _policy = _Policy() if policy is None else policy
