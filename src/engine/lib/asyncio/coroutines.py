"""What is a coroutine."""

import collections.abc
import inspect
import types

__all__ = ("iscoroutine", "iscoroutinefunction")


def iscoroutinefunction(func):
    """Whether calling it gives a coroutine."""
    return inspect.iscoroutinefunction(func)


def iscoroutine(obj):
    """Whether it is a coroutine."""
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine))


def _shown(coro):
    """As reprs of tasks have it: what it is, and where."""
    name = f"{getattr(coro, '__qualname__', None) or getattr(coro, '__name__', type(coro).__name__)}()"
    code = getattr(coro, "cr_code", None)
    if code is None:
        return name
    place = f"{code.co_filename}:{code.co_firstlineno}"
    if getattr(coro, "cr_running", False):
        return f"{name} running at {place}"
    return f"{name} {'done, defined' if coro.cr_frame is None else 'running'} at {place}"
