"""Tasks that take turns in one thread: coroutines, and a loop that runs them. No sockets, no programs."""

from .base_events import *
from .coroutines import *
from .events import *
from .exceptions import *
from .futures import *
from .locks import *
from .queues import *
from .runners import *
from .taskgroups import *
from .tasks import *
from .threads import *
from .timeouts import *

SelectorEventLoop = base_events.BaseEventLoop
DefaultEventLoopPolicy = events._Policy

_OF_SOCKETS = ("open_connection", "start_server", "open_unix_connection", "start_unix_server", "StreamReader", "StreamWriter",
               "create_subprocess_exec", "create_subprocess_shell", "Protocol", "DatagramProtocol", "subprocess")


def __getattr__(name):
    if name in _OF_SOCKETS:
        raise AttributeError(f"module 'asyncio' has no attribute {name!r}: this Python has no network, and asyncio starts "
                             "no programs (subprocess does)")
    raise AttributeError(f"module 'asyncio' has no attribute {name!r}")


__all__ = (base_events.__all__ + coroutines.__all__ + events.__all__ + exceptions.__all__ + futures.__all__ + locks.__all__
           + queues.__all__ + runners.__all__ + taskgroups.__all__ + tasks.__all__ + threads.__all__ + timeouts.__all__)
