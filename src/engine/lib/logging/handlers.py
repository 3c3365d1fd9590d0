"""More handlers for `logging`. Those that send records over a network are not there: there is none."""

import copy
import logging
import os
import re
import time

DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT = 9020, 9021
DEFAULT_HTTP_LOGGING_PORT, DEFAULT_SOAP_LOGGING_PORT = 9022, 9023
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514
_MIDNIGHT = 24 * 60 * 60


class BaseRotatingHandler(logging.FileHandler):
    """Writes to a file, and begins a new one at times."""

    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.mode, self.encoding, self.errors = mode, encoding, errors

    def emit(self, record):
        """Writes a record."""
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """What a file is called that is kept."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Keeps a file under another name."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def _close_stream(self):
        if self.stream:
            self.stream.close()
            self.stream = None


class RotatingFileHandler(BaseRotatingHandler):
    """Writes to a file; when it is full, it becomes `NAME.1`, what was that `NAME.2`, and so on."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        if maxBytes > 0:
            mode = "a"
        BaseRotatingHandler.__init__(self, filename, mode, encoding=encoding, delay=delay, errors=errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def doRollover(self):
        """Begins a new file."""
        self._close_stream()
        if self.backupCount > 0:
            names = [self.baseFilename] + [
                self.rotation_filename("%s.%d" % (self.baseFilename, number + 1)) for number in range(self.backupCount)]
            for number in range(self.backupCount - 1, 0, -1):
                if os.path.exists(names[number]):
                    if os.path.exists(names[number + 1]):
                        os.remove(names[number + 1])
                    os.rename(names[number], names[number + 1])
            if os.path.exists(names[1]):
                os.remove(names[1])
            self.rotate(self.baseFilename, names[1])
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Whether the record has no room in the file."""
        if os.path.exists(self.baseFilename) and not os.path.isfile(self.baseFilename):
            return False
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        self.stream.seek(0, 2)
        return self.stream.tell() + len("%s\n" % self.format(record)) >= self.maxBytes


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Writes to a file; when its time is over, it is kept with the time in its name."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                 atTime=None, errors=None):
        BaseRotatingHandler.__init__(self, filename, "a", encoding=encoding, delay=delay, errors=errors)
        self.when = when.upper()
        self.backupCount = backupCount
        self.utc = utc
        self.atTime = atTime
        kinds = {"S": (1, "%Y-%m-%d_%H-%M-%S"), "M": (60, "%Y-%m-%d_%H-%M"), "H": (3600, "%Y-%m-%d_%H"),
                 "D": (_MIDNIGHT, "%Y-%m-%d"), "MIDNIGHT": (_MIDNIGHT, "%Y-%m-%d"), "W": (7 * _MIDNIGHT, "%Y-%m-%d")}
        kind = self.when
        if kind.startswith("W"):
            if len(kind) != 2:
                raise ValueError("You must specify a day for weekly rollover from 0 to 6 (0 is Monday): %s" % self.when)
            if not "0" <= kind[1] <= "6":
                raise ValueError("Invalid day specified for weekly rollover: %s" % self.when)
            self.dayOfWeek = int(kind[1])
            kind = "W"
        if kind not in kinds:
            raise ValueError("Invalid rollover interval specified: %s" % self.when)
        seconds, self.suffix = kinds[kind]
        digits = re.sub("%[mdHMS]", r"\\d{2}", self.suffix.replace("%Y", r"\d{4}"))
        self.extMatch = re.compile(rf"^{digits}(\.\w+)?$", re.ASCII)
        self.interval = seconds * interval
        filename = self.baseFilename
        self.rolloverAt = self.computeRollover(
            int(os.stat(filename).st_mtime if os.path.exists(filename) else time.time()))

    def _moment(self, seconds):
        return time.gmtime(seconds) if self.utc else time.localtime(seconds)

    def computeRollover(self, currentTime):
        """When the file's time is over that begins now."""
        result = currentTime + self.interval
        if self.when != "MIDNIGHT" and not self.when.startswith("W"):
            return result
        now = self._moment(currentTime)
        weekday = now.tm_wday
        at = _MIDNIGHT if self.atTime is None else (
            self.atTime.hour * 60 + self.atTime.minute) * 60 + self.atTime.second
        left = at - ((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)
        if left <= 0:
            left += _MIDNIGHT
            weekday = (weekday + 1) % 7
        result = currentTime + left
        if self.when.startswith("W"):
            days = (self.dayOfWeek - weekday) % 7
            result += days * _MIDNIGHT
            result += self.interval - 7 * _MIDNIGHT
        else:
            result += self.interval - _MIDNIGHT
        if not self.utc:
            # Summer time may begin or end in between.
            before, after = now.tm_isdst, time.localtime(result).tm_isdst
            if before != after:
                result += -3600 if not before else 3600
        return result

    def shouldRollover(self, record):
        """Whether the file's time is over."""
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if os.path.exists(self.baseFilename) and not os.path.isfile(self.baseFilename):
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The files that are kept no longer."""
        folder, base = os.path.split(self.baseFilename)
        stem, ext = os.path.splitext(base)
        found = []
        for name in os.listdir(folder):
            if self.namer is None:
                if name.startswith(base + ".") and self.extMatch.match(name[len(base) + 1:]):
                    found.append(os.path.join(folder, name))
            elif name.startswith(stem + "."):
                # It may be called anything; but with the same ending it has the time after the name.
                after = name[len(stem) + 1:]
                if (after[:1].isdigit() or not name.endswith(ext)) and any(map(self.extMatch.match, after.split("."))):
                    found.append(os.path.join(folder, name))
        return sorted(found)[:max(0, len(found) - self.backupCount)]

    def doRollover(self):
        """Begins a new file."""
        now = int(time.time())
        begun = self.rolloverAt - self.interval
        moment = self._moment(begun)
        if not self.utc:
            is_dst = time.localtime(now).tm_isdst
            if is_dst != moment.tm_isdst:
                moment = time.localtime(begun + (3600 if is_dst else -3600))
        name = self.rotation_filename(self.baseFilename + "." + time.strftime(self.suffix, moment))
        if os.path.exists(name):
            os.remove(name)
        self._close_stream()
        self.rotate(self.baseFilename, name)
        if self.backupCount > 0:
            for old in self.getFilesToDelete():
                os.remove(old)
        if not self.delay:
            self.stream = self._open()
        at = self.computeRollover(now)
        while at <= now:
            at += self.interval
        self.rolloverAt = at


class WatchedFileHandler(logging.FileHandler):
    """Writes to a file, and opens it anew if another program has put one in its place."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.dev = self.ino = -1
        self._statstream()

    def _statstream(self):
        if self.stream:
            stat = os.stat(self.baseFilename)
            self.dev, self.ino = stat.st_dev, stat.st_ino

    def reopenIfNeeded(self):
        """Opens the file anew if it is another one."""
        try:
            stat = os.stat(self.baseFilename)
        except FileNotFoundError:
            stat = None
        if not stat or (stat.st_dev, stat.st_ino) != (self.dev, self.ino):
            if self.stream is not None:
                self.stream.flush()
                self.stream.close()
                self.stream = self._open()
                self._statstream()

    def emit(self, record):
        """Writes a record."""
        self.reopenIfNeeded()
        logging.FileHandler.emit(self, record)


def _absent(name):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f"{name}: there is no network here, and no system log")
    return type(name, (logging.Handler,), {"__init__": __init__, "__module__": __name__,
                                           "__doc__": "Not to be had: it needs a network or the system's log."})


for _name in ("SocketHandler", "DatagramHandler", "SysLogHandler", "SMTPHandler", "NTEventLogHandler", "HTTPHandler"):
    globals()[_name] = _absent(_name)


class BufferingHandler(logging.Handler):
    """Keeps records until there are enough."""

    def __init__(self, capacity):
        logging.Handler.__init__(self)
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        """Whether there are enough."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        """Keeps a record."""
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        """Forgets them."""
        self.acquire()
        try:
            self.buffer.clear()
        finally:
            self.release()

    def close(self):
        """It takes no more."""
        try:
            self.flush()
        finally:
            logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are enough, or an important one comes."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        BufferingHandler.__init__(self, capacity)
        self.flushLevel = flushLevel
        self.target = target
        self.flushOnClose = flushOnClose

    def shouldFlush(self, record):
        """Whether there are enough, or this is an important one."""
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        """Where they go."""
        self.acquire()
        try:
            self.target = target
        finally:
            self.release()

    def flush(self):
        """Takes what was kept to the target."""
        self.acquire()
        try:
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()
        finally:
            self.release()

    def close(self):
        """It takes no more."""
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            self.acquire()
            try:
                self.target = None
                BufferingHandler.close(self)
            finally:
                self.release()


class QueueHandler(logging.Handler):
    """Puts records on a queue."""

    def __init__(self, queue):
        logging.Handler.__init__(self)
        self.queue = queue

    def enqueue(self, record):
        """Puts a record."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """Makes a record fit to be sent: its text is made now."""
        text = self.format(record)
        record = copy.copy(record)
        record.message = record.msg = text
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        """Puts a record."""
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """Takes records from a queue to handlers, in a thread of its own."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self._thread = None
        self.respect_handler_level = respect_handler_level

    def dequeue(self, block):
        """Takes a record."""
        return self.queue.get(block)

    def start(self):
        """Starts the thread."""
        import threading
        self._thread = threading.Thread(target=self._monitor)
        self._thread.daemon = True
        self._thread.start()

    def prepare(self, record):
        """The record."""
        return record

    def handle(self, record):
        """Takes a record to the handlers."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        import queue
        done = getattr(self.queue, "task_done", None)
        while True:
            try:
                record = self.dequeue(True)
            except queue.Empty:
                break
            if record is self._sentinel:
                if done:
                    done()
                break
            self.handle(record)
            if done:
                done()

    def enqueue_sentinel(self):
        """Tells the thread to end."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """Ends the thread when all records are dealt with."""
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None
