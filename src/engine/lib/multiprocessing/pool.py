"""Pools of workers.

A pool has a queue of tasks and a queue of results. Both have feeders, so the caller puts tasks itself; one thread
takes the results and replaces workers that ended, and another one, only for `imap`, draws from the iterable."""

import queue
import sys
import threading

import _ipc

from . import TimeoutError, get_context, process
from .queues import TaskQueue

__all__ = ["Pool", "ThreadPool"]

INIT = "INIT"
RUN = "RUN"
CLOSE = "CLOSE"
TERMINATE = "TERMINATE"


# Numbers of items: for who waits for results to look around, and of a worker whose initializer failed. Others are a job's
# number, from 1 on, and in it the number of its part.
_WAKE = 0
_FAILED = 1
_PART_BITS = 64


def mapstar(args):
    """A chunk of `map`."""
    return list(map(*args))


def starmapstar(args):
    """A chunk of `starmap`."""
    function, batch = args
    return [function(*item) for item in batch]


class RemoteTraceback(Exception):
    """The traceback of a worker, as text: the cause of the exception its caller sees."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class MaybeEncodingError(Exception):
    """A result that cannot be pickled."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self)


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None, remote=True):
    """What a worker does: takes tasks until it gets None or has done `maxtasks` of them."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            outqueue.put(_FAILED, None)
            raise
    completed = 0
    while maxtasks is None or completed < maxtasks:
        key, task = inqueue.get()
        if not key:
            break
        function = args = kwargs = text = None
        try:
            function, args, kwargs = inqueue.load(task)
            success, value = True, function(*args, **kwargs)
        except Exception as error:
            success, value = False, error
            if remote:
                import traceback
                text = '\n"""\n%s"""' % "".join(traceback.format_exception(error))
        try:
            outqueue.put(key, (success, value, text))
        except Exception as error:
            outqueue.put(key, (False, MaybeEncodingError(error, value), None))
        task = function = args = kwargs = value = None
        completed += 1


class Pool:
    """A pool of processes."""

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._pool = []
        self._state = INIT
        self._ctx = context or get_context()
        if processes is None:
            processes = self._ctx.cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        self._initializer = initializer
        self._initargs = initargs
        self._maxtasksperchild = maxtasksperchild
        self._cache = {}
        self._jobs = 0
        self._failed_initializers = 0
        self._broken = False
        self._feeder = None
        self._feeding = 0
        self._setup_queues()
        for _ in range(processes):
            self._pool.append(self._start_worker())
        # CPython's pool has three threads; those that come after have the same numbers here.
        threading._newname()
        threading._newname()
        self._handler = threading.Thread(target=self._handle_results, daemon=True)
        self._state = RUN
        self._handler.start()
        process._at_exit(id(self), 15, self.terminate)

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} state={self._state} pool_size={len(self._pool)}>"

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    # ---- workers

    def _setup_queues(self):
        self._inqueue = TaskQueue()
        self._outqueue = TaskQueue()

    def _start_worker(self):
        args = (self._inqueue, self._outqueue, self._initializer, self._initargs, self._maxtasksperchild)
        child = self._ctx.Process(target=worker, args=args)
        child.name = child.name.replace("Process", "PoolWorker")
        child.daemon = True
        child.start()
        return child

    def _wait_for_results(self):
        # The results that are there, after waiting for at least one result or the end of a worker.
        handle = self._outqueue._handle
        sentinels = {child.pid: child for child in self._pool}
        ready = _ipc.wait_any([handle], list(sentinels), -1)
        results = []
        for key in ready:
            if key >= 0:
                while (result := self._outqueue.get(0)) is not None:
                    results.append(result)
            else:
                self._replace(sentinels[-key])
        return results

    def _replace(self, child):
        child.join()
        if self._state == CLOSE and not self._busy():
            # The pool is at its end. It keeps its size, whether the worker ended before it was closed or after.
            return
        if child in self._pool:
            self._pool.remove(child)
        if not self._broken and self._state in (RUN, CLOSE):
            self._pool.append(self._start_worker())

    def _handle_results(self):
        while True:
            if self._state == TERMINATE or (self._state == CLOSE and not self._busy()):
                break
            for key, content in self._wait_for_results():
                if key == _FAILED:
                    self._failed_initializers += 1
                    if self._failed_initializers > 2 * self._processes:
                        self._give_up()
                elif key != _WAKE:
                    self._failed_initializers = 0
                    self._deliver(key, content)
        if self._state == CLOSE:
            for _ in self._pool:
                self._inqueue.put(_WAKE, None)

    def _deliver(self, key, content):
        # What cannot be loaded is an error of its task.
        try:
            success, value, text = self._outqueue.load(content)
        except Exception as error:
            success, value, text = False, error, None
        if not success and text is not None:
            value.__cause__ = RemoteTraceback(text)
        waiting = self._cache.get(key >> _PART_BITS)
        if waiting is not None:
            waiting._set(key & (1 << _PART_BITS) - 1, (success, value))

    def _give_up(self):
        # Workers that cannot even begin are not replaced for ever.
        self._broken = True
        for waiting in list(self._cache.values()):
            waiting._fail(_initializer_error())

    def _busy(self):
        return bool(self._cache) or self._feeding > 0

    # ---- tasks

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def _next_job(self):
        self._jobs += 1
        return self._jobs

    def _put(self, job, number, function, args, kwargs):
        # What cannot be pickled is an error of its task.
        try:
            if self._broken:
                raise _initializer_error()
            self._inqueue.put(job << _PART_BITS | number, (function, args, kwargs))
        except Exception as error:
            waiting = self._cache.get(job)
            if waiting is not None:
                waiting._set(number, (False, error))

    def apply(self, func, args=(), kwds={}):
        """Calls `func(*args, **kwds)` in a worker and waits for the result."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Calls `func(*args, **kwds)` in a worker."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._put(result._job, 0, func, args, kwds)
        return result

    def map(self, func, iterable, chunksize=None):
        """`[func(x) for x in iterable]`, computed by the workers."""
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """`map` that does not wait."""
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        """`[func(*x) for x in iterable]`, computed by the workers."""
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """`starmap` that does not wait."""
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        if not hasattr(iterable, "__len__"):
            iterable = list(iterable)
        length = len(iterable)
        if chunksize is None:
            chunksize, extra = divmod(length, len(self._pool) * 4)
            if extra:
                chunksize += 1
        if length == 0:
            chunksize = 0
        result = MapResult(self, chunksize, length, callback, error_callback)
        if length:
            for number, batch in enumerate(_batches(iterable, chunksize)):
                self._put(result._job, number, mapper, ((func, batch),), {})
        return result

    def imap(self, func, iterable, chunksize=1):
        """An iterator over the results, in order."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """An iterator over the results, as they come."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not {0:n}".format(chunksize))
        result = kind(self)
        if chunksize == 1:
            tasks = ((func, (item,)) for item in iterable)
        else:
            tasks = ((mapstar, ((func, batch),)) for batch in _batches(iterable, chunksize))
        if self._feeder is None:
            self._feeder = queue.SimpleQueue()
            threading.Thread(target=self._handle_tasks, name="Pool._handle_tasks", daemon=True).start()
        self._feeding += 1
        self._feeder.put((result, tasks))
        if chunksize == 1:
            return result
        return (item for chunk in result for item in chunk)

    def _handle_tasks(self):
        while True:
            entry = self._feeder.get()
            if entry is None:
                break
            result, tasks = entry
            count = 0
            try:
                for function, args in tasks:
                    if self._state == TERMINATE:
                        break
                    self._put(result._job, count, function, args, {})
                    count += 1
            except Exception as error:
                # The iterable failed: its error takes the place of the item it could not give.
                result._set(count, (False, error))
                count += 1
            result._set_length(count)
            self._feeding -= 1
            self._wake()

    # ---- the end

    def _wake(self):
        self._outqueue.put(_WAKE, None)

    def close(self):
        """No more tasks; workers end when all are done."""
        if self._state == RUN:
            self._state = CLOSE
            self._wake()

    def terminate(self):
        """Ends the workers at once."""
        if self._state == TERMINATE:
            return
        self._state = TERMINATE
        process._at_exit(id(self), 15, None)
        self._stop_workers()
        self._wake()
        if self._feeder is not None:
            self._feeder.put(None)
        if threading.current_thread() is not self._handler:
            self._handler.join()
            # It may have replaced a worker meanwhile.
            self._stop_workers()
        self._join_workers()

    def _stop_workers(self):
        # A copy: the handler takes ended workers out.
        for child in list(self._pool):
            if child.exitcode is None:
                child.terminate()

    def join(self):
        """Waits until the workers have ended. Only after `close` or `terminate`."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        self._handler.join()
        self._join_workers()

    def _join_workers(self):
        for child in list(self._pool):
            child.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.terminate()


def _initializer_error():
    return RuntimeError("the initializer of the pool failed in one worker after the other")


def _batches(iterable, size):
    iterator = iter(iterable)
    while True:
        batch = []
        for item in iterator:
            batch.append(item)
            if len(batch) == size:
                break
        if not batch:
            return
        yield tuple(batch)


class ApplyResult:
    """The result of `apply_async`."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, pool, callback=None, error_callback=None):
        self._pool = pool
        self._event = threading.Event()
        self._event._cond._wait_label = "AsyncResult.get()"
        self._job = pool._next_job()
        self._callback = callback
        self._error_callback = error_callback
        pool._cache[self._job] = self

    def ready(self):
        """Whether it is there."""
        return self._event.is_set()

    def successful(self):
        """Whether there was no exception."""
        if not self.ready():
            raise ValueError("{0!r} not ready".format(self))
        return self._success

    def wait(self, timeout=None):
        """Waits until it is there, or for `timeout` seconds."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """Waits and returns it, or raises the exception of its task."""
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, number, outcome):
        self._success, self._value = outcome
        self._finish()

    def _fail(self, error):
        # Nobody will work on what is left.
        self._success, self._value = False, error
        self._finish()

    def _finish(self):
        if self._success:
            if self._callback:
                self._callback(self._value)
        elif self._error_callback:
            self._error_callback(self._value)
        self._event.set()
        self._pool._cache.pop(self._job, None)
        self._pool = None


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """The result of `map_async`."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if length == 0:
            self._left = 0
            self._event.set()
            del pool._cache[self._job]
        else:
            self._left = -(-length // chunksize)

    def _set(self, number, outcome):
        success, value = outcome
        self._left -= 1
        if success and self._success:
            first = number * self._chunksize
            self._value[first:first + self._chunksize] = value
        elif not success and self._success:
            # The first error counts; the result is there when all chunks have ended.
            self._success = False
            self._value = value
        if self._left == 0:
            self._finish()


class IMapIterator:
    """The results of `imap`."""

    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock("_IMapIterator"))
        self._cond._wait_label = "IMapIterator.next()"
        self._job = pool._next_job()
        self._items = []
        self._early = {}
        self._index = 0
        self._length = None
        pool._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result; `TimeoutError` after `timeout` seconds."""
        with self._cond:
            # Results that come before their turn notify, too.
            self._cond.wait_for(lambda: self._items or self._index == self._length, timeout)
            if not self._items:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration from None
                raise TimeoutError from None
            success, value = self._items.pop(0)
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, number, outcome):
        with self._cond:
            self._add(number, outcome)
            self._cond.notify()
            self._check_end()

    def _fail(self, error):
        with self._cond:
            self._items.append((False, error))
            self._cond.notify()

    def _add(self, number, outcome):
        self._early[number] = outcome
        while self._index in self._early:
            self._items.append(self._early.pop(self._index))
            self._index += 1

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == length:
                self._cond.notify()
            self._check_end()

    def _check_end(self):
        if self._index == self._length and self._pool is not None:
            self._pool._cache.pop(self._job, None)


class IMapUnorderedIterator(IMapIterator):
    """The results of `imap_unordered`."""

    def _add(self, number, outcome):
        self._items.append(outcome)
        self._index += 1


class _ThreadQueue(queue.SimpleQueue):
    # The interface of TaskQueue.

    def put(self, number, content):
        queue.SimpleQueue.put(self, (number, content))

    def load(self, content):
        return content


class ThreadPool(Pool):
    """A pool of threads, with the same interface."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        if processes is None:
            import _process
            processes = _process.cpu_count() or 1
        Pool.__init__(self, processes, initializer, initargs)

    def _setup_queues(self):
        self._inqueue = _ThreadQueue()
        self._outqueue = _ThreadQueue()

    def _start_worker(self):
        from .dummy import DummyProcess
        args = (self._inqueue, self._outqueue, self._initializer, self._initargs, None, False)
        child = DummyProcess(target=worker, args=args)
        child.daemon = True
        child.start()
        return child

    def _wait_for_results(self):
        return [self._outqueue.get()]

    def _stop_workers(self):
        # Threads cannot be ended: what waits is dropped, and each worker finds its sentinel.
        try:
            while True:
                self._inqueue.get_nowait()
        except queue.Empty:
            pass
        for _ in self._pool:
            self._inqueue.put(_WAKE, None)

    def _join_workers(self):
        if self._state == CLOSE:
            Pool._join_workers(self)
