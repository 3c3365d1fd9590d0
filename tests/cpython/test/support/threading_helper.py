"""Stand-ins for `test.support.threading_helper`."""

import contextlib
import functools
import sys
import threading
import time
import unittest

can_start_thread = True


def threading_setup():
    return threading.active_count(), 0


def threading_cleanup(*original_values):
    deadline = time.monotonic() + 1
    while threading.active_count() > original_values[0] and time.monotonic() < deadline:
        time.sleep(0.01)


def reap_threads(func):
    @functools.wraps(func)
    def decorator(*args):
        before = threading_setup()
        try:
            return func(*args)
        finally:
            threading_cleanup(*before)

    return decorator


@contextlib.contextmanager
def wait_threads_exit(timeout=None):
    import _thread
    before = _thread._count()
    try:
        yield
    finally:
        deadline = time.monotonic() + (timeout or 10)
        while _thread._count() > before and time.monotonic() < deadline:
            time.sleep(0.01)


def join_thread(thread, timeout=None):
    thread.join(timeout or 10)
    if thread.is_alive():
        raise AssertionError("failed to join the thread")


@contextlib.contextmanager
def start_threads(threads, unlock=None):
    started = []
    try:
        for thread in list(threads):
            thread.start()
            started.append(thread)
        yield
    finally:
        if unlock:
            unlock()
        for thread in started:
            thread.join(10)
        left = [thread for thread in started if thread.is_alive()]
        if left:
            raise AssertionError(f"Unable to join {len(left)} threads")


class catch_threading_exception:
    """Keeps what a thread raised."""

    def __init__(self):
        self._clear()

    def _clear(self):
        self.exc_type = self.exc_value = self.exc_traceback = self.thread = None

    def _hook(self, args):
        self.exc_type, self.exc_value = args.exc_type, args.exc_value
        self.exc_traceback, self.thread = args.exc_traceback, args.thread

    def __enter__(self):
        self._before = threading.excepthook
        threading.excepthook = self._hook
        return self

    def __exit__(self, *exc):
        threading.excepthook = self._before
        self._clear()


def requires_working_threading(*, module=False):
    return None if module else lambda item: item


def run_concurrently(worker_func, nthreads, args=(), kwargs={}):
    barrier = threading.Barrier(nthreads)

    def work():
        barrier.wait()
        worker_func(*args, **kwargs)

    with start_threads([threading.Thread(target=work) for _ in range(nthreads)]):
        pass
