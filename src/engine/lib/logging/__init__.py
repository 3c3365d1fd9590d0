"""Logging: the `logging` module as CPython 3.11 documents it, in its usual parts."""

import sys
import threading
import time

__all__ = [
    "BASIC_FORMAT", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter", "Formatter", "Handler", "INFO",
    "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler", "StreamHandler", "WARN", "WARNING",
    "addLevelName", "basicConfig", "captureWarnings", "critical", "debug", "disable", "error", "exception", "fatal",
    "getLevelName", "getLogger", "getLoggerClass", "info", "log", "makeLogRecord", "setLoggerClass", "shutdown",
    "warn", "warning", "getLogRecordFactory", "setLogRecordFactory", "lastResort", "raiseExceptions",
]

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_level_to_name = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_name_to_level = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True
logThreads = logMultiprocessing = logProcesses = True
_start_time = time.time()
_lock = threading.RLock()


def getLevelName(level):
    """Name of a level, or level of a name."""
    if level in _level_to_name:
        return _level_to_name[level]
    if level in _name_to_level:
        return _name_to_level[level]
    return "Level %s" % level


def getLevelNamesMapping():
    """Levels by name."""
    return _name_to_level.copy()


def addLevelName(level, levelName):
    """Names a level."""
    _level_to_name[level] = levelName
    _name_to_level[levelName] = level


def _check_level(level):
    if isinstance(level, int):
        return level
    if isinstance(level, str):
        if level not in _name_to_level:
            raise ValueError("Unknown level: %r" % (level,))
        return _name_to_level[level]
    raise TypeError("Level not an integer or a valid string: %r" % (level,))


class LogRecord:
    """One event."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time()
        self.name = name
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        self.filename = pathname.rpartition("/")[2]
        self.module = self.filename.rpartition(".")[0] or self.filename
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _start_time) * 1000
        thread = threading.current_thread()
        self.thread = thread.ident
        self.threadName = thread.name
        processes = sys.modules.get("multiprocessing.process")
        self.processName = processes.current_process().name if processes is not None else "MainProcess"
        import _process
        self.process = _process.pid()

    def __repr__(self):
        return '<LogRecord: %s, %s, %s, %s, "%s">' % (self.name, self.levelno, self.pathname, self.lineno, self.msg)

    def getMessage(self):
        """The message with its arguments."""
        text = str(self.msg)
        return text % self.args if self.args else text


_record_factory = LogRecord


def setLogRecordFactory(factory):
    """What makes records."""
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    """What makes records."""
    return _record_factory


def makeLogRecord(dict):
    """A record with these attributes."""
    record = _record_factory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


class Formatter:
    """Makes text of records."""

    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"
    converter = None

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in ("%", "{", "$"):
            raise ValueError("Style must be one of: %,{,$")
        if fmt and validate and {"%": "%(", "{": "{", "$": "$"}[style] not in fmt:
            if style == "%":
                raise ValueError("Invalid format %r for %r style" % (fmt, style))
            raise ValueError("invalid format: no fields")
        self._style = style
        default = {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self._fmt = fmt or default
        self.datefmt = datefmt
        self._defaults = defaults or {}

    def usesTime(self):
        """Whether the time is asked for."""
        return any(mark in self._fmt for mark in ("%(asctime)", "{asctime", "$asctime", "${asctime}"))

    def formatTime(self, record, datefmt=None):
        """The time as text."""
        moment = time.localtime(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        if self.default_msec_format:
            text = self.default_msec_format % (text, record.msecs)
        return text

    def formatException(self, ei):
        """An exception as text."""
        import traceback
        return "".join(traceback.format_exception(*ei)).rstrip("\n")

    def formatStack(self, stack_info):
        """A stack as text."""
        return stack_info

    def formatMessage(self, record):
        """The record in the format."""
        values = {**self._defaults, **record.__dict__}
        if self._style == "%":
            return self._fmt % values
        if self._style == "{":
            return self._fmt.format(**values)
        from string import Template
        return Template(self._fmt).substitute(values)

    def format(self, record):
        """The text of a record."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        for part in (record.exc_text, record.stack_info and self.formatStack(record.stack_info)):
            if part:
                text = text + ("" if text.endswith("\n") else "\n") + part
        return text


_default_formatter = Formatter()


class Filter:
    """Lets events of a logger and those below it pass."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        """Whether the record passes."""
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """Has filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Adds a filter."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Removes a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """Whether the record passes all filters."""
        for filter in self.filters:
            check = filter.filter if hasattr(filter, "filter") else filter
            if not check(record):
                return False
        return True


_handlers = []


class Handler(Filterer):
    """Takes records somewhere."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _check_level(level)
        self.formatter = None
        self.createLock()
        _handlers.append(self)

    name = property(lambda self: self._name, lambda self, name: self.set_name(name))

    def get_name(self):
        """Its name."""
        return self._name

    def set_name(self, name):
        """Names it."""
        self._name = name

    def createLock(self):
        """Makes the lock that guards the output."""
        self.lock = threading.RLock()

    def acquire(self):
        """Takes the lock."""
        self.lock.acquire()

    def release(self):
        """Gives the lock back."""
        self.lock.release()

    def setLevel(self, level):
        """Sets the least level."""
        self.level = _check_level(level)

    def setFormatter(self, fmt):
        """Sets the formatter."""
        self.formatter = fmt

    def format(self, record):
        """The text of a record."""
        return (self.formatter or _default_formatter).format(record)

    def emit(self, record):
        """Takes a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Takes a record if it passes the filters."""
        passed = self.filter(record)
        if passed:
            with self.lock:
                self.emit(record)
        return passed

    def flush(self):
        """Nothing is held back."""

    def close(self):
        """It takes no more."""
        if self in _handlers:
            _handlers.remove(self)

    def handleError(self, record):
        """An exception in `emit`."""
        if raiseExceptions and sys.stderr:
            import traceback
            frame = sys._getframe(1)
            while frame is not None and frame.f_code._is_library:
                frame = frame.f_back
            sys.stderr.write("--- Logging error ---\n" + traceback.format_exc() + "Call stack:\n")
            traceback.print_stack(frame)
            sys.stderr.write("Message: %r\nArguments: %s\n" % (record.msg, record.args))

    def __repr__(self):
        return "<%s (%s)>" % (self.__class__.__name__, getLevelName(self.level))


class StreamHandler(Handler):
    """Writes to a stream, standard error unless one is given."""

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        """Flushes the stream."""
        if self.stream and hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record):
        """Writes a record."""
        try:
            self.stream.write(self.format(record) + self.terminator)
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Another stream; returns the one before."""
        if stream is self.stream:
            return None
        old, self.stream = self.stream, stream
        return old

    def __repr__(self):
        name = getattr(self.stream, "name", "")
        return "<%s %s(%s)>" % (self.__class__.__name__, str(name) + " " if name else "", getLevelName(self.level))


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        import os.path
        self.baseFilename = os.path.abspath(filename)
        self.mode = mode
        StreamHandler.__init__(self)
        self.stream = None if delay else open(filename, mode)

    def emit(self, record):
        """Writes a record."""
        if self.stream is None:
            self.stream = open(self.baseFilename, self.mode)
        StreamHandler.emit(self, record)
        self.flush()

    def close(self):
        """Closes the file."""
        stream, self.stream = self.stream, None
        if stream is not None:
            stream.close()
        StreamHandler.close(self)


class NullHandler(Handler):
    """Takes nothing anywhere."""

    def handle(self, record):
        """Does nothing."""

    def emit(self, record):
        """Does nothing."""


class _StderrHandler(StreamHandler):
    # Always the present standard error.

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


lastResort = _StderrHandler(WARNING)


class Logger(Filterer):
    """Where events are reported. Loggers form a tree by their dotted names."""

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name = name
        self.level = _check_level(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False

    def setLevel(self, level):
        """Sets the least level."""
        self.level = _check_level(level)

    def getEffectiveLevel(self):
        """The level of this logger, or of the next one above that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """Whether events of the level are reported."""
        return not self.disabled and level > _disabled and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        """A logger below this one."""
        return getLogger(suffix if self is root else self.name + "." + suffix)

    def debug(self, msg, *args, **kwargs):
        """Reports at DEBUG."""
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Reports at INFO."""
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Reports at WARNING."""
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    warn = warning

    def error(self, msg, *args, **kwargs):
        """Reports at ERROR."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Reports at ERROR, with the exception being handled."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Reports at CRITICAL."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    fatal = critical

    def log(self, level, msg, *args, **kwargs):
        """Reports at a level."""
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        frame = sys._getframe(1)
        while frame is not None and frame.f_code._is_library:
            frame = frame.f_back
        if frame is not None:
            path, line, function = frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name
        else:
            path, line, function = "(unknown file)", 0, "(unknown function)"
        stack = None
        if stack_info:
            import traceback
            stack = "Stack (most recent call last):\n" + "".join(traceback.format_stack(frame)).rstrip("\n")
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        record = _record_factory(self.name, level, path, line, msg, args, exc_info, function, stack)
        if extra is not None:
            for key, value in extra.items():
                if key in ("message", "asctime") or key in record.__dict__:
                    raise KeyError("Attempt to overwrite %r in LogRecord" % key)
                record.__dict__[key] = value
        self.handle(record)

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """Makes a record."""
        return _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)

    def handle(self, record):
        """Takes a record to the handlers."""
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def addHandler(self, hdlr):
        """Adds a handler."""
        with _lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Removes a handler."""
        with _lock:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def hasHandlers(self):
        """Whether this logger or one above has handlers."""
        logger = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def callHandlers(self, record):
        """Takes a record to the handlers of this logger and those above."""
        logger = self
        found = False
        while logger:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and lastResort and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def __repr__(self):
        return "<%s %s (%s)>" % (self.__class__.__name__, self.name, getLevelName(self.getEffectiveLevel()))

    def __reduce__(self):
        return getLogger, (self.name,)


class RootLogger(Logger):
    """The logger above all."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)

    def __reduce__(self):
        return getLogger, ()


root = RootLogger(WARNING)
Logger.root = root
_loggers = {}
_logger_class = Logger
_disabled = 0


def setLoggerClass(klass):
    """What `getLogger` makes."""
    global _logger_class
    _logger_class = klass


def getLoggerClass():
    """What `getLogger` makes."""
    return _logger_class


def getLogger(name=None):
    """The logger of a name."""
    if not name or name == "root":
        return root
    with _lock:
        logger = _loggers.get(name)
        if logger is None:
            logger = _loggers[name] = _logger_class(name)
            above = name
            while logger.parent is None:
                above = above.rpartition(".")[0]
                logger.parent = _loggers.get(above) if above else root
            # Those below that were made before it.
            for other in _loggers.values():
                if other.name.startswith(name + ".") and (
                        other.parent is root or name.startswith(other.parent.name + ".")):
                    other.parent = logger
        return logger


class LoggerAdapter:
    """A logger with something to add to every event."""

    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        """Adds it."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        """Reports at a level."""
        if self.logger.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        """Reports at DEBUG."""
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Reports at INFO."""
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Reports at WARNING."""
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Reports at ERROR."""
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Reports at ERROR, with the exception being handled."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Reports at CRITICAL."""
        self.log(CRITICAL, msg, *args, **kwargs)


def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None,
                handlers=None, force=False, encoding=None, errors="backslashreplace", **unknown):
    """Gives the root logger a handler, unless it has one."""
    with _lock:
        if unknown and (force or not root.handlers):
            raise ValueError("Unrecognised argument(s): %s" % ", ".join(unknown))
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        if handlers is None:
            if stream is not None and filename is not None:
                raise ValueError("'stream' and 'filename' should not be specified together")
            handlers = [FileHandler(filename, filemode) if filename else StreamHandler(stream)]
        elif stream is not None or filename is not None:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if format is None:
            format = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}[style]
        formatter = Formatter(format, datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)


def _rooted(name):
    method = getattr(Logger, name)

    def function(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        method(root, msg, *args, **kwargs)

    function.__name__ = name
    return function


debug, info, warning, error = _rooted("debug"), _rooted("info"), _rooted("warning"), _rooted("error")
critical, exception = _rooted("critical"), _rooted("exception")
warn, fatal = warning, critical


def log(level, msg, *args, **kwargs):
    """Reports at a level, to the root logger."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Reports nothing up to a level."""
    global _disabled
    _disabled = _check_level(level)


def captureWarnings(capture):
    """Accepted."""


def shutdown(handlerList=_handlers):
    """Closes all handlers."""
    for handler in list(handlerList):
        handler.flush()
        handler.close()
