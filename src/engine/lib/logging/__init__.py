"""Logging: the `logging` module as CPython 3.11 documents it, in its usual parts."""

import atexit
import sys
import threading
import time
import weakref

__all__ = [
    "BASIC_FORMAT", "BufferingFormatter", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter", "Formatter", "Handler", "INFO",
    "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler", "StreamHandler", "WARN", "WARNING",
    "addLevelName", "basicConfig", "captureWarnings", "critical", "debug", "disable", "error", "exception", "fatal",
    "getLevelName", "getLogger", "getLoggerClass", "info", "log", "makeLogRecord", "setLoggerClass", "shutdown",
    "warn", "warning", "getLogRecordFactory", "setLogRecordFactory", "lastResort", "raiseExceptions", "getLevelNamesMapping",
]

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_levelToName = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_nameToLevel = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
raiseExceptions = True
logThreads = logMultiprocessing = logProcesses = True
_startTime = time.time()
_lock = threading.RLock()
# Frames of this file call for others.
_srcfile = (lambda: 0).__code__.co_filename


def _acquireLock():
    _lock.acquire()


def _releaseLock():
    _lock.release()


def getLevelName(level):
    """Name of a level, or level of a name."""
    if level in _levelToName:
        return _levelToName[level]
    if level in _nameToLevel:
        return _nameToLevel[level]
    return "Level %s" % level


def getLevelNamesMapping():
    """Levels by name."""
    return _nameToLevel.copy()


def addLevelName(level, levelName):
    """Names a level."""
    _levelToName[level] = levelName
    _nameToLevel[levelName] = level


def _checkLevel(level):
    if isinstance(level, int):
        return level
    if isinstance(level, str):
        if str(level) not in _nameToLevel:
            raise ValueError("Unknown level: %r" % (level,))
        return _nameToLevel[level]
    raise TypeError("Level not an integer or a valid string: %r" % (level,))


class LogRecord:
    """One event."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time()
        self.name = name
        self.msg = msg
        # One dict is what a message with names in it asks for.
        if args and len(args) == 1 and hasattr(args[0], "keys") and hasattr(args[0], "__getitem__") and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        self.filename = pathname.rpartition("/")[2] if isinstance(pathname, str) else pathname
        self.module = self.filename.rpartition(".")[0] or self.filename if isinstance(pathname, str) else "Unknown module"
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _startTime) * 1000
        self.thread = self.threadName = self.processName = self.process = None
        if logThreads:
            thread = threading.current_thread()
            self.thread, self.threadName = thread.ident, thread.name
        if logMultiprocessing:
            processes = sys.modules.get("multiprocessing.process")
            self.processName = processes.current_process().name if processes is not None else "MainProcess"
        if logProcesses:
            import _process
            self.process = _process.pid()

    def __repr__(self):
        return '<LogRecord: %s, %s, %s, %s, "%s">' % (self.name, self.levelno, self.pathname, self.lineno, self.msg)

    def getMessage(self):
        """The message with its arguments."""
        text = str(self.msg)
        return text % self.args if self.args else text


_logRecordFactory = LogRecord


def setLogRecordFactory(factory):
    """What makes records."""
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    """What makes records."""
    return _logRecordFactory


def makeLogRecord(dict):
    """A record with these attributes."""
    record = _logRecordFactory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


class PercentStyle:
    """Formats with `%`."""

    default_format = "%(message)s"
    asctime_format = "%(asctime)s"
    asctime_search = "%(asctime)"
    _valid = r"%\(\w+\)[-+ #0]*[*\d]*(?:\.[*\d]+)?[acdefgiorsux%]"

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        """Whether the time is asked for."""
        return self._fmt.find(self.asctime_search) >= 0

    def validate(self):
        """Refuses a format without fields."""
        import re
        if not re.search(self._valid, self._fmt, re.I):
            raise ValueError("Invalid format '%s' for '%s' style" % (self._fmt, self.default_format[0]))

    def _values(self, record):
        return {**self._defaults, **record.__dict__} if self._defaults else record.__dict__

    def _format(self, record):
        return self._fmt % self._values(record)

    def format(self, record):
        """The record in the format."""
        try:
            return self._format(record)
        except KeyError as error:
            raise ValueError("Formatting field not found in record: %s" % error)


class StrFormatStyle(PercentStyle):
    """Formats with `str.format`."""

    default_format = "{message}"
    asctime_format = "{asctime}"
    asctime_search = "{asctime"

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def validate(self):
        """Refuses a format that is none, or without fields."""
        import re
        from string import Formatter
        names = set()
        try:
            for _, name, spec, conversion in Formatter().parse(self._fmt):
                if name:
                    if not re.match(r"(\d+|\w+)(\.\w+|\[[^]]+\])*$", name, re.I):
                        raise ValueError("invalid field name/expression: %r" % name)
                    names.add(name)
                if conversion and conversion not in "rsa":
                    raise ValueError("invalid conversion: %r" % conversion)
                if spec and not re.match(
                        r"(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$", spec, re.I):
                    raise ValueError("bad specifier: %r" % spec)
        except ValueError as error:
            raise ValueError("invalid format: %s" % error)
        if not names:
            raise ValueError("invalid format: no fields")


class StringTemplateStyle(PercentStyle):
    """Formats with `string.Template`."""

    default_format = "${message}"
    asctime_format = "${asctime}"
    asctime_search = "${asctime}"

    def __init__(self, fmt, *, defaults=None):
        from string import Template
        super().__init__(fmt, defaults=defaults)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        """Whether the time is asked for."""
        return "$asctime" in self._fmt or self.asctime_format in self._fmt

    def validate(self):
        """Refuses a format without fields."""
        found = False
        for match in self._tpl.pattern.finditer(self._fmt):
            if match["named"] or match["braced"]:
                found = True
            elif match[0] == "$":
                raise ValueError("invalid format: bare '$' not allowed")
        if not found:
            raise ValueError("invalid format: no fields")

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_STYLES = {"%": (PercentStyle, BASIC_FORMAT), "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
           "$": (StringTemplateStyle, "${levelname}:${name}:${message}")}


class Formatter:
    """Makes text of records."""

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in _STYLES:
            raise ValueError("Style must be one of: %s" % ",".join(_STYLES))
        self._style = _STYLES[style][0](fmt, defaults=defaults)
        if fmt and validate:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def formatTime(self, record, datefmt=None):
        """The time as text."""
        convert = self.converter
        if getattr(convert, "__func__", None) in (time.localtime, time.gmtime):
            # In a class they are no methods.
            convert = convert.__func__
        moment = convert(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """An exception as text."""
        import traceback
        return "".join(traceback.format_exception(*ei)).removesuffix("\n")

    def usesTime(self):
        """Whether the time is asked for."""
        return self._style.usesTime()

    def formatMessage(self, record):
        """The record in the format."""
        return self._style.format(record)

    def formatStack(self, stack_info):
        """A stack as text."""
        return stack_info

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


class BufferingFormatter:
    """Makes text of several records."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or _defaultFormatter

    def formatHeader(self, records):
        """What stands before them."""
        return ""

    def formatFooter(self, records):
        """What stands after them."""
        return ""

    def format(self, records):
        """The text of the records."""
        if not records:
            return ""
        return self.formatHeader(records) + "".join(map(self.linefmt.format, records)) + self.formatFooter(records)


_defaultFormatter = Formatter()


class Filter:
    """Lets events of a logger and those below it pass."""

    def __init__(self, name=""):
        self.name = name
        self.nlen = len(name)

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
            if not (filter.filter(record) if hasattr(filter, "filter") else filter(record)):
                return False
        return True


_handlers = weakref.WeakValueDictionary()
# In the order in which they were made.
_handlerList = []


def _removeHandlerRef(reference):
    with _lock:
        if reference in _handlerList:
            _handlerList.remove(reference)


def _addHandlerRef(handler):
    with _lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


class Handler(Filterer):
    """Takes records somewhere."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _checkLevel(level)
        self.formatter = None
        self.createLock()
        self._closed = False
        _addHandlerRef(self)

    def get_name(self):
        """Its name."""
        return self._name

    def set_name(self, name):
        """Names it."""
        with _lock:
            if self._name in _handlers:
                del _handlers[self._name]
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Makes the lock that guards the output."""
        self.lock = threading.RLock()

    def acquire(self):
        """Takes the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Gives the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Sets the least level."""
        self.level = _checkLevel(level)

    def setFormatter(self, fmt):
        """Sets the formatter."""
        self.formatter = fmt

    def format(self, record):
        """The text of a record."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        """Takes a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Takes a record if it passes the filters."""
        passed = self.filter(record)
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def flush(self):
        """Nothing is held back."""

    def close(self):
        """It takes no more."""
        with _lock:
            self._closed = True
            if self._name and self._name in _handlers:
                del _handlers[self._name]

    def handleError(self, record):
        """An exception in `emit`."""
        if not raiseExceptions or not sys.stderr:
            return
        import traceback
        frame = sys._getframe(1)
        while frame is not None and _is_own(frame):
            frame = frame.f_back
        try:
            write = sys.stderr.write
            write("--- Logging error ---\n" + traceback.format_exc() + "Call stack:\n")
            traceback.print_stack(frame, file=sys.stderr)
            try:
                write("Message: %r\nArguments: %s\n" % (record.msg, record.args))
            except RecursionError:
                raise
            except Exception:
                write("Unable to print the message and arguments - possible formatting error.\n"
                      "Use the traceback above to help find the error.\n")
        except OSError:
            pass

    def __repr__(self):
        return "<%s (%s)>" % (self.__class__.__name__, getLevelName(self.level))


class StreamHandler(Handler):
    """Writes to a stream, standard error unless one is given."""

    __class_getitem__ = classmethod(type(list[int]))

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        """Flushes the stream."""
        self.acquire()
        try:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()
        finally:
            self.release()

    def emit(self, record):
        """Writes a record."""
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Another stream; returns the one before."""
        if stream is self.stream:
            return None
        old = self.stream
        self.acquire()
        try:
            self.flush()
            self.stream = stream
        finally:
            self.release()
        return old

    def __repr__(self):
        name = getattr(self.stream, "name", "")
        return "<%s %s(%s)>" % (self.__class__.__name__, str(name) + " " if name else "", getLevelName(self.level))


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        import os
        filename = os.fspath(filename)
        self.baseFilename = os.path.abspath(filename)
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        self.delay = delay
        self._builtin_open = open
        if delay:
            # Nothing is open until there is something to write.
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        """Writes a record."""
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def close(self):
        """Closes the file."""
        self.acquire()
        try:
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)
        finally:
            self.release()

    def __repr__(self):
        return "<%s %s (%s)>" % (self.__class__.__name__, self.baseFilename, getLevelName(self.level))


class NullHandler(Handler):
    """Takes nothing anywhere."""

    def handle(self, record):
        """Does nothing."""

    def emit(self, record):
        """Does nothing."""

    def createLock(self):
        """It needs none."""
        self.lock = None

    def _at_fork_reinit(self):
        pass


class _StderrHandler(StreamHandler):
    # Always the present standard error.

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


_defaultLastResort = lastResort = _StderrHandler(WARNING)


def _is_own(frame):
    code = frame.f_code
    return code._is_library or code.co_filename == _srcfile


class Logger(Filterer):
    """Where events are reported. Loggers form a tree by their dotted names."""

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name = name
        self.level = _checkLevel(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False
        # By levels: whether events of them are reported.
        self._cache = {}

    def setLevel(self, level):
        """Sets the least level."""
        self.level = _checkLevel(level)
        self.manager._clear_cache()

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
        if self.disabled:
            return False
        try:
            return self._cache[level]
        except KeyError:
            with _lock:
                enabled = self._cache[level] = level > self.manager.disable and level >= self.getEffectiveLevel()
            return enabled

    def getChild(self, suffix):
        """A logger below this one."""
        return self.manager.getLogger(suffix if self.root is self else self.name + "." + suffix)

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

    def warn(self, msg, *args, **kwargs):
        """Deprecated."""
        _warn_of("method", 3)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Reports at ERROR."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Reports at ERROR, with the exception being handled."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Reports at CRITICAL."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    def fatal(self, msg, *args, **kwargs):
        """The same."""
        self.critical(msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Reports at a level."""
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """The file, line and function that report, and the stack if it is wanted."""
        frame = sys._getframe(1)
        while frame is not None and _is_own(frame):
            frame = frame.f_back
        above = frame
        while stacklevel > 1 and above is not None:
            above = above.f_back
            if above is not None and not _is_own(above):
                frame = above
                stacklevel -= 1
        if frame is None:
            return "(unknown file)", 0, "(unknown function)", None
        stack = None
        if stack_info:
            import traceback
            stack = "Stack (most recent call last):\n" + "".join(traceback.format_stack(frame)).removesuffix("\n")
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """Makes a record."""
        record = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra is not None:
            for key in extra:
                if key in ("message", "asctime") or key in record.__dict__:
                    raise KeyError("Attempt to overwrite %r in LogRecord" % key)
                record.__dict__[key] = extra[key]
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        path, line, function, stack = "(unknown file)", 0, "(unknown function)", None
        if _srcfile:
            path, line, function, stack = self.findCaller(stack_info, stacklevel)
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, path, line, msg, args, exc_info, function, extra, stack))

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
        if found:
            return
        if lastResort:
            if record.levelno >= lastResort.level:
                lastResort.handle(record)
        elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
            sys.stderr.write("No handlers could be found for logger \"%s\"\n" % self.name)
            self.manager.emittedNoHandlerWarning = True

    def __repr__(self):
        return "<%s %s (%s)>" % (self.__class__.__name__, self.name, getLevelName(self.getEffectiveLevel()))

    def __reduce__(self):
        if getLogger(self.name) is not self:
            import pickle
            raise pickle.PicklingError("logger cannot be pickled")
        return getLogger, (self.name,)


class RootLogger(Logger):
    """The logger above all."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)

    def __reduce__(self):
        return getLogger, ()


class PlaceHolder:
    """Stands where there is no logger yet, but some below it."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        """Adds one that is below it."""
        self.loggerMap[alogger] = None


class Manager:
    """Has the loggers."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.disable = 0
        self.emittedNoHandlerWarning = False
        self.loggerDict = {}
        self.loggerClass = None
        self.logRecordFactory = None

    @property
    def disable(self):
        """Up to which level nothing is reported."""
        return self._disable

    @disable.setter
    def disable(self, value):
        self._disable = _checkLevel(value)

    def _clear_cache(self):
        with _lock:
            for logger in self.loggerDict.values():
                if isinstance(logger, Logger):
                    logger._cache.clear()
            if self.root is not None:
                self.root._cache.clear()

    def getLogger(self, name):
        """The logger of a name."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            known = self.loggerDict.get(name)
            if isinstance(known, Logger):
                return known
            logger = self.loggerDict[name] = (self.loggerClass or _loggerClass)(name)
            logger.manager = self
            if known is not None:
                for below in known.loggerMap:
                    if below.parent.name[:len(name)] != name:
                        logger.parent = below.parent
                        below.parent = logger
            above = name
            logger.parent = None
            while logger.parent is None:
                above = above.rpartition(".")[0]
                if not above:
                    logger.parent = self.root
                    break
                other = self.loggerDict.get(above)
                if isinstance(other, Logger):
                    logger.parent = other
                elif other is None:
                    self.loggerDict[above] = PlaceHolder(logger)
                else:
                    other.append(logger)
            return logger

    def setLoggerClass(self, klass):
        """What it makes."""
        _check_class(klass)
        self.loggerClass = klass

    def setLogRecordFactory(self, factory):
        """What makes records."""
        self.logRecordFactory = factory


def _check_class(klass):
    if klass != Logger and not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)
_loggerClass = Logger


def setLoggerClass(klass):
    """What `getLogger` makes."""
    global _loggerClass
    _check_class(klass)
    _loggerClass = klass


def getLoggerClass():
    """What `getLogger` makes."""
    return _loggerClass


def getLogger(name=None):
    """The logger of a name."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def _warn_of(what, level):
    import warnings
    warnings.warn(f"The 'warn' {what} is deprecated, use 'warning' instead", DeprecationWarning, level)


class LoggerAdapter:
    """A logger with something to add to every event."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        """Adds it."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    def isEnabledFor(self, level):
        """Whether events of the level are reported."""
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        """Sets the logger's least level."""
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        """The logger's."""
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        """Whether the logger has any."""
        return self.logger.hasHandlers()

    def _log(self, level, msg, args, **kwargs):
        return self.logger._log(level, msg, args, **kwargs)

    name = property(lambda self: self.logger.name)
    manager = property(lambda self: self.logger.manager, lambda self, value: setattr(self.logger, "manager", value))

    def __repr__(self):
        logger = self.logger
        return "<%s %s (%s)>" % (self.__class__.__name__, logger.name, getLevelName(logger.getEffectiveLevel()))

    def log(self, level, msg, *args, **kwargs):
        """Reports at a level."""
        if self.isEnabledFor(level):
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

    def warn(self, msg, *args, **kwargs):
        """Deprecated."""
        _warn_of("method", 3)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Reports at ERROR."""
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Reports at ERROR, with the exception being handled."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Reports at CRITICAL."""
        self.log(CRITICAL, msg, *args, **kwargs)


def basicConfig(**kwargs):
    """Gives the root logger a handler, unless it has one."""
    with _lock:
        take = kwargs.pop
        force, encoding, errors = take("force", False), take("encoding", None), take("errors", "backslashreplace")
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        handlers = take("handlers", None)
        if handlers is None:
            if "stream" in kwargs and "filename" in kwargs:
                raise ValueError("'stream' and 'filename' should not be specified together")
        elif "stream" in kwargs or "filename" in kwargs:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if handlers is None:
            filename, mode = take("filename", None), take("filemode", "a")
            if filename:
                handlers = [FileHandler(filename, mode, encoding=encoding, errors=None if "b" in mode else errors)]
            else:
                handlers = [StreamHandler(take("stream", None))]
        datefmt, style = take("datefmt", None), take("style", "%")
        if style not in _STYLES:
            raise ValueError("Style must be one of: %s" % ",".join(_STYLES))
        formatter = Formatter(take("format", _STYLES[style][1]), datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        level = take("level", None)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError("Unrecognised argument(s): %s" % ", ".join(kwargs))


def _rooted(name):
    def function(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(msg, *args, **kwargs)

    function.__name__ = name
    return function


debug, info, warning, error = _rooted("debug"), _rooted("info"), _rooted("warning"), _rooted("error")
critical, exception = _rooted("critical"), _rooted("exception")


def fatal(msg, *args, **kwargs):
    """The same as `critical`."""
    critical(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """Deprecated."""
    _warn_of("function", 3)
    warning(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Reports at a level, to the root logger."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Reports nothing up to a level."""
    root.manager.disable = level
    root.manager._clear_cache()


_warnings_showwarning = None


def captureWarnings(capture):
    """Whether warnings are reported to the logger `py.warnings` instead of being shown."""
    global _warnings_showwarning
    import warnings
    if capture:
        if _warnings_showwarning is None:
            _warnings_showwarning = warnings.showwarning
            warnings.showwarning = _showwarning
    elif _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    import warnings
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def shutdown(handlerList=_handlerList):
    """Closes all handlers, the latest first."""
    for reference in handlerList[::-1]:
        try:
            handler = reference()
            if handler:
                try:
                    handler.acquire()
                    # Nothing waits any more for records that would be kept.
                    if getattr(handler, "flushOnClose", True):
                        handler.flush()
                    handler.close()
                except (OSError, ValueError):
                    # It may have been closed already.
                    pass
                finally:
                    handler.release()
        except Exception:
            if raiseExceptions:
                raise


atexit.register(shutdown)
