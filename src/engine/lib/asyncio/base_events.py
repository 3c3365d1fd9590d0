"""The loop: it makes one call after the other, and sleeps while there is none to make."""

import collections
import heapq
import logging
import sys
import threading
import time
import warnings
import weakref

from . import events, futures, tasks

__all__ = ("BaseEventLoop",)

_logger = logging.getLogger("asyncio")


class BaseEventLoop(events.AbstractEventLoop):
    """An event loop of calls and timers. It waits for no sockets: there are none here."""

    def __init__(self):
        self._ready = collections.deque()
        self._timers = []
        # Other threads wake the loop by it.
        self._woken = threading.Condition()
        self._closed = self._stopping = self._debug = False
        self._thread = None
        self._executor = self._exception_handler = self._task_factory = None
        self._executor_is_down = False
        # Asynchronous generators that have begun.
        self._generators = weakref.WeakSet()
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return f"<{type(self).__name__} running={self.is_running()} closed={self._closed} debug={self._debug}>"

    # Time and calls.

    def time(self):
        """Seconds, by a clock that never goes back."""
        return time.monotonic()

    def _check_open(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    @staticmethod
    def _check_callback(callback, method):
        from .coroutines import iscoroutine, iscoroutinefunction
        if iscoroutine(callback) or iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")

    def call_soon(self, callback, *args, context=None):
        """Calls it when what was asked for before has been called."""
        if self._closed:
            self._check_open()
        if self._debug:
            self._check_callback(callback, "call_soon")
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        """As `call_soon`, from any thread."""
        self._check_open()
        handle = events.Handle(callback, args, self, context)
        with self._woken:
            self._ready.append(handle)
            self._woken.notify()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        """Calls it in so many seconds."""
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Calls it at that time of the loop's clock."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_open()
        handle = events.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, handle)
        return handle

    # Running.

    def is_running(self):
        """Whether it runs."""
        return self._thread is not None

    def is_closed(self):
        """Whether it was closed."""
        return self._closed

    def stop(self):
        """Ends after the calls that are due now."""
        self._stopping = True

    def run_forever(self):
        """Runs until `stop`."""
        self._check_open()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._thread = threading.get_ident()
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._generators.add, finalizer=self._close_generator)
        events._set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            events._set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Runs until the future is done; its result."""
        self._check_open()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        made_here = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if made_here:
            future._log_destroy_pending = False
        future.add_done_callback(_stop_loop_of)
        try:
            self.run_forever()
        except BaseException:
            if made_here and future.done() and not future.cancelled():
                # The caller hears of another error; this one counts as told.
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_loop_of)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def _run_once(self):
        timers, ready = self._timers, self._ready
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)
        if not ready and not self._stopping:
            with self._woken:
                if not ready:
                    self._woken.wait(_in_whole_steps(timers[0]._when - self.time()) if timers else None)
        # What is due within the clock's steps is due now.
        now = self.time() + _RESOLUTION
        while timers and timers[0]._when < now:
            ready.append(heapq.heappop(timers))
        # Calls that these calls ask for have to wait for the next round.
        next_one = ready.popleft
        for _ in range(len(ready)):
            handle = next_one()
            if not handle._cancelled:
                handle._run()
        handle = None

    def close(self):
        """Forgets all calls; it cannot run any more."""
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        self._executor_is_down = True
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    # Futures and tasks.

    def create_future(self):
        """A future of this loop."""
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        """A task that runs a coroutine."""
        self._check_open()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        task = self._task_factory(self, coro) if context is None else self._task_factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """What makes tasks; None: `Task`."""
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        """What makes tasks, or None."""
        return self._task_factory

    # Threads.

    def run_in_executor(self, executor, func, *args):
        """Calls it in a thread or process; a future of its result."""
        self._check_open()
        if executor is None:
            if self._executor_is_down:
                raise RuntimeError("Executor shutdown has been called")
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor
                self._executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
            executor = self._executor
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        """Where `run_in_executor(None, …)` calls."""
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._executor = executor

    async def shutdown_default_executor(self):
        """Waits for the threads of the default executor."""
        self._executor_is_down = True
        if self._executor is None:
            return
        ended = self.create_future()

        def end():
            try:
                self._executor.shutdown(wait=True)
                if not self.is_closed():
                    self.call_soon_threadsafe(ended.set_result, None)
            except Exception as error:
                if not self.is_closed():
                    self.call_soon_threadsafe(ended.set_exception, error)

        thread = threading.Thread(target=end)
        thread.start()
        try:
            await ended
        finally:
            thread.join()

    def _close_generator(self, generator):
        # Nobody has it any more; it may have to wait for something before it ends.
        self._generators.discard(generator)
        if not self._closed:
            self.call_soon_threadsafe(self.create_task, generator.aclose())

    async def shutdown_asyncgens(self):
        """Closes the asynchronous generators that are left."""
        left = list(self._generators)
        self._generators.clear()
        results = await tasks.gather(*[generator.aclose() for generator in left], return_exceptions=True)
        for generator, result in zip(left, results):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                    "exception": result,
                    "asyncgen": generator,
                })

    # Errors.

    def set_exception_handler(self, handler):
        """Who is told of errors that nobody else hears of; None: the log."""
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def get_exception_handler(self):
        """Who is told of errors, or None."""
        return self._exception_handler

    def default_exception_handler(self, context):
        """Writes it to the log `asyncio`."""
        error = context.get("exception")
        info = (type(error), error, error.__traceback__) if error is not None else False
        lines = [context.get("message") or "Unhandled exception in event loop"]
        lines += [f"{key}: {context[key]!r}" for key in sorted(context) if key not in ("message", "exception")]
        _logger.error("\n".join(lines), exc_info=info)

    def call_exception_handler(self, context):
        """Tells of an error that nobody else hears of."""
        handler = self._exception_handler
        try:
            if handler is None:
                self.default_exception_handler(context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            _logger.error("Exception in default exception handler" if handler is None else
                          "Unhandled error in exception handler", exc_info=error)

    def get_debug(self):
        """Whether more is checked."""
        return self._debug

    def set_debug(self, enabled):
        """Whether more is checked."""
        self._debug = enabled

    # Signals.

    def add_signal_handler(self, sig, callback, *args):
        """Calls it in the loop when the signal comes."""
        import signal
        self._check_callback(callback, "add_signal_handler")
        self._check_open()
        signal.signal(sig, lambda number, frame: self.call_soon_threadsafe(callback, *args))

    def remove_signal_handler(self, sig):
        """The signal does again what it did at the beginning; whether there was a handler."""
        import signal
        if signal.getsignal(sig) in (signal.SIG_DFL, signal.default_int_handler):
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True

    def __getattr__(self, name):
        if name in _OF_SOCKETS:
            raise NotImplementedError(f"loop.{name}: this Python has no network, and asyncio starts no programs")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __del__(self):
        if not self._closed and not self.is_running() and self._ready:
            warnings.warn(f"unclosed event loop {self!r}", ResourceWarning, source=self)


def _in_whole_steps(seconds):
    # Whole milliseconds, as epoll waits: what was asked for one after the other is due together.
    return max(0, -(-seconds * 1000 // 1)) / 1000


_RESOLUTION = time.get_clock_info("monotonic").resolution
_OF_SOCKETS = frozenset((
    "create_connection", "create_server", "create_datagram_endpoint", "create_unix_connection", "create_unix_server",
    "getaddrinfo", "getnameinfo", "sock_recv", "sock_sendall", "sock_connect", "sock_accept", "add_reader", "add_writer",
    "remove_reader", "remove_writer", "connect_read_pipe", "connect_write_pipe", "subprocess_exec", "subprocess_shell",
    "start_tls", "sendfile",
))


def _stop_loop_of(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        # It ends the loop by itself.
        return
    future.get_loop().stop()
