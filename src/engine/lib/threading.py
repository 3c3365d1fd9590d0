"""Threads and what they coordinate with: the `threading` module as CPython 3.11 documents it.

Every lock carries a label for the trace. A label that begins with an underscore is a mutex inside one of the classes
here; one that ends in `()` is what a thread waits on inside that call, so that a timeline reads
"blocked on Semaphore.acquire()" and not "blocked on some lock".
"""

import _thread
import sys as _sys
from time import monotonic as _time

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
    "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer",
    "ThreadError", "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "gettrace",
    "getprofile", "get_native_id",
]

ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
from _threading_local import local, _end as _end_locals
Lock = _thread.allocate_lock
_allocate_lock = _thread.allocate_lock


def RLock(*args, **kwargs):
    """A lock that its owner may take again; it is free after as many releases."""
    return _thread.RLock(*args, **kwargs)


_CRLock = _thread.RLock


def _deprecated(name, advice):
    """Warns whoever called the old name, in CPython's words."""
    import warnings
    warnings.warn(f"{name}() is deprecated, {advice} instead", DeprecationWarning, stacklevel=3)


class Condition:
    """Lets threads wait until another one notifies them. Guarded by a lock, an RLock unless one is given."""

    _wait_label = "Condition.wait()"

    def __init__(self, lock=None):
        if lock is None:
            lock = _thread.RLock("Condition")
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # An RLock knows its owner and gives up all its levels at once; other locks make do.
        if hasattr(lock, "_release_save"):
            self._release_save = lock._release_save
            self._acquire_restore = lock._acquire_restore
        if hasattr(lock, "_is_owned"):
            self._is_owned = lock._is_owned
        self._waiters = []

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Releases the lock, waits for a notification, takes the lock again. False if the time was over first."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate_lock(self._wait_label)
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                waiter.acquire()
                notified = True
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Waits until `predicate()` is true; returns its last result."""
        deadline = None
        remaining = timeout
        result = predicate()
        while not result:
            if remaining is not None:
                if deadline is None:
                    deadline = _time() + remaining
                else:
                    remaining = deadline - _time()
                    if remaining <= 0:
                        break
            self.wait(remaining)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes up to `n` waiting threads, the longest waiting first."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters[0]
            try:
                waiter.release()
            except RuntimeError:
                # Notified before, and its thread has not yet removed it.
                pass
            else:
                n -= 1
            try:
                waiters.remove(waiter)
            except ValueError:
                pass

    def notify_all(self):
        """Wakes all waiting threads."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Old name of `notify_all`."""
        _deprecated("notifyAll", "use notify_all()")
        self.notify_all()


def _internal_condition(label):
    # A condition inside another class: its mutex and its waiters carry that class's name.
    condition = Condition(_allocate_lock("_" + label.partition(".")[0]))
    condition._wait_label = label
    return condition


class Semaphore:
    """A counter that `acquire` decrements, waiting while it is zero, and `release` increments."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = _internal_condition(type(self).__name__ + ".acquire()")
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Takes one; False if it may not wait, or not as long as it would take."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        deadline = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if deadline is None:
                        deadline = _time() + timeout
                    else:
                        timeout = deadline - _time()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        """Gives back `n` and wakes as many waiting threads."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            for _ in range(n):
                self._cond.notify()

    def __exit__(self, exc_type, exc_value, traceback):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that must not be released more often than it was acquired."""

    def __init__(self, value=1):
        Semaphore.__init__(self, value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}/{self._initial_value}>"

    def release(self, n=1):
        """Gives back `n`; `ValueError` if that would exceed the initial value."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            for _ in range(n):
                self._cond.notify()


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._cond = _internal_condition("Event.wait()")
        self._flag = False

    def __repr__(self):
        cls = type(self)
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Whether the flag is up."""
        return self._flag

    def isSet(self):
        """Old name of `is_set`."""
        _deprecated("isSet", "use is_set()")
        return self.is_set()

    def set(self):
        """Raises the flag; all waiting threads go on."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Lowers the flag."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Waits until the flag is up; returns whether it is."""
        with self._cond:
            signaled = self._flag
            if not signaled:
                signaled = self._cond.wait(timeout)
            return signaled


class BrokenBarrierError(RuntimeError):
    """The barrier was reset or broken while, or before, a thread waited."""


_FILLING, _DRAINING, _RESETTING, _BROKEN = 0, 1, -1, -2


class Barrier:
    """Holds `parties` threads until the last one has arrived, then lets them all go."""

    def __init__(self, parties, action=None, timeout=None):
        self._cond = _internal_condition("Barrier.wait()")
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = _FILLING
        self._count = 0

    def __repr__(self):
        cls = type(self)
        where = f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
        if self.broken:
            return where + "broken>"
        return where + f"waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Waits for the others. Returns a number from 0 to `parties` - 1, another one to each thread."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            # The threads of the round before must have left.
            while self._state in (_RESETTING, _DRAINING):
                self._cond.wait()
            if self._state == _BROKEN:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._open()
                else:
                    self._await_others(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (_RESETTING, _DRAINING):
                    self._state = _FILLING
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._state = _DRAINING
        self._cond.notify_all()

    def _await_others(self, timeout):
        if not self._cond.wait_for(lambda: self._state != _FILLING, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _break(self):
        self._state = _BROKEN
        self._cond.notify_all()

    def reset(self):
        """Back to the initial state; waiting threads get `BrokenBarrierError`."""
        with self._cond:
            if self._count > 0:
                if self._state in (_FILLING, _BROKEN):
                    self._state = _RESETTING
            else:
                self._state = _FILLING
            self._cond.notify_all()

    def abort(self):
        """Breaks the barrier: this and later calls of `wait` fail."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait now."""
        return self._count if self._state == _FILLING else 0

    @property
    def broken(self):
        """Whether it is broken."""
        return self._state == _BROKEN


# Threads by ident, and those that were started but did not run yet.
_active = {}
_limbo = {}
_counter = 0


def _newname(template="Thread-%d"):
    global _counter
    _counter += 1
    return template % _counter


class Thread:
    """A thread of control: runs `target(*args, **kwargs)`, or `run()` of a subclass."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = _newname()
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is None:
            daemon = current_thread().daemon
        self._daemonic = daemon
        self._ident = None
        self._native_id = None
        self._is_started = False
        self._is_stopped = False
        # Where its error goes if there is no standard error any more then.
        self._stderr = _sys.stderr
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._is_started:
            status = "started"
        if self._is_stopped:
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def __getstate__(self):
        raise TypeError("cannot pickle '_thread.lock' object")

    def start(self):
        """Starts the thread. At most once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._is_started:
            raise RuntimeError("threads can only be started once")
        self._is_started = True
        _limbo[self] = self
        try:
            self._ident = _thread.start_thread(self._bootstrap, self._name, self._daemonic)
        except Exception:
            self._is_started = False
            del _limbo[self]
            raise
        self._native_id = _thread.native_id_of(self._ident)
        _thread.wait_started()

    def run(self):
        """What the thread does; subclasses override it."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._ident = ident = get_ident()
        self._native_id = get_native_id()
        _active[ident] = self
        _limbo.pop(self, None)
        try:
            self.run()
        except:
            _report(self)
        finally:
            _end_locals()
            self._is_stopped = True
            _active.pop(ident, None)

    def join(self, timeout=None):
        """Waits until the thread has ended, or for `timeout` seconds."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._is_started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if self._ident in _gone:
            return
        if timeout is None:
            _thread.join_thread(self._ident)
        else:
            _thread.join_thread(self._ident, max(timeout, 0))

    @property
    def name(self):
        """Its name; names need not differ."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        """Its identifier, None before it is started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The system's identifier, None before it runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        """Whether it was started and has not ended."""
        assert self._initialized, "Thread.__init__() not called"
        return self._is_started and not self._is_stopped

    @property
    def daemon(self):
        """Whether the program may end without it."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._is_started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Old form of `daemon`."""
        _deprecated("isDaemon", "get the daemon attribute")
        return self.daemon

    def setDaemon(self, daemonic):
        """Old form of setting `daemon`."""
        _deprecated("setDaemon", "set the daemon attribute")
        self.daemon = daemonic

    def getName(self):
        """Old form of `name`."""
        _deprecated("getName", "get the name attribute")
        return self.name

    def setName(self, name):
        """Old form of setting `name`."""
        _deprecated("setName", "set the name attribute")
        self.name = name


class _ExceptHookArgs(tuple):
    """What `excepthook` is given: `exc_type`, `exc_value`, `exc_traceback`, `thread`."""

    __module__ = "_thread"

    def __new__(cls, fields):
        fields = tuple(fields)
        if len(fields) != 4:
            raise TypeError(f"_thread._ExceptHookArgs() takes a 4-sequence ({len(fields)}-sequence given)")
        return tuple.__new__(cls, fields)

    @property
    def exc_type(self):
        """Class of the exception."""
        return self[0]

    @property
    def exc_value(self):
        """The exception, or None."""
        return self[1]

    @property
    def exc_traceback(self):
        """Its traceback, or None."""
        return self[2]

    @property
    def thread(self):
        """The thread, or None."""
        return self[3]

    def __repr__(self):
        return "_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)" % tuple(self)


ExceptHookArgs = _ExceptHookArgs


def excepthook(args, /):
    """Reports an exception that left `Thread.run`. May be replaced."""
    exc_type, exc_value, exc_traceback, thread = args
    if exc_type is SystemExit:
        return
    import traceback
    name = thread.name if thread is not None else get_ident()
    lines = traceback.format_exception(exc_type, exc_value, exc_traceback)
    stderr = _sys.stderr
    if stderr is None:
        stderr = getattr(thread, "_stderr", None)
    if stderr is not None:
        stderr.write(f"Exception in thread {name}:\n" + "".join(lines))


__excepthook__ = excepthook


def _report(thread):
    # An exception left run(). A hook that fails itself is reported as any other uncaught exception.
    args = ExceptHookArgs([*_sys.exc_info(), thread])
    if args.exc_type is not SystemExit:
        _thread.note_failure()
    try:
        excepthook(args)
    except Exception as error:
        error.__suppress_context__ = True
        if _sys.stderr is not None:
            _sys.stderr.write("Exception in threading.excepthook:\n")
        _sys.excepthook(type(error), error, error.__traceback__)


class Timer(Thread):
    """Calls a function after a delay, unless it is cancelled first."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Stops the timer if it still waits."""
        self.finished.set()

    def run(self):
        """Waits, then calls."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._adopt()

    def _adopt(self):
        self._is_started = True
        self._ident = get_ident()
        self._native_id = get_native_id()
        _active[self._ident] = self


class _DummyThread(Thread):
    """Stands for a thread that this module did not start."""

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"), daemon=True)
        _MainThread._adopt(self)

    def is_alive(self):
        """Nobody knows when it ends."""
        return True

    def join(self, timeout=None):
        """Cannot be waited for."""
        assert False, "cannot join a dummy thread"


def current_thread():
    """The thread that calls this."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """Old name of `current_thread`."""
    _deprecated("currentThread", "use current_thread()")
    return current_thread()


def main_thread():
    """The thread the process began with."""
    return _main_thread


def active_count():
    """How many threads are alive."""
    return len(enumerate())


def activeCount():
    """Old name of `active_count`."""
    _deprecated("activeCount", "use active_count()")
    return active_count()


def enumerate():
    """All threads that are alive."""
    # Copies: without a GIL another thread may begin or end meanwhile. Limbo first: who leaves it meanwhile is among the active ones,
    # and is not missed; who is in both counts once.
    starting = list(_limbo.copy().values())
    alive = list(_active.copy().values())
    idents = [id(thread) for thread in alive]
    return alive + [thread for thread in starting if id(thread) not in idents and not thread._is_stopped]




def setprofile(func):
    """There are no profile functions: None alone is taken."""
    if func is not None:
        raise NotImplementedError("threading.setprofile: this Python calls no function for each line or call")


def getprofile():
    """What `setprofile` was given."""
    return None


def settrace(func):
    """There are no trace functions: None alone is taken."""
    if func is not None:
        raise NotImplementedError("threading.settrace: this Python calls no function for each line or call")


def gettrace():
    """What `settrace` was given."""
    return None


def stack_size(size=0, /):
    """Sets the size for further threads, returns the last one. Frames live on the heap: it changes nothing."""
    global _stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < 32768:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before


_stack_size = 0


# ---- start, exit and fork of the process

# Idents of threads that a fork left behind in the parent.
_gone = set()
_exit_functions = []
# Whether the main thread has ended.
_ended = False
# The thread that is forking this process, set while the image of the child is made.
_forking = None


def _register_atexit(func, *args, **kwargs):
    """Calls a function when the main thread has ended, before its threads are joined."""
    if _ended:
        raise RuntimeError("can't register atexit after shutdown")
    _exit_functions.append((func, args, kwargs))


def _shutdown():
    """The main thread has ended: waits for all threads that are not daemons."""
    global _ended
    _main_thread._is_stopped = _ended = True
    _thread.main_ended()
    while _exit_functions:
        func, args, kwargs = _exit_functions.pop()
        func(*args, **kwargs)
    waited = True
    while waited:
        waited = False
        for thread in enumerate():
            if thread is not _main_thread and not thread._daemonic:
                # A thread in limbo whose creator has not yet stored the ident comes round again.
                if thread._ident is None:
                    _thread.sched_yield()
                else:
                    _thread.join_thread(thread._ident)
                waited = True


def _after_fork(survivor=None):
    """In a forked child only the thread that forked is left, under a new ident, as the main thread."""
    global _main_thread, _forking, _ended
    _ended = False
    survivor = survivor or _forking or _main_thread
    _forking = None
    for thread in enumerate():
        if thread is not survivor:
            thread._is_stopped = True
            _gone.add(thread._ident)
    _active.clear()
    _limbo.clear()
    _exit_functions.clear()
    _main_thread = survivor
    survivor._is_stopped = False
    _MainThread._adopt(survivor)
    if "random" in _sys.modules:
        # Not the numbers of its parent and its siblings.
        _sys.modules["random"].seed()
    if "os" in _sys.modules:
        _sys.modules["os"]._run_hooks("after_in_child")


# Other threads take their daemon flag from the one that creates them; this one gives its own.
_main_thread = _MainThread()
