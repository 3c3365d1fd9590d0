"""More handlers for `logging`."""

import logging


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
        import copy
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
        self.respect_handler_level = respect_handler_level
        self._thread = None

    def dequeue(self, block):
        """Takes a record."""
        return self.queue.get(block)

    def start(self):
        """Starts the thread."""
        import threading
        self._thread = threading.Thread(target=self._monitor, daemon=True)
        self._thread.start()

    def prepare(self, record):
        """The record."""
        return record

    def handle(self, record):
        """Takes a record to the handlers."""
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(self.prepare(record))

    def _monitor(self):
        while True:
            record = self.dequeue(True)
            if record is self._sentinel:
                break
            self.handle(record)

    def enqueue_sentinel(self):
        """Tells the thread to end."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """Ends the thread when all records are dealt with."""
        self.enqueue_sentinel()
        self._thread.join()
        self._thread = None


class MemoryHandler(logging.Handler):
    """Keeps records until there are enough, or an important one comes."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        logging.Handler.__init__(self)
        self.capacity, self.flushLevel, self.target, self.flushOnClose = capacity, flushLevel, target, flushOnClose
        self.buffer = []

    def emit(self, record):
        """Keeps a record."""
        self.buffer.append(record)
        if len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel:
            self.flush()

    def flush(self):
        """Takes what was kept to the target."""
        if self.target:
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()

    def close(self):
        """It takes no more."""
        if self.flushOnClose:
            self.flush()
        logging.Handler.close(self)


class RotatingFileHandler(logging.FileHandler):
    """Writes to a file; when it is full, it becomes `NAME.1`, what was that `NAME.2`, and so on."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, "a" if maxBytes > 0 else mode, delay=delay)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def emit(self, record):
        """Writes a record."""
        try:
            if self.shouldRollover(record):
                self.doRollover()
        except Exception:
            self.handleError(record)
            return
        logging.FileHandler.emit(self, record)

    def shouldRollover(self, record):
        """Whether the record has no room in the file."""
        import os
        if self.maxBytes <= 0:
            return False
        used = os.path.getsize(self.baseFilename) if os.path.exists(self.baseFilename) else 0
        return used + len(self.format(record)) + 1 >= self.maxBytes

    def doRollover(self):
        """Begins a new file."""
        import os
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        names = [self.baseFilename] + [f"{self.baseFilename}.{number + 1}" for number in range(self.backupCount)]
        for older, newer in reversed(list(zip(names[1:], names))):
            if os.path.exists(newer):
                os.replace(newer, older)
        self.stream = open(self.baseFilename, "w" if self.backupCount == 0 else "a")


class TimedRotatingFileHandler(logging.FileHandler):
    """Writes to a file. No program here runs until the hour at which another would begin."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                 atTime=None, errors=None):
        logging.FileHandler.__init__(self, filename, delay=delay)
