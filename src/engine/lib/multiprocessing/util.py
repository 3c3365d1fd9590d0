"""Logging of the package."""

from . import process

__all__ = ["get_logger", "log_to_stderr", "debug", "info", "sub_debug", "sub_warning"]

NOTSET = 0
SUBDEBUG = 5
DEBUG = 10
INFO = 20
SUBWARNING = 25
LOGGER_NAME = "multiprocessing"
DEFAULT_LOGGING_FORMAT = "[%(levelname)s/%(processName)s] %(message)s"

_logger = None
_to_stderr = False


def get_logger():
    """The package's logger."""
    global _logger
    if _logger is None:
        import logging
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = 0
    return _logger


def log_to_stderr(level=None):
    """Lets the logger write to standard error."""
    global _to_stderr
    import logging
    _to_stderr = True
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    return logger


def sub_debug(msg, *args):
    """Logs below DEBUG."""
    _log(SUBDEBUG, msg, args)


def debug(msg, *args):
    """Logs at DEBUG."""
    _log(DEBUG, msg, args)


def info(msg, *args):
    """Logs at INFO."""
    _log(INFO, msg, args)


def sub_warning(msg, *args):
    """Logs above INFO."""
    _log(SUBWARNING, msg, args)


def _log(level, msg, args):
    if _logger is not None:
        _logger.log(level, msg, *args)


class Finalize:
    """A callback for the end of the process, or before when it is called."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._pending = True
        if exitpriority is not None:
            process._at_exit(id(self), exitpriority, self)

    def __call__(self):
        if self._pending:
            self._pending = False
            process._at_exit(id(self), 0, None)
            return self._callback(*self._args, **self._kwargs)

    def cancel(self):
        """The callback will not be called."""
        self._pending = False
        process._at_exit(id(self), 0, None)

    def still_active(self):
        """Whether it was neither called nor cancelled."""
        return self._pending
