"""Queues between threads: the `queue` module as CPython 3.11 documents it."""

import threading
from _thread import is_watched, note_get, note_put
from time import monotonic as time

__all__ = ["Empty", "Full", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


# Whether somebody looks at what goes from thread to thread. It does not change while a program runs.
_watched = is_watched()


class Empty(Exception):
    """`get` may not wait and there is nothing."""

    __module__ = "_queue"

    def __getstate__(self):
        raise TypeError("cannot pickle '_queue.SimpleQueue' object")


class Full(Exception):
    """`put` may not wait and there is no room."""


def _condition(mutex, label):
    condition = threading.Condition(mutex)
    condition._wait_label = label
    return condition


class Queue:
    """First in, first out. `maxsize` zero or less: without limit."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        name = type(self).__name__
        self.mutex = threading.Lock("_" + name)
        self.not_empty = _condition(self.mutex, name + ".get()")
        self.not_full = _condition(self.mutex, name + ".put()")
        self.all_tasks_done = _condition(self.mutex, name + ".join()")
        self.unfinished_tasks = 0

    def __getstate__(self):
        raise TypeError("cannot pickle '_thread.lock' object")

    def task_done(self):
        """Says that an item that was taken is dealt with."""
        with self.all_tasks_done:
            unfinished = self.unfinished_tasks - 1
            if unfinished < 0:
                raise ValueError("task_done() called too many times")
            if unfinished == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = unfinished

    def join(self):
        """Waits until every item was taken and `task_done` called for it."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        """How many items it holds now."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether it holds nothing now."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether it has no room now."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Adds an item, waiting for room if it may."""
        with self.mutex:
            if self.maxsize > 0:
                self._await(self.not_full, self._is_full, Full, block, timeout)
            self._put(item)
            if _watched:
                note_put(self.mutex, item)
            self.unfinished_tasks += 1
            if self.not_empty._waiters:
                self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Takes an item, waiting for one if it may."""
        with self.mutex:
            if timeout is not None or not self._qsize():
                self._await(self.not_empty, self._is_empty, Empty, block, timeout)
            item = self._get()
            if _watched:
                note_get(self.mutex, item)
            if self.not_full._waiters:
                self.not_full.notify()
            return item

    def _await(self, condition, hindered, error, block, timeout):
        if not block:
            if hindered():
                raise error
        elif timeout is None:
            while hindered():
                condition.wait()
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        else:
            deadline = time() + timeout
            while hindered():
                remaining = deadline - time()
                if remaining <= 0.0:
                    raise error
                condition.wait(remaining)

    def _is_full(self):
        return self._qsize() >= self.maxsize

    def _is_empty(self):
        return not self._qsize()

    def put_nowait(self, item):
        """`put` that never waits."""
        return self.put(item, block=False)

    def get_nowait(self):
        """`get` that never waits."""
        return self.get(block=False)

    # The order of items, for subclasses to change. Called with the mutex held.

    def _init(self, maxsize):
        from _collections import deque
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """Smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        from heapq import heappush
        heappush(self.queue, item)

    def _get(self):
        from heapq import heappop
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


class SimpleQueue:
    """First in, first out, without limit, without tasks."""

    __class_getitem__ = classmethod(type(list[int]))

    __module__ = "_queue"

    def __init__(self):
        from _collections import deque
        self._queue = deque()
        self._count = threading.Semaphore(0)
        self._count._cond._wait_label = "SimpleQueue.get()"
        self._mark = threading.Lock("_SimpleQueue")

    def put(self, item, block=True, timeout=None):
        """Adds an item; never waits."""
        self._queue.append(item)
        if _watched:
            note_put(self._mark, item)
        self._count.release()

    def get(self, block=True, timeout=None):
        """Takes an item, waiting for one if it may."""
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            timeout = None
        if not self._count.acquire(block, timeout):
            raise Empty
        item = self._queue.popleft()
        if _watched:
            note_get(self._mark, item)
        return item

    def put_nowait(self, item):
        """The same as `put`."""
        return self.put(item)

    def get_nowait(self):
        """`get` that never waits."""
        return self.get(block=False)

    def empty(self):
        """Whether it holds nothing now."""
        return not self._queue

    def qsize(self):
        """How many items it holds now."""
        return len(self._queue)

# Where pickles look for Empty.
import _queue
