"""What the program has used, and its limits. The memory counted is what this Python has taken from the system."""

import os
import time

from _gc import _peak

error = OSError

RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD = 0, -1, 1
(RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_RSS, RLIMIT_NPROC, RLIMIT_NOFILE,
 RLIMIT_MEMLOCK, RLIMIT_AS) = range(10)
RLIMIT_SIGPENDING, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_RTPRIO, RLIMIT_RTTIME = range(11, 16)
RLIM_INFINITY = -1
_LIMITS = {*range(10), *range(11, 16)}

struct_rusage = os._record("struct_rusage", (
    "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
    "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"))
struct_rusage.__module__ = "resource"


def getrusage(who, /):
    """CPU time in seconds, the most memory in KiB; what is not known is 0, as is all of other processes."""
    if who not in (RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD):
        raise ValueError("invalid who parameter")
    if who == RUSAGE_CHILDREN:
        return struct_rusage((0.0, 0.0) + (0,) * 14)
    seconds = time.process_time() if who == RUSAGE_SELF else time.thread_time()
    return struct_rusage((seconds, 0.0, _peak() >> 10) + (0,) * 13)


def _checked(resource):
    if not isinstance(resource, int):
        raise TypeError(f"'{type(resource).__name__}' object cannot be interpreted as an integer")
    if resource not in _LIMITS:
        raise ValueError("invalid resource specified")


def getrlimit(resource, /):
    """The soft and the hard limit: there are none."""
    _checked(resource)
    return RLIM_INFINITY, RLIM_INFINITY


def setrlimit(resource, limits, /):
    """Sets no limit but none."""
    _checked(resource)
    soft, hard = limits
    if (soft, hard) != (RLIM_INFINITY, RLIM_INFINITY):
        raise NotImplementedError("limits of a process cannot be set here")


def getpagesize():
    """Bytes of a page."""
    return 4096
