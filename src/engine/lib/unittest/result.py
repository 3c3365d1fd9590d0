"""What becomes of tests."""

import io
import sys
import traceback
from functools import wraps

from . import util

__unittest = True


def failfast(method):
    """A method of a result that ends the run if one failure is enough."""
    @wraps(method)
    def inner(self, *args, **kw):
        if getattr(self, "failfast", False):
            self.stop()
        return method(self, *args, **kw)
    return inner


class TestResult:
    """Counts and keeps what happens."""

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = None
        self._stderr_buffer = None
        self._original_stdout = sys.stdout
        self._original_stderr = sys.stderr
        self._mirrorOutput = False

    def printErrors(self):
        """By `TextTestResult`."""

    def startTest(self, test):
        """Before a test."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if not self.buffer:
            return
        if self._stderr_buffer is None:
            self._stdout_buffer, self._stderr_buffer = io.StringIO(), io.StringIO()
        sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def startTestRun(self):
        """Before the first test of a runner."""

    def stopTest(self, test):
        """After a test."""
        self._restoreStdout()
        self._mirrorOutput = False

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for stream, title, text in (
                    (self._original_stdout, "Stdout", sys.stdout.getvalue()),
                    (self._original_stderr, "Stderr", sys.stderr.getvalue())):
                if text:
                    stream.write(_output(title, text))
        sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
        for buffer in (self._stdout_buffer, self._stderr_buffer):
            buffer.seek(0)
            buffer.truncate()

    def stopTestRun(self):
        """After its last one."""

    @failfast
    def addError(self, test, err):
        """A test raised an exception that is no failure."""
        _keep(self, "errors", test, err, test)

    @failfast
    def addFailure(self, test, err):
        """A test failed."""
        _keep(self, "failures", test, err, test)

    def addSubTest(self, test, subtest, err):
        """A part of a test is over; `err` is None if it succeeded."""
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            failfast(_keep)(self, "failures" if failed else "errors", subtest, err, test)

    def addSuccess(self, test):
        """A test succeeded."""

    def addSkip(self, test, reason):
        """A test was left out."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """A test failed, as was expected."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """A test succeeded that was expected to fail."""
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        """Whether there was nothing amiss."""
        return not self.failures and not self.errors and not getattr(self, "unexpectedSuccesses", None)

    def stop(self):
        """No more tests are run."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        kind, error, tb = err
        tb = self._clean_tracebacks(kind, error, tb, test)
        text = "".join(traceback.TracebackException(kind, error, tb, capture_locals=self.tb_locals, compact=True).format())
        if self.buffer:
            text += _output("Stdout", sys.stdout.getvalue()) + _output("Stderr", sys.stderr.getvalue())
        return text

    def _clean_tracebacks(self, kind, error, tb, test):
        # Frames of unittest say nothing about the test; neither do they in exceptions that led to this one.
        first = self._cleaned(kind, tb, test)
        seen, open_ = {id(error)}, [error]
        while open_:
            current = open_.pop()
            for other in (getattr(current, "__cause__", None), getattr(current, "__context__", None)):
                if other is not None and id(other) not in seen:
                    seen.add(id(other))
                    open_.append(other)
                    other.__traceback__ = self._cleaned(type(other), other.__traceback__, test)
        return first

    def _cleaned(self, kind, tb, test):
        while tb and self._is_relevant_tb_level(tb):
            tb = tb.tb_next
        if kind is test.failureException:
            last, level = None, tb
            while level and not self._is_relevant_tb_level(level):
                last, level = level, level.tb_next
            if last is not None:
                last.tb_next = None
        return tb

    def _is_relevant_tb_level(self, tb):
        return "__unittest" in tb.tb_frame.f_globals

    def __repr__(self):
        return "<%s run=%i errors=%i failures=%i>" % (
            util.strclass(type(self)), self.testsRun, len(self.errors), len(self.failures))


def _keep(result, where, told, err, test):
    getattr(result, where).append((told, result._exc_info_to_string(err, test)))
    result._mirrorOutput = True  # what the test has printed is shown


def _output(title, text):
    if not text:
        return ""
    return f"\n{title}:\n{text}" + ("" if text.endswith("\n") else "\n")
