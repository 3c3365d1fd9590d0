"""Contexts: the interface of `multiprocessing`, once for each start method."""

import _process

from . import process

__all__ = ()


class ProcessError(Exception):
    """What `multiprocessing` raises."""

    __module__ = "multiprocessing"


class BufferTooShort(ProcessError):
    """The buffer of `recv_bytes_into` is too small; the message is `args[0]`."""

    __module__ = "multiprocessing"


class TimeoutError(ProcessError):
    """The time was over first."""

    __module__ = "multiprocessing"


class AuthenticationError(ProcessError):
    """The keys of two processes differ."""

    __module__ = "multiprocessing"


reducer = None


class BaseContext:
    """What all contexts offer."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    reducer = None

    def cpu_count(self):
        """How many cores the machine has."""
        count = _process.cpu_count()
        if not count:
            raise NotImplementedError("cannot determine number of cpus")
        return count

    def Manager(self):
        """A started server process whose objects other processes reach through proxies."""
        from .managers import SyncManager
        manager = SyncManager(ctx=self.get_context())
        manager.start()
        return manager

    def Pipe(self, duplex=True):
        """Two connected ends of a pipe."""
        from .connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        """A lock that does not know its owner."""
        from .synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        """A lock that its owner may take again."""
        from .synchronize import RLock
        return RLock(ctx=self.get_context())

    def Condition(self, lock=None):
        """A condition variable."""
        from .synchronize import Condition
        return Condition(lock, ctx=self.get_context())

    def Semaphore(self, value=1):
        """A semaphore."""
        from .synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        """A semaphore with a greatest value."""
        from .synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        """A flag to wait for."""
        from .synchronize import Event
        return Event(ctx=self.get_context())

    def Barrier(self, parties, action=None, timeout=None):
        """A barrier."""
        from .synchronize import Barrier
        return Barrier(parties, action, timeout, ctx=self.get_context())

    def Queue(self, maxsize=0):
        """A queue of pickled objects."""
        from .queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        """A queue with `task_done` and `join`."""
        from .queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        """A queue without limit."""
        from .queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """A pool of worker processes."""
        from .pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        """A C value in shared memory."""
        from .sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """A C array in shared memory."""
        from .sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """A C value in shared memory with a lock."""
        from .sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """A C array in shared memory with a lock."""
        from .sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        """For frozen Windows programs; nothing to do here."""

    def get_logger(self):
        """The package's logger."""
        from .util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        """Lets the package's logger write to standard error."""
        from .util import log_to_stderr
        return log_to_stderr(level)

    def allow_connection_pickling(self):
        """Connections can always be sent."""

    def set_executable(self, executable):
        """Accepted; processes run in the same engine."""

    def set_forkserver_preload(self, module_names):
        """Accepted; the fork server starts from a fresh interpreter."""

    def get_context(self, method=None):
        """The context of a start method."""
        if method is None:
            return self
        try:
            return _concrete_contexts[method]
        except KeyError:
            raise ValueError("cannot find context for %r" % method) from None

    def get_start_method(self, allow_none=False):
        """Name of the start method."""
        return self._name

    def set_start_method(self, method, force=False):
        """Only the default context can be changed."""
        raise ValueError("cannot set start method of concrete context")

    def _check_available(self):
        pass


class Process(process.BaseProcess):
    """A process started by the default method."""

    _start_method = None

    def _method(self):
        return _default_context.get_start_method()


class DefaultContext(BaseContext):
    """The context behind the functions of `multiprocessing` itself."""

    Process = Process

    def __init__(self):
        self._actual_context = None

    def get_context(self, method=None):
        """The context of a start method; the default one is fixed when first asked for."""
        if method is None:
            if self._actual_context is None:
                self._actual_context = _concrete_contexts["fork"]
            return self._actual_context
        return BaseContext.get_context(self, method)

    def set_start_method(self, method, force=False):
        """Fixes the start method, once for the program."""
        if self._actual_context is not None and not force:
            raise RuntimeError("context has already been set")
        self._actual_context = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        """Name of the start method."""
        if self._actual_context is None:
            if allow_none:
                return None
            self._actual_context = _concrete_contexts["fork"]
        return self._actual_context._name

    def get_all_start_methods(self):
        """Names of the start methods, the default one first."""
        return ["fork", "spawn", "forkserver"]


class ForkProcess(process.BaseProcess):
    """A process that begins as a copy of its parent."""

    _start_method = "fork"

    def _method(self):
        return "fork"


class SpawnProcess(process.BaseProcess):
    """A process that begins with a fresh interpreter."""

    _start_method = "spawn"

    def _method(self):
        return "spawn"


class ForkServerProcess(process.BaseProcess):
    """A process that a server forks, from a fresh interpreter."""

    _start_method = "forkserver"

    def _method(self):
        return "forkserver"


class ForkContext(BaseContext):
    """Start method `fork`."""

    _name = "fork"
    Process = ForkProcess


class SpawnContext(BaseContext):
    """Start method `spawn`."""

    _name = "spawn"
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    """Start method `forkserver`."""

    _name = "forkserver"
    Process = ForkServerProcess


_concrete_contexts = {"fork": ForkContext(), "spawn": SpawnContext(), "forkserver": ForkServerContext()}
_default_context = DefaultContext()


def _force_start_method(method):
    _default_context._actual_context = _concrete_contexts[method]


def get_spawning_popen():
    """Whether a process is being pickled to be spawned."""
    return process._spawning


def assert_spawning(obj):
    """`obj` may be pickled only while it is handed to a child."""
    if not process._spawning:
        raise RuntimeError(
            "%s objects should only be shared between processes through inheritance" % type(obj).__name__
        )
