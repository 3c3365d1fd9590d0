"""ProcessPoolExecutor.

One thread of the executor feeds the call queue, at most one call more than there are workers so that the others can
still be cancelled, takes the results, and notices workers that ended."""

import threading
from functools import partial

import _image
import _ipc
import multiprocessing

from . import _base

# How many calls wait in the call queue beyond those that run.
EXTRA_QUEUED_CALLS = 1

_executors = {}
_shutdown = False


def _python_exit():
    global _shutdown
    _shutdown = True
    for thread, executor in list(_executors.items()):
        executor._wake()
    for thread in list(_executors):
        thread.join()


threading._register_atexit(_python_exit)


class _RemoteTraceback(Exception):
    """The traceback of a worker, as text: the cause of the exception its caller sees."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class BrokenProcessPool(_base.BrokenExecutor):
    """A worker ended while it had work, or its initializer failed."""


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


def _process_worker(call_queue, result_queue, initializer, initargs, max_tasks):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            import logging
            logging.getLogger("concurrent.futures").critical("Exception in initializer:", exc_info=True)
            return
    completed = 0
    while True:
        call = call_queue.get()
        if call is None:
            return
        number, function, args, kwargs = call
        completed += 1
        last = multiprocessing.current_process().pid if completed == max_tasks else None
        text = None
        try:
            success, value = True, function(*args, **kwargs)
        except BaseException as error:
            success, value, text = False, error, _format(error)
        try:
            result_queue.put((number, success, value, text, last))
        except BaseException as error:
            result_queue.put((number, False, error, _format(error), last))
        del call, function, args, kwargs, value
        if last is not None:
            return


def _format(error):
    import traceback
    return '\n"""\n%s"""' % "".join(traceback.format_exception(error))


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chunks(iterables, size):
    chunk = []
    for args in zip(*iterables):
        chunk.append(args)
        if len(chunk) == size:
            yield tuple(chunk)
            chunk = []
    if chunk:
        yield tuple(chunk)


class ProcessPoolExecutor(_base.Executor):
    """Makes calls in a pool of processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            max_workers = multiprocessing.cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = multiprocessing.get_context("spawn" if max_tasks_per_child is not None else None)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if mp_context.get_start_method() == "fork":
                raise ValueError(
                    "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method;"
                    " supply a different mp_context."
                )
        self._max_workers = max_workers
        self._mp_context = mp_context
        self._initializer = initializer
        self._initargs = initargs
        self._max_tasks_per_child = max_tasks_per_child
        self._manager = None
        self._processes = {}
        self._shutdown = False
        self._lock = threading.Lock("_ProcessPoolExecutor")
        self._broken = False
        self._queue_count = 0
        self._cancel_pending = False
        # Calls by number: all that have no result yet, and the numbers of those not yet in the call queue.
        self._pending = {}
        self._waiting = []
        self._in_flight = 0
        # Workers that said they would end.
        self._leaving = set()
        self._call_queue = mp_context.SimpleQueue()
        self._result_queue = mp_context.SimpleQueue()

    def submit(self, fn, /, *args, **kwargs):
        """A future of `fn(*args, **kwargs)`."""
        with self._lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._pending[self._queue_count] = _WorkItem(future, fn, args, kwargs)
            self._waiting.append(self._queue_count)
            self._queue_count += 1
            self._wake()
            self._start_workers()
            if self._manager is None:
                self._manager = threading.Thread(target=self._manage, name="ProcessPoolExecutor._manage")
                _executors[self._manager] = self
                self._manager.start()
            return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """An iterator over the results, in order; a worker gets `chunksize` calls at a time."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(partial(_process_chunk, fn), _chunks(iterables, chunksize), timeout=timeout)
        return _flatten(results)

    def _start_workers(self):
        if self._mp_context.get_start_method() == "fork":
            # All at once: later there are threads, and a fork takes along what they hold.
            while len(self._processes) < self._max_workers:
                self._start_worker()
        elif len(self._processes) < self._max_workers and len(self._pending) > len(self._processes):
            self._start_worker()

    def _start_worker(self):
        child = self._mp_context.Process(
            target=_process_worker,
            args=(
                self._call_queue, self._result_queue, self._initializer, self._initargs, self._max_tasks_per_child,
            ),
        )
        child.start()
        self._processes[child.pid] = child

    def _wake(self):
        self._result_queue.put(None)

    # ---- the executor's thread

    def _manage(self):
        while True:
            if self._cancel_pending:
                self._cancel_waiting()
            self._feed()
            if (self._shutdown or _shutdown) and not self._pending:
                break
            for key in _ipc.wait_any([self._result_queue._handle], list(self._processes), -1):
                if key >= 0:
                    self._take_results()
                elif not self._worker_ended(-key):
                    self._break()
                    return self._join_workers()
        self._shutdown = True
        for _ in self._processes:
            self._call_queue.put(None)
        self._join_workers()

    def _feed(self):
        while self._waiting and self._in_flight < self._max_workers + EXTRA_QUEUED_CALLS:
            number = self._waiting.pop(0)
            item = self._pending[number]
            if not item.future.set_running_or_notify_cancel():
                del self._pending[number]
                continue
            try:
                self._call_queue.put((number, item.fn, item.args, item.kwargs))
                self._in_flight += 1
            except Exception as error:
                del self._pending[number]
                error.__cause__ = _RemoteTraceback(_format(error))
                item.future.set_exception(error)

    def _take_results(self):
        while True:
            data = _ipc.receive(self._result_queue._handle, 0)
            if data is None:
                return
            result = _image.loads(data)
            if result is None:
                continue
            number, success, value, text, last = result
            self._in_flight -= 1
            if last is not None:
                self._leaving.add(last)
            item = self._pending.pop(number)
            if success:
                item.future.set_result(value)
            else:
                value.__cause__ = _RemoteTraceback(text)
                item.future.set_exception(value)

    def _worker_ended(self, pid):
        # Whether that was to be expected.
        child = self._processes.pop(pid)
        child.join()
        if pid not in self._leaving:
            # Its last result may have come before its end was noticed.
            self._take_results()
        if pid in self._leaving:
            self._leaving.discard(pid)
            with self._lock:
                if self._pending:
                    self._start_worker()
            return True
        return False

    def _break(self):
        with self._lock:
            self._broken = "A child process terminated abruptly, the process pool is not usable anymore"
            self._shutdown = True
        for item in self._pending.values():
            item.future.set_exception(BrokenProcessPool(
                "A process in the process pool was terminated abruptly while the future was running or pending."
            ))
        self._pending.clear()
        self._waiting.clear()
        for child in self._processes.values():
            child.terminate()

    def _cancel_waiting(self):
        for number in self._waiting:
            self._pending.pop(number).future.cancel()
        self._waiting.clear()
        self._cancel_pending = False

    def _join_workers(self):
        for child in list(self._processes.values()):
            child.join()
        _executors.pop(threading.current_thread(), None)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more calls; waits for those under way if `wait`."""
        with self._lock:
            self._cancel_pending = cancel_futures
            self._shutdown = True
        if self._manager is not None:
            self._wake()
            if wait:
                self._manager.join()


def _flatten(results):
    for chunk in results:
        chunk.reverse()
        while chunk:
            yield chunk.pop()
