"""Stand-ins for `test.support.logging_helper`."""

import logging.handlers


class TestHandler(logging.handlers.BufferingHandler):
    """Keeps the records as dicts, to be matched."""

    def __init__(self, matcher):
        super().__init__(0)
        self.matcher = matcher

    def shouldFlush(self, record=None):
        return False

    def emit(self, record):
        self.format(record)
        self.buffer.append(record.__dict__)

    def matches(self, **kwargs):
        return any(self.matcher.matches(record, **kwargs) for record in self.buffer)
