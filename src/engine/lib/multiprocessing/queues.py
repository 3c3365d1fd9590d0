"""Queues between processes.

In CPython `put` hands the object to a feeder thread, which pickles it and writes it to a pipe. Here `put` pickles it, and the
driver feeds the pipe. What a program can see is the same: `put` waits only for `maxsize`, a process that has put waits at its
end until the pipe has room for all of it, an object that cannot be pickled is reported on standard error and lost, items of
one process keep their order.
"""

import sys
from queue import Empty, Full

import _image
import _ipc

from . import context, process

__all__ = ["Queue", "SimpleQueue", "JoinableQueue"]

_SEM_VALUE_MAX = 2147483647


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0, *, ctx):
        if maxsize <= 0:
            maxsize = _SEM_VALUE_MAX
        name = type(self).__name__
        self._maxsize = maxsize
        self._handle = _ipc.queue(name, True)
        self._slots = _ipc.sem_create(maxsize, maxsize, name + ".put()")
        self._closed = False
        self._join_cancelled = False

    def __getstate__(self):
        context.assert_spawning(self)
        return {**self.__dict__, "_join_cancelled": False}

    def __setstate__(self, state):
        self.__dict__.update(state)

    @property
    def _reader(self):
        from .connection import Connection
        return Connection(self._handle, writable=False)

    def put(self, obj, block=True, timeout=None):
        """Adds an object, waiting for room if it may."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if not _ipc.sem_acquire(self._slots, -1 if block and timeout is None else _wait_time(block, timeout)):
            raise Full
        self._feed(obj)

    def _feed(self, obj):
        try:
            data, handles = _image.dumps(obj)
        except Exception as error:
            _ipc.sem_release(self._slots)
            self._on_queue_feeder_error(error, obj)
        else:
            _ipc.send(self._handle, data, handles)
            if not self._join_cancelled:
                process._fed_at_exit(int(self._handle))

    def get(self, block=True, timeout=None):
        """Takes an object, waiting for one if it may."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        data = _ipc.receive(self._handle, -1 if block and timeout is None else _wait_time(block, timeout))
        if data is None:
            raise Empty
        _ipc.sem_release(self._slots)
        return _image.loads(data)

    def qsize(self):
        """How many objects it holds now."""
        return self._maxsize - _ipc.sem_value(self._slots)

    def empty(self):
        """Whether it holds nothing now."""
        return not _ipc.poll(self._handle, 0)

    def full(self):
        """Whether it has no room now."""
        return _ipc.sem_value(self._slots) == 0

    def get_nowait(self):
        """`get` that never waits."""
        return self.get(False)

    def put_nowait(self, obj):
        """`put` that never waits."""
        return self.put(obj, False)

    def close(self):
        """This process will put and get no more."""
        if not self._closed:
            self._closed = True
            _ipc.close(self._handle)

    def join_thread(self):
        """Waits until everything that was put is in the pipe. Only after `close`."""
        assert self._closed, "Queue {0!r} not closed".format(self)
        if not self._join_cancelled:
            _ipc.flush(int(self._handle))

    def cancel_join_thread(self):
        """This process will not wait at its end: what is not in the pipe by then is lost."""
        self._join_cancelled = True
        process._fed.discard(int(self._handle))

    @staticmethod
    def _on_queue_feeder_error(error, obj):
        import traceback
        sys.stderr.write("".join(traceback.format_exception(error)))


class JoinableQueue(Queue):
    """A queue that knows how many of its objects are not yet dealt with."""

    def __init__(self, maxsize=0, *, ctx):
        Queue.__init__(self, maxsize, ctx=ctx)
        from .synchronize import Condition, Semaphore
        self._unfinished_tasks = Semaphore(0, ctx=ctx)
        self._cond = Condition(ctx=ctx, label="JoinableQueue.join()")

    def put(self, obj, block=True, timeout=None):
        """Adds an object, waiting for room if it may."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if not _ipc.sem_acquire(self._slots, -1 if block and timeout is None else _wait_time(block, timeout)):
            raise Full
        with self._cond:
            self._unfinished_tasks.release()
            self._feed(obj)

    def task_done(self):
        """Says that an object that was taken is dealt with."""
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError("task_done() called too many times")
            if self._unfinished_tasks.get_value() == 0:
                self._cond.notify_all()

    def join(self):
        """Waits until every object was taken and `task_done` called for it."""
        with self._cond:
            if self._unfinished_tasks.get_value() != 0:
                self._cond.wait()


class SimpleQueue:
    """First in, first out. Without a feeder: `put` waits while the pipe is full."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *, ctx=None):
        self._handle = _ipc.queue("SimpleQueue")

    def __getstate__(self):
        context.assert_spawning(self)
        return self.__dict__

    def __setstate__(self, state):
        self.__dict__.update(state)

    @property
    def _reader(self):
        from .connection import Connection
        return Connection(self._handle, writable=False)

    def put(self, obj):
        """Adds an object."""
        data, handles = _image.dumps(obj)
        _ipc.send(self._handle, data, handles)

    def get(self):
        """Waits for an object and takes it."""
        return _image.loads(_ipc.receive(self._handle))

    def empty(self):
        """Whether it holds nothing now."""
        return not _ipc.poll(self._handle, 0)

    def close(self):
        """This process will put and get no more."""
        _ipc.close(self._handle)


class TaskQueue:
    """What pools are made of: `put` never waits, and every item has a number, known also when the rest cannot be loaded."""

    def __init__(self):
        self._handle = _ipc.queue("SimpleQueue", True)

    def put(self, number, content):
        """Adds an item."""
        data, handles = _image.dumps(content)
        _ipc.send(self._handle, number.to_bytes(16, "little") + data, handles)
        process._fed_at_exit(int(self._handle))

    def get(self, timeout=-1):
        """Takes an item: its number, and what `load` makes its content of. None if the time was over first."""
        data = _ipc.receive(self._handle, timeout)
        return None if data is None else (int.from_bytes(data[:16], "little"), data[16:])

    load = staticmethod(_image.loads)


def _wait_time(block, timeout):
    # For `_ipc`: zero is "not at all", negative "without limit".
    if not block:
        return 0
    if timeout is None:
        return -1
    return max(timeout, 0)
