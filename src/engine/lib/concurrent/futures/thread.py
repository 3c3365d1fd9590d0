"""ThreadPoolExecutor."""

import queue
import threading
from _weakref import ref

from . import _base

# The threads of all executors that are alive, with the queues they wait at: when the program ends they are told.
_waiting_at = {}
_ending = False
_counter = 0


def _end_all():
    global _ending
    _ending = True
    threads = dict(_waiting_at)
    for calls in threads.values():
        calls.put(None)
    for thread in threads:
        thread.join()


threading._register_atexit(_end_all)


class _Call:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, future, function, args, kwargs):
        self.future = future
        self.what = function, args, kwargs

    def carry_out(self):
        if not self.future.set_running_or_notify_cancel():
            return
        function, args, kwargs = self.what
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The traceback holds this frame.
            self = None
        else:
            self.future.set_result(result)


def _calls_left(calls):
    """Takes out, one after the other, the calls that no thread has begun."""
    try:
        while True:
            if (call := calls.get_nowait()) is not None:
                yield call
    except queue.Empty:
        return


class _Worker:
    """What a thread of an executor does. It does not hold the executor while it waits."""

    def __init__(self, executor):
        self.executor = executor._reference
        self.calls = executor._work_queue

    def run(self, initializer, args):
        if initializer is not None and not self.initialized(initializer, args):
            return
        while (call := self.next()) is not None or not self.over():
            if call is not None:
                call.carry_out()
            del call
        _waiting_at.pop(threading.current_thread(), None)

    def initialized(self, initializer, args):
        try:
            initializer(*args)
        except BaseException:
            import logging
            logging.getLogger("concurrent.futures").critical("Exception in initializer:", exc_info=True)
            if (executor := self.executor()) is not None:
                executor._give_up()
            return False
        return True

    def next(self):
        try:
            return self.calls.get_nowait()
        except queue.Empty:
            pass
        if (executor := self.executor()) is not None:
            executor._idle_semaphore.release()
        del executor
        return self.calls.get()

    def over(self):
        executor = self.executor()
        if not (_ending or executor is None or executor._shutdown):
            return False
        if executor is not None:
            executor._shutdown = True
        # The other threads are told in turn.
        self.calls.put(None)
        return True


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a thread failed."""


class ThreadPoolExecutor(_base.Executor):
    """Makes calls in a pool of threads, which are started as they are needed."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _counter
        if max_workers is None:
            import _process
            max_workers = min(32, 4 + (_process.cpu_count() or 1))
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{_counter}"
            _counter += 1
        self._thread_name_prefix = thread_name_prefix
        self._max_workers = max_workers
        self.__first = initializer, initargs
        self._work_queue = calls = queue.SimpleQueue()
        # Nobody can submit anything any more: the threads end when they have done what was asked for.
        self._reference = ref(self, lambda _: calls.put(None))
        self._threads = set()
        self._idle_semaphore = threading.Semaphore(0)
        self._shutdown_lock = threading.Lock("_ThreadPoolExecutor")
        self._shutdown = False
        self._broken = None  # why

    def submit(self, fn, /, *args, **kwargs):
        """A future of `fn(*args, **kwargs)`."""
        with self._shutdown_lock:
            self.__check_open()
            future = _base.Future()
            self._work_queue.put(_Call(future, fn, args, kwargs))
            if not self._idle_semaphore.acquire(False) and len(self._threads) < self._max_workers:
                self.__start_thread()
            return future

    def __check_open(self):
        if self._broken:
            raise BrokenThreadPool(self._broken)
        if self._shutdown or _ending:
            whose = "" if self._shutdown else "interpreter "
            raise RuntimeError(f"cannot schedule new futures after {whose}shutdown")

    def __start_thread(self):
        name = f"{self._thread_name_prefix}_{len(self._threads)}"
        thread = threading.Thread(name=name, target=_Worker(self).run, args=self.__first)
        # Known before it starts: it may end, and be forgotten, at once.
        self._threads.add(thread)
        _waiting_at[thread] = self._work_queue
        thread.start()

    def _give_up(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for call in _calls_left(self._work_queue):
                call.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more calls; waits for those under way if `wait`."""
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for call in _calls_left(self._work_queue):
                    call.future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
