"""Processes and what they coordinate with: the `multiprocessing` package as CPython 3.11 documents it.

Importing this package loads contexts and processes only; the rest comes when it is first used, because every
started process carries what its parent has loaded.
"""

from . import context, process
from .context import (
    AuthenticationError, BufferTooShort, Process, ProcessError, TimeoutError, _default_context, reducer,
)
from .process import active_children, current_process, parent_process

__all__ = [
    "Array", "AuthenticationError", "Barrier", "BoundedSemaphore", "BufferTooShort", "Condition", "Event",
    "JoinableQueue", "Lock", "Manager", "Pipe", "Pool", "Process", "ProcessError", "Queue", "RLock", "RawArray",
    "RawValue", "Semaphore", "SimpleQueue", "TimeoutError", "Value", "active_children", "allow_connection_pickling",
    "cpu_count", "current_process", "freeze_support", "get_all_start_methods", "get_context", "get_logger",
    "get_start_method", "log_to_stderr", "parent_process", "reducer", "set_executable", "set_forkserver_preload",
    "set_start_method",
]

Array = _default_context.Array
Barrier = _default_context.Barrier
BoundedSemaphore = _default_context.BoundedSemaphore
Condition = _default_context.Condition
Event = _default_context.Event
JoinableQueue = _default_context.JoinableQueue
Lock = _default_context.Lock
Manager = _default_context.Manager
Pipe = _default_context.Pipe
Pool = _default_context.Pool
Queue = _default_context.Queue
RLock = _default_context.RLock
RawArray = _default_context.RawArray
RawValue = _default_context.RawValue
Semaphore = _default_context.Semaphore
SimpleQueue = _default_context.SimpleQueue
Value = _default_context.Value
allow_connection_pickling = _default_context.allow_connection_pickling
cpu_count = _default_context.cpu_count
freeze_support = _default_context.freeze_support
get_all_start_methods = _default_context.get_all_start_methods
get_context = _default_context.get_context
get_logger = _default_context.get_logger
get_start_method = _default_context.get_start_method
log_to_stderr = _default_context.log_to_stderr
set_executable = _default_context.set_executable
set_forkserver_preload = _default_context.set_forkserver_preload
set_start_method = _default_context.set_start_method

SUBDEBUG = 5
SUBWARNING = 25


def __getattr__(name):
    # CPython has imported those that were needed; here they can be named at once.
    if name in ("connection", "managers", "pool", "queues", "shared_memory", "sharedctypes", "synchronize", "util"):
        from importlib import import_module
        return import_module("multiprocessing." + name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
