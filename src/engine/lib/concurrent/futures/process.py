"""ProcessPoolExecutor.

One thread of the executor feeds the call queue, at most one call more than there are workers so that the others can
still be cancelled, takes the results, and notices workers that ended."""

import threading
from _weakref import ref
from functools import partial

import _ipc
import multiprocessing
from multiprocessing.queues import TaskQueue

from . import _base

# How many calls wait in the call queue beyond those that run.
EXTRA_QUEUED_CALLS = 1

# Numbers of items in the queues: of one that only wakes or ends who waits, and of the first call.
_END = 0
_FIRST = 1

# What the executors' threads work on, so that all can be told when the program ends.
_pools = {}
_shutdown = False


def _python_exit():
    global _shutdown
    _shutdown = True
    for pool in list(_pools.values()):
        pool.wake()
    for thread in list(_pools):
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
        number, call = call_queue.get()
        if number == _END:
            return
        function, args, kwargs = call_queue.load(call)
        completed += 1
        last = multiprocessing.current_process().pid if completed == max_tasks else None
        text = None
        try:
            success, value = True, function(*args, **kwargs)
        except BaseException as error:
            success, value, text = False, error, _format(error)
        try:
            result_queue.put(number, (success, value, text, last))
        except BaseException as error:
            result_queue.put(number, (False, error, _format(error), last))
        del call, function, args, kwargs, value
        if last is not None:
            return


def _format(error, quote='"'):
    import traceback
    quotes = quote * 3
    return "\n%s\n%s%s" % (quotes, "".join(traceback.format_exception(error)), quotes)


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
        self._pool = _Pool(max_workers, mp_context, initializer, initargs, max_tasks_per_child)
        # Nobody can ask for anything any more: the workers end when they have done what was asked for.
        pool = self._pool
        pool.owner = ref(self, lambda _: pool.abandon())

    @property
    def _processes(self):
        return self._pool.processes

    @property
    def _broken(self):
        return self._pool.broken

    def submit(self, fn, /, *args, **kwargs):
        """A future of `fn(*args, **kwargs)`."""
        return self._pool.submit(fn, args, kwargs)

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """An iterator over the results, in order; a worker gets `chunksize` calls at a time."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(partial(_process_chunk, fn), _chunks(iterables, chunksize), timeout=timeout)
        return _flatten(results)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more calls; waits for those under way if `wait`."""
        self._pool.shutdown(wait, cancel_futures)


class _Pool:
    """What an executor and its thread work on. It does not hold the executor, which may go when the program drops it."""

    def __init__(self, max_workers, mp_context, initializer, initargs, max_tasks_per_child):
        self.max_workers = max_workers
        self.mp_context = mp_context
        self.initializer = initializer
        self.initargs = initargs
        self.max_tasks_per_child = max_tasks_per_child
        self.manager = None
        self.processes = {}
        self.is_shut_down = False
        self.lock = threading.Lock("_ProcessPoolExecutor")
        self.broken = False
        self.next_number = _FIRST
        self.cancel_pending = False
        # Calls by number: all that have no result yet, and the numbers of those not yet in the call queue.
        self.pending = {}
        self.waiting = []
        self.in_flight = 0
        # Workers that said they would end.
        self.leaving = set()
        self.call_queue = TaskQueue()
        self.result_queue = TaskQueue()

    def submit(self, fn, args, kwargs):
        """A future of `fn(*args, **kwargs)`."""
        with self.lock:
            if self.broken:
                raise BrokenProcessPool(self.broken)
            if self.is_shut_down:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self.pending[self.next_number] = _WorkItem(future, fn, args, kwargs)
            self.waiting.append(self.next_number)
            self.next_number += 1
            self.wake()
            self.start_workers()
            if self.manager is None:
                self.manager = threading.Thread(target=self.manage, name="ProcessPoolExecutor._manage")
                _pools[self.manager] = self
                self.manager.start()
            return future

    def start_workers(self):
        """Starts those that are needed."""
        if self.mp_context.get_start_method() == "fork":
            # All at once: later there are threads, and a fork takes along what they hold.
            while len(self.processes) < self.max_workers:
                self.start_worker()
        elif len(self.processes) < self.max_workers and len(self.pending) > len(self.processes):
            self.start_worker()

    def start_worker(self):
        """Starts one."""
        child = self.mp_context.Process(
            target=_process_worker,
            args=(self.call_queue, self.result_queue, self.initializer, self.initargs, self.max_tasks_per_child),
        )
        child.start()
        self.processes[child.pid] = child

    def wake(self):
        """Lets the executor's thread look around."""
        self.result_queue.put(_END, None)

    def abandon(self):
        """The executor is gone."""
        self.is_shut_down = True
        if self.manager is not None:
            self.wake()

    # ---- the executor's thread

    def manage(self):
        """Feeds the call queue and takes results, until there is nothing left to do."""
        while True:
            if self.cancel_pending:
                self.cancel_waiting()
            self.feed()
            if (self.is_shut_down or _shutdown) and not self.pending:
                break
            for key in _ipc.wait_any([self.result_queue._handle], list(self.processes), -1):
                try:
                    well = self.take_results() if key >= 0 else self.worker_ended(-key)
                    cause = None
                except Exception as error:
                    # A result that cannot be loaded: nobody knows what it was.
                    well, cause = False, _RemoteTraceback(_format(error, "'"))
                if not well:
                    self.give_up(cause)
                    return self.join_workers()
        self.is_shut_down = True
        for _ in self.processes:
            self.call_queue.put(_END, None)
        self.join_workers()

    def feed(self):
        """Fills the call queue."""
        while self.waiting and self.in_flight < self.max_workers + EXTRA_QUEUED_CALLS:
            number = self.waiting.pop(0)
            item = self.pending[number]
            if not item.future.set_running_or_notify_cancel():
                del self.pending[number]
                continue
            try:
                self.call_queue.put(number, (item.fn, item.args, item.kwargs))
                self.in_flight += 1
            except Exception as error:
                del self.pending[number]
                error.__cause__ = _RemoteTraceback(_format(error))
                item.future.set_exception(error)

    def take_results(self):
        """Hands out the results that are there."""
        while (result := self.result_queue.get(0)) is not None:
            number, content = result
            if number == _END:
                continue
            success, value, text, last = self.result_queue.load(content)
            self.in_flight -= 1
            if last is not None:
                self.leaving.add(last)
            item = self.pending.pop(number)
            if success:
                item.future.set_result(value)
            else:
                value.__cause__ = _RemoteTraceback(text)
                item.future.set_exception(value)
            del result, content, value, item
        return True

    def worker_ended(self, pid):
        """Takes note; false if that was not to be expected."""
        child = self.processes.pop(pid)
        child.join()
        if pid not in self.leaving:
            # Its last result may have come before its end was noticed.
            self.take_results()
        if pid in self.leaving:
            self.leaving.discard(pid)
            with self.lock:
                if self.pending:
                    self.start_worker()
            return True
        return False

    def give_up(self, cause):
        """Nothing more is done."""
        with self.lock:
            self.broken = "A child process terminated abruptly, the process pool is not usable anymore"
            self.is_shut_down = True
        for item in self.pending.values():
            error = BrokenProcessPool(
                "A process in the process pool was terminated abruptly while the future was running or pending."
            )
            error.__cause__ = cause
            item.future.set_exception(error)
        self.pending.clear()
        self.waiting.clear()
        for child in self.processes.values():
            child.terminate()

    def cancel_waiting(self):
        """Cancels what no worker can have begun."""
        for number in self.waiting:
            self.pending.pop(number).future.cancel()
        self.waiting.clear()
        self.cancel_pending = False

    def join_workers(self):
        """Waits for their ends."""
        for child in list(self.processes.values()):
            child.join()
        self.processes.clear()
        _pools.pop(threading.current_thread(), None)

    def shutdown(self, wait, cancel_futures):
        """No more calls; waits for those under way if `wait`."""
        with self.lock:
            self.cancel_pending = cancel_futures
            self.is_shut_down = True
        if self.manager is not None:
            self.wake()
            if wait:
                self.manager.join()


def _flatten(results):
    for chunk in results:
        chunk.reverse()
        while chunk:
            yield chunk.pop()
