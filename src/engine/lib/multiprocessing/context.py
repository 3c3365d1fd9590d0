"""Contexts: the interface of `multiprocessing`, once for each start method."""

from importlib import import_module

import _process

from . import process

__all__ = ()


class ProcessError(Exception):
    """What `multiprocessing` raises."""


class BufferTooShort(ProcessError):
    """The buffer of `recv_bytes_into` is too small; the message is `args[0]`."""


class TimeoutError(ProcessError):
    """The time was over first."""


class AuthenticationError(ProcessError):
    """The keys of two processes differ."""


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

    def _make(self, module, name, *args, **options):
        # Modules are imported when they are first needed.
        make = getattr(import_module(f"multiprocessing.{module}"), name)
        return make(*args, ctx=self.get_context(), **options)

    def cpu_count(self):
        """How many cores the machine has."""
        if count := _process.cpu_count():
            return count
        raise NotImplementedError("cannot determine number of cpus")

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
        return self._make("synchronize", "Lock")

    def RLock(self):
        """A lock that its owner may take again."""
        return self._make("synchronize", "RLock")

    def Condition(self, lock=None):
        """A condition variable."""
        return self._make("synchronize", "Condition", lock)

    def Semaphore(self, value=1):
        """A semaphore."""
        return self._make("synchronize", "Semaphore", value)

    def BoundedSemaphore(self, value=1):
        """A semaphore with a greatest value."""
        return self._make("synchronize", "BoundedSemaphore", value)

    def Event(self):
        """A flag to wait for."""
        return self._make("synchronize", "Event")

    def Barrier(self, parties, action=None, timeout=None):
        """A barrier."""
        return self._make("synchronize", "Barrier", parties, action, timeout)

    def Queue(self, maxsize=0):
        """A queue of pickled objects."""
        return self._make("queues", "Queue", maxsize)

    def JoinableQueue(self, maxsize=0):
        """A queue with `task_done` and `join`."""
        return self._make("queues", "JoinableQueue", maxsize)

    def SimpleQueue(self):
        """A queue without limit."""
        return self._make("queues", "SimpleQueue")

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
        return self._make("sharedctypes", "Value", typecode_or_type, *args, lock=lock)

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """A C array in shared memory with a lock."""
        return self._make("sharedctypes", "Array", typecode_or_type, size_or_initializer, lock=lock)

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
        context = self if method is None else _concrete_contexts.get(method)
        if context is None:
            raise ValueError(f"cannot find context for {method!r}")
        return context

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

    def _method(self):
        return _default_context.get_start_method()


class DefaultContext(BaseContext):
    """The context behind the functions of `multiprocessing` itself."""

    Process = Process

    def __init__(self):
        self._actual_context = None

    def get_context(self, method=None):
        """The context of a start method; the default one is fixed when first asked for."""
        return self._fixed() if method is None else super().get_context(method)

    def _fixed(self):
        if self._actual_context is None:
            self._actual_context = _concrete_contexts["fork"]
        return self._actual_context

    def set_start_method(self, method, force=False):
        """Fixes the start method, once for the program."""
        if self._actual_context is not None and not force:
            raise RuntimeError("context has already been set")
        self._actual_context = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        """Name of the start method."""
        context = self._actual_context if allow_none else self._fixed()
        return context and context._name

    def get_all_start_methods(self):
        """Names of the start methods, the default one first."""
        return ["fork", "spawn", "forkserver"]


class ForkProcess(process.BaseProcess):
    """A process that begins as a copy of its parent."""

    _start_method = "fork"


class SpawnProcess(process.BaseProcess):
    """A process that begins with a fresh interpreter."""

    _start_method = "spawn"


class ForkServerProcess(process.BaseProcess):
    """A process that a server forks, from a fresh interpreter."""

    _start_method = "forkserver"


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
