"""From a program to a loop and back."""

import contextvars
import signal
import threading

from . import coroutines, events, tasks
from .exceptions import CancelledError

__all__ = ("Runner", "run")


class Runner:
    """A loop for several coroutines, one after the other."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._options = debug, loop_factory
        self._loop = self._context = None
        self._closed = self._is_current = False
        self._interrupts = 0

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Cancels what is left, and closes the loop."""
        if (loop := self._loop) is None:
            return
        try:
            _cancel_all(loop)
            for last in loop.shutdown_asyncgens, loop.shutdown_default_executor:
                loop.run_until_complete(last())
        finally:
            if self._is_current:
                events.set_event_loop(None)
            self._loop, self._closed = None, True
            loop.close()

    def get_loop(self):
        """The loop."""
        self._begin()
        return self._loop

    def run(self, coro, *, context=None):
        """Runs a coroutine to its end; its result."""
        if not coroutines.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._begin()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        mine = None
        if (threading.current_thread() is threading.main_thread()
                and signal.getsignal(signal.SIGINT) is signal.default_int_handler):
            def mine(number, frame):
                self._interrupt(task)
            signal.signal(signal.SIGINT, mine)
        self._interrupts = 0
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupts > 0 and task.uncancel() == 0:
                raise KeyboardInterrupt() from None
            raise
        finally:
            if mine is not None and signal.getsignal(signal.SIGINT) is mine:
                signal.signal(signal.SIGINT, signal.default_int_handler)

    def _begin(self):
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is not None:
            return
        debug, factory = self._options
        loop = (factory or events.new_event_loop)()
        if factory is None:
            events.set_event_loop(loop)
            self._is_current = True
        if debug is not None:
            loop.set_debug(debug)
        self._loop, self._context = loop, contextvars.copy_context()

    def _interrupt(self, task):
        self._interrupts += 1
        if self._interrupts == 1 and not task.done():
            # The program may clean up; the second Ctrl-C ends it at once.
            self._loop.call_soon_threadsafe(task.cancel)
            return
        raise KeyboardInterrupt()


def run(main, *, debug=None):
    """Runs a coroutine in a loop of its own; its result."""
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all(loop):
    left = tasks.all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })
