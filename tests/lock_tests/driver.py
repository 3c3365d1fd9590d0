"""Gives CPython's lock_tests our locks, and the few helpers of `test.support` that it asks for.

    driver.py [threading | multiprocessing]

CPython runs this file too: then its own locks are tested."""

import contextlib
import multiprocessing
import sys
import threading
import time
import types
import unittest
from _thread import _count


def sleeping_retry(timeout):
    """Turns of a waiting loop, with longer and longer sleeps between them; AssertionError after so many seconds."""
    deadline = time.monotonic() + timeout
    pause = 0.001
    yield
    while time.monotonic() < deadline:
        time.sleep(pause)
        pause = min(2 * pause, 0.1)
        yield
    raise AssertionError("still waiting after %s seconds" % timeout)


@contextlib.contextmanager
def wait_threads_exit(timeout=30):
    """Afterwards there are no more threads than before."""
    before = _count()
    yield
    for _ in sleeping_retry(timeout):
        if _count() <= before:
            break


def threading_cleanup(count):
    """Fails if a test left threads behind."""
    for _ in sleeping_retry(30):
        if _count() <= count:
            break


support = types.ModuleType("test.support")
support.SHORT_TIMEOUT = 30.0
support.LONG_TIMEOUT = 300.0
support.has_fork_support = True
support.sleeping_retry = sleeping_retry
support.reap_children = multiprocessing.active_children
support.threading_helper = types.ModuleType("test.support.threading_helper")
support.threading_helper.wait_threads_exit = wait_threads_exit
support.threading_helper.threading_setup = lambda: (_count(),)
support.threading_helper.threading_cleanup = threading_cleanup
package = types.ModuleType("test")
package.support = support
package.__path__ = support.__path__ = []
for module in (package, support, support.threading_helper):
    sys.modules[module.__name__] = module

# CPython's file, put beside this one.
import lock_tests


def case(name, base, attribute, make, without="", **others):
    """A class of lock_tests with what it tests; `without` those tests."""
    left_out = dict.fromkeys(without.split())
    return type(name, (base,), {attribute: staticmethod(make), **left_out, **others})


def threads():
    """`threading`, and the same cases as in CPython's own tests of it."""
    yield case("Lock", lock_tests.LockTests, "locktype", threading.Lock)
    yield case("RLock", lock_tests.RLockTests, "locktype", threading.RLock)
    # CPython has a second one for computers without its first.
    if hasattr(threading, "_PyRLock"):
        yield case("PyRLock", lock_tests.RLockTests, "locktype", threading._PyRLock)
    yield case("Event", lock_tests.EventTests, "eventtype", threading.Event)
    skipped = unittest.skip("Condition does not export _recursion_count()")(lambda self: None)
    yield case(
        "ConditionAsRLock", lock_tests.RLockTests, "locktype", threading.Condition, test_recursion_count=skipped)
    yield case("Condition", lock_tests.ConditionTests, "condtype", threading.Condition)
    yield case("Semaphore", lock_tests.SemaphoreTests, "semtype", threading.Semaphore)
    yield case("BoundedSemaphore", lock_tests.BoundedSemaphoreTests, "semtype", threading.BoundedSemaphore)
    yield case("Barrier", lock_tests.BarrierTests, "barriertype", threading.Barrier)


def processes():
    """`multiprocessing`, used by threads. Left out is what CPython's has in another way or not at all: other words in
    `repr`, other exceptions, other errors of timeouts, no private methods."""
    lock = "test_at_fork_reinit test_locked_repr test_repr test_timeout "
    yield case("Lock", lock_tests.LockTests, "locktype", multiprocessing.Lock, lock + "test_state_after_timeout")
    yield case(
        "RLock", lock_tests.RLockTests, "locktype", multiprocessing.RLock,
        lock + "test__is_owned test_different_thread test_recursion_count test_release_save_unacquired "
        "test_release_unacquired")
    yield case(
        "Event", lock_tests.EventTests, "eventtype", multiprocessing.Event,
        "test_at_fork_reinit test_repr test_set_and_clear")
    yield case(
        "Condition", lock_tests.ConditionTests, "condtype", multiprocessing.Condition,
        "test_unacquired_notify test_unacquired_wait")
    semaphore = "test_acquire_timeout test_constructor test_multirelease test_repr"
    yield case("Semaphore", lock_tests.SemaphoreTests, "semtype", multiprocessing.Semaphore, semaphore)
    yield case(
        "BoundedSemaphore", lock_tests.BoundedSemaphoreTests, "semtype", multiprocessing.BoundedSemaphore, semaphore)
    yield case("Barrier", lock_tests.BarrierTests, "barriertype", multiprocessing.Barrier, "test_repr")


if __name__ == "__main__":
    suite = unittest.TestSuite()
    for cls in threads() if sys.argv[1] == "threading" else processes():
        suite.addTest(unittest.defaultTestLoader.loadTestsFromTestCase(cls))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    sys.exit(not result.wasSuccessful())
