"""Tools for with statements."""

from abc import ABC, abstractmethod
from functools import wraps

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
    "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout",
    "redirect_stderr", "suppress", "aclosing", "chdir",
]


def __getattr__(name):
    # What is for asynchronous code.
    if name not in ("asynccontextmanager", "aclosing", "AsyncExitStack", "AsyncContextDecorator",
                    "_AsyncGeneratorContextManager"):
        raise AttributeError(f"module 'contextlib' has no attribute {name!r}")
    import _contextlib_async
    found = globals()[name] = getattr(_contextlib_async, name)
    return found


class AbstractContextManager(ABC):
    """What a context manager has."""

    def __enter__(self):
        """The object itself."""
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Whether the exception is swallowed."""

    @classmethod
    def __subclasshook__(cls, other):
        return _both(cls, other, AbstractContextManager, "__enter__", "__exit__")

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


class AbstractAsyncContextManager(ABC):
    """What an asynchronous context manager has."""

    async def __aenter__(self):
        """The object itself."""
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Whether the exception is swallowed."""

    @classmethod
    def __subclasshook__(cls, other):
        return _both(cls, other, AbstractAsyncContextManager, "__aenter__", "__aexit__")

    __class_getitem__ = AbstractContextManager.__dict__["__class_getitem__"]


def _both(cls, other, wanted, enter, leave):
    # Any class with both methods counts as a subclass.
    if cls is not wanted:
        return NotImplemented
    from collections.abc import _has
    return _has(other, enter, leave)


class ContextDecorator:
    """Lets a context manager decorate functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, "__doc__", None) or type(self).__doc__

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    def __enter__(self):
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, exc_type, value, traceback):
        if exc_type is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = exc_type()
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            # Raised in the generator on purpose, or the sign that it has ended?
            return stop is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            # PEP 479: a StopIteration that passed through the generator comes back wrapped.
            if isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    """Makes a context manager of a generator that yields once."""

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class closing(AbstractContextManager):
    """Closes something at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class nullcontext(AbstractContextManager):
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class _RedirectStream(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        import sys
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exc_type, exc_value, traceback):
        import sys
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Lets `sys.stdout` be another stream."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Lets `sys.stderr` be another stream."""

    _stream = "stderr"


class suppress(AbstractContextManager):
    """Swallows exceptions."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exc_type, exc_value, traceback):
        return exc_type is not None and issubclass(exc_type, self._exceptions)


class chdir(AbstractContextManager):
    """Another current directory."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())


class _BaseExitStack:
    # What `ExitStack` and `AsyncExitStack` have in common: callbacks, each with whether it is an ordinary one.

    def __init__(self):
        from collections import deque
        self._exit_callbacks = deque()

    def enter_context(self, cm):
        """Enters a context manager and remembers to leave it."""
        cls = type(cm)
        try:
            enter, leave = cls.__enter__, cls.__exit__
        except AttributeError:
            raise TypeError(
                f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
            ) from None
        result = enter(cm)
        self._push_exit_callback(_bound(leave, cm))
        return result

    def push(self, exit):
        """Remembers an `__exit__` method."""
        leave = getattr(type(exit), "__exit__", None)
        self._push_exit_callback(exit if leave is None else _bound(leave, exit))
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Remembers a call."""

        def leave(exc_type, exc, tb):
            callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._push_exit_callback(leave)
        return callback

    def _push_exit_callback(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))

    def pop_all(self):
        """Gives everything to a new stack."""
        new = type(self)()
        new._exit_callbacks, self._exit_callbacks = self._exit_callbacks, type(self._exit_callbacks)()
        return new


_Method = type(ContextDecorator()._recreate_cm)


def _bound(function, object):
    return _Method(function, object)


def _chain(new, old, handled):
    # Callbacks run one after the other, but are to look as if each were in the one before.
    while True:
        before = new.__context__
        if before is None or before is old:
            return
        if before is handled:
            break
        new = before
    new.__context__ = old


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Context managers and callbacks to leave in reverse order."""

    def __enter__(self):
        return self

    def close(self):
        """Leaves everything now."""
        self.__exit__(None, None, None)

    def __exit__(self, *exc_details):
        import sys
        received = exc_details[0] is not None
        handled = sys.exc_info()[1]
        suppressed = pending = False
        while self._exit_callbacks:
            _, leave = self._exit_callbacks.pop()
            try:
                if leave(*exc_details):
                    suppressed = True
                    pending = False
                    exc_details = (None, None, None)
            except BaseException as new:
                _chain(new, exc_details[1], handled)
                pending = True
                exc_details = (type(new), new, new.__traceback__)
        if pending:
            context = exc_details[1].__context__
            try:
                raise exc_details[1]
            except BaseException:
                exc_details[1].__context__ = context
                raise
        return received and suppressed
